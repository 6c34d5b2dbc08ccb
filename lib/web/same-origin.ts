import 'server-only';
import { env } from '@/lib/env';

/** A browser says where a request comes from; one with our cookie that does not come from our own pages is refused. */
export function isSameOrigin(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return true;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  return origin !== null && origin === new URL(env().appUrl).origin;
}
