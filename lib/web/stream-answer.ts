import 'server-only';

/** A file as an answer that is written while it is read: whoever reads slowly costs no memory, and who goes away ends it. */
export function streamAnswer(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
): Response {
  const chunks = chunksOf(body);
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(stream, { headers: { 'cache-control': 'private, no-store', ...headers } });
}

async function* chunksOf(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  yield* body;
}
