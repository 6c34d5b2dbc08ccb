import 'server-only';
import { decode } from 'next-auth/jwt';
import { isId } from '@/db/new-id';
import { findSessionOwner, type SessionOwner } from '@/db/people';
import { actAsSystem } from '@/lib/domain/scope';
import { env } from '@/lib/env';

/** A session ends after this long, whatever happens; a till signs in once a shift. */
export const SESSION_SECONDS = 12 * 3600;
/** And after this long without any page of it being open. */
const IDLE_MINUTES = 30;

/** True when browsers reach us over https: then the cookie is bound to this very host. */
export function usesHttps(): boolean {
  return env().appUrl.startsWith('https:');
}

/** Name of the session's cookie, which is also the salt of its encryption. */
export function sessionCookieName(): string {
  return usesHttps() ? '__Host-mostrador.session' : 'mostrador.session';
}

/** Whose session a cookie's token opens, or null. The token is only an id: the row in the database decides. */
export async function ownerOfToken(token: string | undefined): Promise<SessionOwner | null> {
  if (!token) return null;
  const sessionId = await readSessionId(token);
  return sessionId === null ? null : findSessionOwner(actAsSystem(), sessionId, IDLE_MINUTES);
}

/** Same, from a raw `Cookie` header, for doors that are not Next's. */
export async function ownerOfCookies(header: string | null | undefined): Promise<SessionOwner | null> {
  const name = `${sessionCookieName()}=`;
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name));
  return ownerOfToken(pair?.slice(name.length));
}

async function readSessionId(token: string): Promise<string | null> {
  try {
    const claims = await decode({ token, secret: env().AUTH_SECRET, salt: sessionCookieName() });
    return typeof claims?.sid === 'string' && isId(claims.sid) ? claims.sid : null;
  } catch {
    // Forged, expired, or sealed with an earlier secret: all mean signed out.
    return null;
  }
}
