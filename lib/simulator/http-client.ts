import http from 'node:http';
import https from 'node:https';

/** `status` is null when no answer came: refused, timed out, broken off. */
export type PostOutcome = { status: number | null };

/** An answer read to its end, at most a megabyte of it; null when none came. */
export type GetOutcome = { status: number; headers: http.IncomingHttpHeaders; text: string } | null;

const longestAnswer = 1_000_000;

const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: 64, timeout: 60_000 }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: 64, timeout: 60_000 }),
};

/** Posts JSON and looks at the status only. Never throws and never follows a redirect. */
export async function post(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<PostOutcome> {
  const content = Buffer.from(JSON.stringify(body));
  const sent = { ...headers, 'content-type': 'application/json', 'content-length': String(content.length) };
  const answer = await exchange('POST', url, sent, content, timeoutMs);
  return { status: answer?.status ?? null };
}

/** Reads a URL as it is. Never throws and never follows a redirect. */
export function get(url: string, timeoutMs: number): Promise<GetOutcome> {
  return exchange('GET', url, { accept: 'application/json' }, null, timeoutMs);
}

function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  content: Buffer | null,
  timeoutMs: number,
): Promise<GetOutcome> {
  return new Promise((resolve) => {
    const target = URL.canParse(url) ? new URL(url) : null;
    if (!target || (target.protocol !== 'http:' && target.protocol !== 'https:')) {
      resolve(null);
      return;
    }
    const { request } = target.protocol === 'https:' ? https : http;
    const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
    const outgoing = request(target, { method, agent: agents[target.protocol], headers, signal });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= longestAnswer) chunks.push(chunk);
      });
      response.on('error', () => resolve(null));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    outgoing.on('error', (error) => {
      // The other side closed an idle connection just as it was taken again: a fresh one tells whether it is there.
      const isStale = outgoing.reusedSocket && 'code' in error && error.code === 'ECONNRESET' && !signal.aborted;
      if (isStale) resolve(exchange(method, url, headers, content, timeoutMs));
      else resolve(null);
    });
    outgoing.end(content ?? undefined);
  });
}
