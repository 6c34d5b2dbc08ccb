import { eventStream } from '@/lib/web/event-stream';
import { openLiveStream } from '@/lib/web/live-stream';

/** Changes of the merchant's orders as they happen. */
export async function GET(request: Request): Promise<Response> {
  const reader = { cookies: request.headers.get('cookie'), lastEventId: request.headers.get('last-event-id') };
  const stream = await eventStream(request.signal, (sink) => openLiveStream(reader, sink));
  return stream ?? new Response(null, { status: 401 });
}
