import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

export type HttpRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** An answer with more than this is not read to its end. */
  readonly maxBytes: number;
  /** For the whole exchange, waiting for a connection and reading the body included. */
  readonly timeoutMs: number;
};

/** `bytes` is null when there were too many. Header names are in lower case. */
export type HttpAnswer = {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Uint8Array | null;
};

/** No whole answer came. `wasSent` is false only when not a byte of the request can have left. */
export type NoAnswer = { readonly kind: 'unanswered'; readonly wasSent: boolean; readonly code: string };

/** One request and its answer; never rejects. */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer | NoAnswer>;

/**
 * Connections are shared by every client of the process. They rest for less time than servers keep theirs open, so that a
 * request does not meet one that is just being closed.
 */
const pool = { keepAlive: true, maxSockets: 64, timeout: 4_000 };
const httpAgent = new http.Agent(pool);
const httpsAgent = new https.Agent(pool);

/** A request that waited for a connection gets one that `reusedSocket` does not call reused, so we remember for ourselves. */
const connectedSockets = new WeakSet<Socket>();

/**
 * Node's own HTTP, because it says what `fetch` does not: whether a connection was ever made, and so whether a write can
 * have arrived. It follows no redirect, and no framework can put a cache around it.
 */
export const exchangeOverHttp: Exchange = (request) =>
  new Promise((resolve) => {
    const isSecure = request.url.startsWith('https:');
    let wasSent = false;
    let outgoing: http.ClientRequest;
    try {
      outgoing = (isSecure ? https : http).request(request.url, {
        method: request.method,
        headers: { 'user-agent': 'mostrador', 'accept-encoding': 'identity', ...request.headers },
        agent: isSecure ? httpsAgent : httpAgent,
      });
    } catch (error) {
      // An address or a header that cannot be written.
      resolve({ kind: 'unanswered', wasSent: false, code: networkCode(error) });
      return;
    }
    const timer = setTimeout(() => finish({ kind: 'unanswered', wasSent, code: 'timeout' }), request.timeoutMs);
    let isFinished = false;
    const finish = (outcome: HttpAnswer | NoAnswer) => {
      if (isFinished) return;
      isFinished = true;
      clearTimeout(timer);
      resolve(outcome);
      // An answer that was read to its end leaves its connection to the next request; any other takes it along.
      if (outcome.kind === 'unanswered' || outcome.bytes === null) outgoing.destroy();
    };
    outgoing.on('socket', (socket) => {
      const markConnected = () => {
        connectedSockets.add(socket);
        wasSent = true;
      };
      if (connectedSockets.has(socket)) markConnected();
      else socket.once(isSecure ? 'secureConnect' : 'connect', markConnected);
    });
    outgoing.on('error', (error) => {
      const code = wasSent ? 'connection_lost' : networkCode(error);
      finish({ kind: 'unanswered', wasSent, code });
    });
    outgoing.on('response', (response) => readAnswer(response, request.maxBytes, finish));
    outgoing.end(request.body);
  });

function readAnswer(
  response: http.IncomingMessage,
  maxBytes: number,
  finish: (outcome: HttpAnswer | NoAnswer) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const answer = (bytes: Uint8Array | null): HttpAnswer => ({
    kind: 'answered',
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes,
  });
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > maxBytes) finish(answer(null));
  });
  response.on('end', () => finish(answer(Buffer.concat(chunks))));
  // These come alone when the connection breaks in the middle; after `end` they change nothing.
  response.on('close', () => finish({ kind: 'unanswered', wasSent: true, code: 'connection_lost' }));
  response.on('error', () => finish({ kind: 'unanswered', wasSent: true, code: 'connection_lost' }));
}

function networkCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code.toLowerCase()
    : 'not_connected';
}

/** How long an answer asks to wait: seconds, or a date measured against its own date, so that no clock of ours is involved. */
export function retryAfterSeconds(outcome: HttpAnswer): number | null {
  const value = headerOf(outcome, 'retry-after');
  if (value === null) return null;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const waitMs = Date.parse(value) - Date.parse(headerOf(outcome, 'date') ?? '');
  return Number.isNaN(waitMs) ? null : Math.max(0, Math.ceil(waitMs / 1000));
}

/** A header that came once; null for any other. */
export function headerOf({ headers }: HttpAnswer, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
