export type FetchedSheet =
  | { readonly kind: 'file'; readonly name: string; readonly blob: Blob }
  /** Tills changed since the page was read. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'failed' };

/** What begins each page of a document, and each picture of an archive, as they are written. */
const MARK = { 'application/pdf': '/Type/Page/', 'application/zip': 'PK\u0003\u0004' } as const;

/** Prints, and says how many pages have arrived while they do: a thousand stickers take a moment. */
export async function fetchSheet(body: unknown, onPage: (page: number, pages: number) => void): Promise<FetchedSheet> {
  try {
    const response = await fetch('/api/v1/stickers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.status === 404 || response.status === 409) return { kind: 'outdated' };
    if (!response.ok || !response.body) return { kind: 'failed' };
    const type = response.headers.get('content-type') ?? '';
    const chunks = await readChunks(response.body, {
      mark: type === 'application/pdf' || type === 'application/zip' ? MARK[type] : null,
      onMark: (count) => onPage(count, Number(response.headers.get('x-sheet-pages'))),
    });
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'stickers';
    return { kind: 'file', name, blob: new Blob(chunks, { type }) };
  } catch {
    // Nobody was reached, or the file was cut short; either way there is none.
    return { kind: 'failed' };
  }
}

async function readChunks(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  { mark, onMark }: { mark: string | null; onMark: (count: number) => void },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const decoder = new TextDecoder('latin1');
  const reader = stream.getReader();
  let [tail, count] = ['', 0];
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    if (mark === null) continue;
    // A mark may lie across two chunks.
    const text = tail + decoder.decode(read.value);
    count += text.split(mark).length - 1;
    tail = text.slice(-(mark.length - 1));
    onMark(count);
  }
  return chunks;
}

/** Gives a file to the browser to keep. */
export function saveFile(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Browsers begin to read before this; a minute is more than any needs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
