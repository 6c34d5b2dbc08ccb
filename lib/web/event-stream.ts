import 'server-only';
import { liveStreamHeaders } from './live-stream-headers';

/** What carries a stream to its reader. */
export type StreamSink = { readonly write: (text: string) => void; readonly end: () => void };

/**
 * An answer that goes on: whatever `open` writes, until its reader goes away or it ends. `open` answers how to stop it, or
 * null for a stream that there is not; then this is null too.
 */
export async function eventStream(
  signal: AbortSignal,
  open: (sink: StreamSink) => Promise<(() => void) | null>,
): Promise<Response | null> {
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, { highWaterMark: 64 });
  const writer = writable.getWriter();
  // Once its reader is gone nobody is left to be told.
  const ignore = () => undefined;
  const close = await open({
    write: (text) => void writer.write(encoder.encode(text)).catch(ignore),
    end: () => void writer.close().catch(ignore),
  });
  if (!close) return null;
  writer.closed.then(close, close);
  const leave = () => void writer.abort().catch(ignore);
  signal.addEventListener('abort', leave);
  // Whoever left while it was being opened is not announced again.
  if (signal.aborted) leave();
  return new Response(readable, { headers: liveStreamHeaders });
}
