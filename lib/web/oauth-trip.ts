import 'server-only';
import { usesHttps } from './session-token';

/** The cookie that a browser keeps while its owner is at Mercado Pago. It comes back on a link from there, hence `lax`. */
export function oauthCookie() {
  return {
    name: 'mostrador.oauth',
    httpOnly: true,
    secure: usesHttps(),
    sameSite: 'lax',
    path: '/api/oauth',
    maxAge: 600,
  } as const;
}

/** What a browser brings back in that cookie; empty when it has none. */
export function readOAuthCookie(header: string | null): string {
  return /(?:^|;\s*)mostrador\.oauth=([\w.-]*)/.exec(header ?? '')?.[1] ?? '';
}
