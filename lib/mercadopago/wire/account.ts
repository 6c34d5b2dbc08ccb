import { z } from 'zod';
import { isSiteId, type SiteId } from '@/lib/domain/sites';
import { id, list, text } from './values';

/** The account that a token belongs to. */
export type Account = {
  readonly userId: string;
  readonly nickname: string | null;
  readonly email: string | null;
  /** Null for a site that we do not serve. */
  readonly siteId: SiteId | null;
  /** A test user of Mercado Pago. The token's prefix does not say it: today's test credentials start like live ones. */
  readonly isTestUser: boolean;
};

const account = z.object({ id, nickname: text, email: text, site_id: text, tags: list(text).catch([]) });

/** The answer of `GET /users/me`; null without an id. Source: mercadopago/sdk-nodejs `src/clients/user/get/types.ts`, read 2026-11-21. */
export function readAccount(body: unknown): Account | null {
  const parsed = account.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const { nickname, email, tags } = parsed.data;
  return {
    userId: parsed.data.id,
    nickname,
    email,
    siteId: isSiteId(parsed.data.site_id) ? parsed.data.site_id : null,
    isTestUser: tags.includes('test_user') || email?.endsWith('@testuser.com') === true,
  };
}

/** An account to try things with. Buyer and seller must both be one. */
export type TestUser = {
  readonly userId: string;
  readonly nickname: string;
  readonly password: string;
  readonly email: string | null;
};

const testUser = z.object({ id, nickname: text, password: text, email: text });

/** The answer that makes a test user; null when it could not be used to sign in. Source: devsite-docs `reference/api/test_user.yaml`, read 2026-11-21. */
export function readTestUser(body: unknown): TestUser | null {
  const parsed = testUser.safeParse(body);
  if (!parsed.success) return null;
  const { nickname, password, email } = parsed.data;
  if (parsed.data.id === null || nickname === null || password === null) return null;
  return { userId: parsed.data.id, nickname, password, email };
}
