import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getMerchant } from '@/db/merchants';
import type { SessionOwner } from '@/db/people';
import type { AccessProblem, Environment } from '@/db/schema';
import { may, type Permission, type Role } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';
import { type CurrencyId, type SiteId, sites } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import { ownerOfToken, sessionCookieName } from './session-token';

/** Who is looking at a page, and for which merchant. */
export type Session = {
  readonly merchant: Merchant;
  readonly merchantName: string;
  readonly siteId: SiteId;
  readonly currencyId: CurrencyId;
  readonly timeZone: string;
  readonly environment: Environment;
  /** How the merchant's own references begin. */
  readonly referencePrefix: string;
  /** False until an account is connected, and while its access does not work; then there is nothing to charge with. */
  readonly connected: boolean;
  readonly accessProblem: AccessProblem | null;
  readonly person: SessionOwner['person'];
  readonly role: Role;
};

/** The session of this request, or null. Read once per request, however many components ask. */
export const getSession = cache(async (): Promise<Session | null> => {
  const owner = await ownerOfToken((await cookies()).get(sessionCookieName())?.value);
  if (!owner) return null;
  const profile = await getMerchant(owner.merchant);
  const siteId = profile.account?.siteId ?? 'MLA';
  return {
    merchant: owner.merchant,
    merchantName: profile.name,
    siteId,
    currencyId: sites[siteId].currencyId,
    timeZone: profile.timeZone,
    environment: profile.environment,
    referencePrefix: profile.referencePrefix,
    connected: profile.account !== null && profile.accessProblem === null,
    accessProblem: profile.accessProblem,
    person: owner.person,
    role: owner.role,
  };
});

/** The session of this request; without one the browser goes to the sign-in page. Every page calls this itself. */
export async function requireSession(): Promise<Session> {
  const session = await getSession();
  if (!session) redirect('/login');
  return session;
}

/** Same, for somebody who may do this. Throws `forbidden`, which pages show as "not allowed". */
export async function requirePermission(permission: Permission): Promise<Session> {
  const session = await requireSession();
  if (!may(session.role, permission)) throw new AppError('forbidden', `${session.role} may not ${permission}`);
  return session;
}
