import 'server-only';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Delivery } from '@/db/notifications';
import { log } from '@/lib/log';
import { MAX_NOTIFICATION_BYTES, receiveNotification } from '@/lib/services/inbox';
import { answerUnattendedPoll } from '@/lib/services/unattended';
import { readAsker, type Sender } from '@/lib/services/unattended-log';
import { openLiveStream } from './live-stream';
import { liveStreamHeaders } from './live-stream-headers';
import { readableUrl } from './readable-url';
import { isOneVisitTooMany } from './receipt-visits';

/*
 * The paths that must be fast, each written once and served through two doors: Next's route handlers, which work
 * everywhere, and this one, which costs a tenth. What they do is in the services; this only speaks HTTP.
 */

const NOTIFICATION = /^\/api\/notifications\/mercadopago\/([^/]{1,128})$/;
const RECEIPT = /^\/r\//;
const UNATTENDED = /^\/api\/pos\/([^/]{1,128})\/order$/;

/** Answers a request for one of the hot paths and says true; false leaves it to Next. */
export function answerHotPath(request: IncomingMessage, response: ServerResponse): boolean {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark + 1);
  const notification = request.method === 'POST' ? NOTIFICATION.exec(path) : null;
  if (notification?.[1]) {
    finish(response, receive(request, response, { merchantKey: notification[1], query }));
    return true;
  }
  const unattended = request.method === 'GET' ? UNATTENDED.exec(path) : null;
  if (unattended?.[1]) {
    finish(response, poll(request, response, unattended[1]));
    return true;
  }
  if (request.method === 'POST' && path === '/api/v1/orders') {
    finish(response, charge(request, response));
    return true;
  }
  if (request.method === 'GET' && path === '/api/events') {
    finish(response, stream(request, response));
    return true;
  }
  if (isReceipt(url) && isOneVisitTooMany(readAsker(senderOf(request)).address, performance.now())) {
    response.setHeader('retry-after', '1');
    reply(response, 429, '');
    return true;
  }
  return false;
}

/** Next finds a page by its decoded path, and under a whole address too: whoever writes either is counted as well. */
function isReceipt(url: string): boolean {
  try {
    return RECEIPT.test(decodeURIComponent(new URL(readableUrl(url), 'http://front.door').pathname));
  } catch {
    // What is no address at all is no receipt's.
    return false;
  }
}

/** Headers of a delivery that are evidence of something; the rest is not kept. */
export function headersWorthKeeping(get: (name: string) => string | null | undefined): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'user-agent', 'x-request-id', 'x-signature', 'x-retry']) {
    // PostgreSQL cannot store NUL, and nobody sends whole kilobytes there in good faith.
    const value = get(name)?.replaceAll('\0', '').slice(0, 1024).toWellFormed();
    if (value) kept[name] = value;
  }
  return kept;
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  target: Pick<Delivery, 'merchantKey' | 'query'>,
): Promise<void> {
  const body = await readBody(request);
  if (body === null) return reply(response, 413, '');
  const headers = headersWorthKeeping((name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  });
  const status = await receiveNotification({ ...target, headers, body });
  if (status === 503) response.setHeader('retry-after', '30');
  reply(response, status, '');
}

/** What next.config.js says of every answer, as far as it concerns one that is no page. */
const headersOfAnswers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
} as const;

/** Charges an order, by the handler of its route. Not imported above: the routes of the other hot paths would carry all of it. */
async function charge(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { chargeOrder } = await import('./charge-api');
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const content = { body: bodyOf(request), duplex: 'half' };
  const asked = new Request(`http://front.door${request.url}`, { method: 'POST', headers, ...content });
  const answer = await chargeOrder(asked, { params: Promise.resolve({}) });
  const text = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, {
    ...headersOfAnswers,
    ...Object.fromEntries(answer.headers),
    'content-length': text.length,
  });
  response.end(text);
  // Who is refused unheard may still be sending: what nobody reads would stand before the connection's next request.
  request.removeAllListeners('data').resume();
}

/** What is sent, as fast as it is read. */
function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      request.on('data', (chunk: Buffer) => {
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) request.pause();
      });
      request.on('end', () => controller.close());
      request.on('error', (error) => controller.error(error));
    },
    pull: () => {
      request.resume();
    },
  });
}

async function poll(request: IncomingMessage, response: ServerResponse, unattendedKey: string): Promise<void> {
  const { status, headers, body } = await answerUnattendedPoll(unattendedKey, senderOf(request));
  response.writeHead(status, headers).end(body);
}

function senderOf(request: IncomingMessage): Sender {
  const forwardedFor = request.headers['x-forwarded-for'];
  return {
    address: request.socket.remoteAddress,
    forwardedFor: typeof forwardedFor === 'string' ? forwardedFor : undefined,
    agent: request.headers['user-agent'],
  };
}

async function stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const lastEventId = request.headers['last-event-id'];
  const close = await openLiveStream(
    { cookies: request.headers.cookie ?? null, lastEventId: typeof lastEventId === 'string' ? lastEventId : null },
    {
      write: (text) => {
        if (!response.headersSent) response.writeHead(200, liveStreamHeaders);
        response.write(text);
      },
      end: () => response.end(),
    },
  );
  if (!close) return reply(response, 401, '');
  response.on('close', close);
  if (response.destroyed) close();
}

/** The whole body, or null when it is longer than anything we keep. Listeners, because iterating costs a third more here. */
function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_NOTIFICATION_BYTES) chunks.push(chunk);
      // The rest is not read: the answer tells the sender to stop.
      else resolve(null);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      // It closes after a whole body as well; an error nobody needs costs as much as the rest of this.
      if (!request.complete) reject(new Error('the sender went away'));
    });
  });
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.end(body);
}

/** A failure here is the database's or a broken connection: the caller is told to come again, never that all is well. */
function finish(response: ServerResponse, work: Promise<void>): void {
  work.catch((error: unknown) => {
    if (response.destroyed) return;
    log.warn({ error }, 'a hot path failed');
    if (response.headersSent) response.end();
    else reply(response, 503, '');
  });
}
