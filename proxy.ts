import { type NextRequest, NextResponse } from 'next/server';
import { env } from './lib/env';

/**
 * A courtesy and a second lock, never the guard: who has no session cookie is shown the way to the sign-in page, and every
 * page says which scripts may run in it. Every page and route checks for itself who may see it.
 */
export function proxy(request: NextRequest): NextResponse {
  const hasCookie = request.cookies.has('mostrador.session') || request.cookies.has('__Host-mostrador.session');
  const isReceipt = request.nextUrl.pathname.startsWith('/r/');
  if (!hasCookie && !isOpenToAll(request.nextUrl.pathname)) {
    const { protocol, host, pathname, search } = request.nextUrl;
    // By the name that the browser used, which the server need not know.
    const url = new URL('/login', `${protocol}//${request.headers.get('host') ?? host}`);
    url.searchParams.set('from', pathname + search);
    return NextResponse.redirect(url);
  }
  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), request.nextUrl.pathname);
  const headers = new Headers(request.headers);
  // Next reads the nonce from here and puts it on its own scripts.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  if (isReceipt) {
    response.headers.set('x-robots-tag', 'noindex, nofollow, noarchive');
    response.headers.set('referrer-policy', 'no-referrer');
  }
  if (env().appUrl.startsWith('https:')) response.headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

/**
 * The way in, the reference of the API, what is shown without a connection, and screens and receipts for customers, whose
 * address is their key.
 */
function isOpenToAll(pathname: string): boolean {
  return ['/login', '/offline', '/docs/api'].includes(pathname) || /^\/(?:screen|r)\//.test(pathname);
}

export const config = { matcher: ['/((?!api|_next|icon|apple-icon|manifest.webmanifest|.*\\..*).*)'] };

function contentSecurityPolicy(nonce: string, pathname: string): string {
  const development = env().NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Widths and positions are inline styles; they cannot run anything.
    "style-src 'self' 'unsafe-inline'",
    // Pictures of items are the merchant's own addresses.
    "img-src 'self' data: blob: https:",
    "connect-src 'self'",
    "font-src 'self'",
    // The one that keeps the offline page; without a line of its own it would fall under that of scripts.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    // A till prints a ticket by itself out of a frame of its own page.
    `frame-ancestors ${/^\/orders\/[^/]+\/ticket$/.test(pathname) ? "'self'" : "'none'"}`,
  ].join('; ');
}
