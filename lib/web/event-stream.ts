import 'server-only';
import { liveStreamHeaders } from './live-stream-headers';

type Sink = { readonly send: (event: string, data: unknown) => void; readonly end: () => void };

/**
 * An answer that goes on: whatever `open` sends, until its reader goes away or it ends. `open` answers how to stop it, or
 * null for a stream that there is not; then this is null too.
 */
export async function eventStream(
  signal: AbortSignal,
  open: (sink: Sink) => Promise<(() => void) | null>,
): Promise<Response | null> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, { highWaterMark: 64 });
  const writer = writable.getWriter();
  // Once its reader is gone nobody is left to be told.
  const ignore = () => undefined;
  const write = (text: string) => void writer.write(encoder.encode(text)).catch(ignore);
  const close = await open({
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end: () => void writer.close().catch(ignore),
  });
  if (!close) return null;
  writer.closed.then(close, close);
  signal.addEventListener('abort', () => void writer.abort().catch(ignore));
  return new Response(readable, { headers: liveStreamHeaders });
}
