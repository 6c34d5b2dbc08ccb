import { MAX_NOTIFICATION_BYTES, receiveNotification } from '@/lib/services/inbox';
import { headersWorthKeeping } from '@/lib/web/hot-paths';
import { readBody } from '@/lib/web/read-body';

/** Mercado Pago tells us something; 200 only once it is durably stored. */
export async function POST(request: Request, context: { params: Promise<{ merchantKey: string }> }): Promise<Response> {
  const { merchantKey } = await context.params;
  const body = await readBody(request, MAX_NOTIFICATION_BYTES);
  if (!body) return new Response(null, { status: 413 });
  const mark = request.url.indexOf('?');
  const query = mark === -1 ? '' : request.url.slice(mark + 1);
  const headers = headersWorthKeeping((name) => request.headers.get(name));
  const status = await receiveNotification({ merchantKey, query, headers, body });
  return new Response(null, { status, headers: status === 503 ? { 'retry-after': '30' } : {} });
}
