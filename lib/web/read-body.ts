import 'server-only';

/** The whole body of a request, or null as soon as it is known to be longer than `maxBytes`; the rest is not kept. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = Number(request.headers.get('content-length') ?? 0) > maxBytes ? maxBytes + 1 : 0;
  while (length <= maxBytes) {
    const { done, value } = await reader.read();
    if (done) return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    length += value.length;
    chunks.push(value);
  }
  discardRest(reader);
  return null;
}

/** A sender that is not listened to never hears the answer, and its connection is of no use for the next request. */
function discardRest(reader: ReadableStreamDefaultReader<Uint8Array>): void {
  const goOn = ({ done }: { done: boolean }): Promise<void> | undefined =>
    done ? undefined : reader.read().then(goOn, ignoreGoneSender);
  reader.read().then(goOn, ignoreGoneSender);
}

function ignoreGoneSender(): void {}
