import { openLiveStream } from '@/lib/web/live-stream';
import { liveStreamHeaders } from '@/lib/web/live-stream-headers';

/** Changes of the merchant's orders as they happen. */
export async function GET(request: Request): Promise<Response> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const ignoreGoneReader = () => undefined;
  const close = await openLiveStream(
    { cookies: request.headers.get('cookie'), lastEventId: request.headers.get('last-event-id') },
    {
      write: (text) => void writer.write(encoder.encode(text)).catch(ignoreGoneReader),
      end: () => void writer.close().catch(ignoreGoneReader),
    },
  );
  if (!close) return new Response(null, { status: 401 });
  const leave = () => {
    close();
    void writer.close().catch(ignoreGoneReader);
  };
  request.signal.addEventListener('abort', leave);
  writer.closed.then(close, close);
  return new Response(readable, { headers: liveStreamHeaders });
}
