import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { findAccountByToken } from './accounts';
import { type Fault, takeFault } from './faults';
import { isRecord } from './json-value';
import type { Live } from './live';
import { limitRate } from './rate-limit';
import { type Refusal, refuseControl, refuseGeneric } from './refusal';
import type { Reply } from './reply';
import { keepBody } from './request-log';
import { readToken } from './route';
import type { UnroutedCall } from './router';
import type { Simulation } from './simulation';

/** What the server needs to answer. */
export type Answering = {
  simulation: Simulation;
  answer(call: UnroutedCall): Promise<Reply>;
  live: Live;
  publicUrl: string | null;
};

const longestBody = 1_000_000;
const largeLimit = 4_000_000;

/** Makes the function that `node:http` calls. Whatever arrives, it answers or closes the connection; it never throws. */
export function createRequestHandler(
  answering: Answering,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    response.on('error', () => response.destroy());
    handle(answering, request, response).catch((error: unknown) => {
      // A caller that hung up in the middle of its request is its own business.
      if (request.destroyed && !request.complete) return;
      const reply = reportFailure(error);
      if (response.headersSent) response.destroy();
      else send(response, reply);
    });
  };
}

/** A mistake in the simulator itself: said aloud, and answered as such. */
function reportFailure(error: unknown): Reply {
  process.stderr.write(`simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return refuseGeneric(500, 'internal_error', 'The simulator failed').reply;
}

async function handle(answering: Answering, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { simulation } = answering;
  const startedAt = performance.now();
  const target = request.url ?? '/';
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? '' : target.slice(at + 1);
  const method = request.method ?? 'GET';
  const text = await readText(request);
  if (text === null) {
    send(response, refuseGeneric(413, 'payload_too_large', 'The body is too large').reply);
    return;
  }
  const call: UnroutedCall = {
    simulation,
    method,
    path,
    query: new URLSearchParams(query),
    headers: request.headers,
    body: undefined,
    baseUrl: answering.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`,
  };
  if (isOwnPath(path)) {
    await handleOwn(answering, call, text, response);
    return;
  }
  const fault = takeFault(simulation.faults, method, path);
  const parsed = parseBody(text, request.headers['content-type']);
  const reply = await answerApi(answering, { ...call, body: parsed.body }, parsed.refusal, fault).catch(reportFailure);
  const account = findAccountByToken(simulation, readToken(call));
  const idempotencyKey = request.headers['x-idempotency-key'];
  const requestId = randomUUID();
  simulation.requestLog.add({
    request_id: requestId,
    at: new Date(simulation.now()).toISOString(),
    method,
    path,
    query,
    user_id: account?.userId ?? null,
    idempotency_key: typeof idempotencyKey === 'string' ? idempotencyKey : null,
    body: keepBody(parsed.body, text.length),
    status: fault?.kind === 'drop' || fault?.kind === 'drop_after_commit' ? null : reply.status,
    verdict: fault ? `fault:${fault.kind}` : verdictOf(reply),
    error: isRecord(reply.json) && typeof reply.json.error === 'string' ? reply.json.error : null,
    duration_ms: Math.round((performance.now() - startedAt) * 100) / 100,
  });
  answering.live.changed();
  if (fault?.kind === 'drop' || fault?.kind === 'drop_after_commit') request.socket.destroy();
  else send(response, { ...reply, headers: { 'x-request-id': requestId, ...reply.headers } });
}

/** The page, its files and the controls: without faults and without a line in the log of requests. */
async function handleOwn(
  { answer, live }: Answering,
  call: UnroutedCall,
  text: string,
  response: ServerResponse,
): Promise<void> {
  if (!isSameOrigin(call)) {
    send(response, refuseControl(403, 'forbidden', 'Another website may not control the simulator').reply);
    return;
  }
  if (call.path === '/_control/live' && call.method === 'GET') {
    live.attach(response);
    return;
  }
  const { body, refusal } = parseBody(text, call.headers['content-type']);
  send(response, refusal ? refusal.reply : await answer({ ...call, body }));
}

async function answerApi(
  { answer }: Answering,
  call: UnroutedCall,
  refusal: Refusal | null,
  fault: Fault | null,
): Promise<Reply> {
  if (fault && fault.kind !== 'delay' && !fault.commit) return writeFault(fault, null);
  if (fault?.kind === 'delay') await pause(fault.delay_ms);
  const limited = limitRate(call.simulation.rateLimit, call);
  if (limited) return limited;
  const reply = refusal ? refusal.reply : await answer(call);
  return fault && fault.kind !== 'delay' ? writeFault(fault, reply) : reply;
}

function writeFault(fault: Fault, reply: Reply | null): Reply {
  if (fault.kind === 'rate_limit') {
    const json = { status: 429, error: 'too_many_requests', message: 'Rate limit exceeded. Retry later.' };
    return { status: 429, json, headers: { 'retry-after': String(fault.retry_after) } };
  }
  if (fault.kind === 'html') {
    const page = `<html><head><title>${fault.status}</title></head><body><h1>${fault.status} Bad Gateway</h1></body></html>`;
    return { status: fault.status, bytes: { content: Buffer.from(page), type: 'text/html' } };
  }
  if (fault.kind === 'garbage') {
    const whole = JSON.stringify(reply?.json ?? { id: 1, status: 'approved' });
    const half = Buffer.from(`${whole.slice(0, Math.ceil(whole.length / 2))}\u0000`);
    const status = reply === null || reply.status === 204 ? 200 : reply.status;
    return { status, bytes: { content: half, type: 'application/json; charset=utf-8' } };
  }
  const json = fault.body ?? { message: 'Injected fault', error: 'internal_error', status: fault.status, cause: [] };
  return { status: fault.status, json };
}

function verdictOf(reply: Reply): string {
  if (reply.status < 400) return 'ok';
  if (reply.status >= 500) return 'failed';
  const { json } = reply;
  const isUnknown = isRecord(json) && typeof json.message === 'string' && json.message.endsWith('does not exist');
  return reply.status === 404 && isUnknown ? 'unknown_route' : 'refused';
}

function send(response: ServerResponse, { status, json, bytes, headers }: Reply): void {
  if (response.destroyed) return;
  const content = bytes?.content ?? (json === undefined ? null : Buffer.from(JSON.stringify(json)));
  const type = bytes?.type ?? 'application/json; charset=utf-8';
  if (content === null) response.writeHead(status, headers);
  else response.writeHead(status, { 'content-type': type, 'content-length': content.length, ...headers });
  response.end(content ?? undefined);
}

/** The body as text; null when it is too large. The rest of a large body is read away, so that the answer can be sent. */
async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > largeLimit) break;
    if (length <= longestBody) chunks.push(chunk);
  }
  return length > longestBody ? null : Buffer.concat(chunks).toString('utf8');
}

/** JSON whatever the content type says, as callers often forget it; a form where it is none. */
function parseBody(text: string, type: string | undefined): { body: unknown; refusal: Refusal | null } {
  if (text.trim() === '') return { body: undefined, refusal: null };
  try {
    return { body: JSON.parse(text), refusal: null };
  } catch {
    const isForm = type?.startsWith('application/x-www-form-urlencoded') === true && text.includes('=');
    if (isForm) return { body: Object.fromEntries(new URLSearchParams(text)), refusal: null };
    return { body: undefined, refusal: refuseGeneric(400, 'bad_request', 'The body is not valid JSON') };
  }
}

function isOwnPath(path: string): boolean {
  return path === '/' || path.startsWith('/_control/') || path.startsWith('/_phone/') || path === '/favicon.ico';
}

/** A browser names the page that asks; anything else (tests, scripts) names none. */
function isSameOrigin({ headers, method }: UnroutedCall): boolean {
  const { origin, host } = headers;
  return method === 'GET' || origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}
