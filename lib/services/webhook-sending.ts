import 'server-only';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import type { AttemptProblem } from '@/lib/domain/webhook';
import { findTarget, type Reach, type Target } from './webhook-address';

/** What is sent: the same id and body every time, signed anew. */
export type WebhookMessage = {
  readonly url: string;
  readonly id: string;
  readonly body: string;
  /** Each signs; more than one while a secret is being changed. As the merchant has them: `whsec_` and base64. */
  readonly secrets: readonly string[];
};

/** What came of sending: told when there is no problem. */
export type WebhookOutcome = {
  readonly at: Date;
  readonly tookMs: number;
  readonly status: number | null;
  readonly problem: AttemptProblem | null;
  /** The first bytes of the answer, as text that can be stored and shown. */
  readonly answer: string | null;
  /** How long it asked to be left alone. */
  readonly retryAfterS: number | null;
};

/** For all of it: asking for the name, connecting, and the answer to its end. */
const PATIENCE_MS = 15_000;
const NAME_PATIENCE_MS = 5_000;
/** Enough to see why; more of an answer than that is not read. */
const MAX_ANSWER_BYTES = 16_384;
const SHOWN_BYTES = 1_000;

type Answer = Pick<WebhookOutcome, 'status' | 'problem' | 'answer' | 'retryAfterS'>;

/**
 * Sends one message, wherever it may go, and says what came of it; null when `signal` ended it. No proxy, no redirect, no
 * connection that somebody else opened. The patience is for tests, which have less of it.
 */
export async function sendWebhook(
  message: WebhookMessage,
  reach: Reach,
  { signal, patienceMs = PATIENCE_MS }: { signal?: AbortSignal; patienceMs?: number } = {},
): Promise<WebhookOutcome | null> {
  const at = new Date();
  const startedMs = performance.now();
  const target = await findTarget(message.url, reach, Math.min(NAME_PATIENCE_MS, patienceMs));
  const leftMs = patienceMs - (performance.now() - startedMs);
  const answer =
    typeof target === 'string'
      ? { status: null, problem: target, answer: null, retryAfterS: null }
      : await exchange(target, message, { at, leftMs, signal });
  if (signal?.aborted) return null;
  return { at, tookMs: Math.round(performance.now() - startedMs), ...answer };
}

/** The headers of the Standard Webhooks scheme. Source: standardwebhooks.com, version 1.0.0, read 2026-11-21. */
function signed({ id, body, secrets }: WebhookMessage, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

function exchange(
  { url, addresses }: Target,
  message: WebhookMessage,
  { at, leftMs, signal }: { at: Date; leftMs: number; signal: AbortSignal | undefined },
): Promise<Answer> {
  return new Promise((resolve) => {
    const isSecure = url.protocol === 'https:';
    let finish: (answer: Answer) => void = resolve;
    let fail = (problem: AttemptProblem) => finish({ status: null, problem, answer: null, retryAfterS: null });
    const request = (isSecure ? https : http).request(url, {
      method: 'POST',
      // A connection of its own, so that nothing leads to an address that was not looked at just now.
      agent: isSecure ? new https.Agent({ keepAlive: false }) : new http.Agent({ keepAlive: false }),
      lookup: only(addresses),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(message.body),
        'user-agent': 'Mostrador-Webhooks/1',
        ...signed(message, at),
      },
    });
    const stop = () => fail('timeout');
    const timer = setTimeout(stop, Math.max(1, leftMs));
    signal?.addEventListener('abort', stop);
    finish = (answer) => {
      finish = () => undefined;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      request.destroy();
      resolve(answer);
    };
    request.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      const facts = {
        status: statusCode,
        problem: problemOf(statusCode),
        retryAfterS: readRetryAfter(headers['retry-after'], at),
      };
      const chunks: Buffer[] = [];
      let length = 0;
      const end = () => {
        clearTimeout(rest);
        finish({ ...facts, answer: asText(Buffer.concat(chunks)) });
      };
      // Its status is all that counts: from here on nothing can fail, only end, also where the rest of it is cut off.
      fail = end;
      clearTimeout(timer);
      const rest = setTimeout(end, Math.max(1, leftMs - (Date.now() - at.getTime())));
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        chunks.push(chunk);
        if (length >= MAX_ANSWER_BYTES) end();
      });
      response.on('close', end);
      response.on('error', end);
    });
    if (signal?.aborted) stop();
    request.on('error', (error) => fail(problemOfError(error)));
    request.on('close', () => fail('connection_lost'));
    request.end(message.body);
  });
}

/** Names nothing but what was looked at. */
function only(addresses: Target['addresses']): LookupFunction {
  return (_host, options, answer) => {
    const [first] = addresses;
    if (options.all) answer(null, [...addresses]);
    else answer(null, first?.address ?? '', first?.family);
  };
}

function problemOf(status: number): AttemptProblem | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 410) return 'gone';
  return status === 429 ? 'rate_limited' : 'refused';
}

function problemOfError(error: Error): AttemptProblem {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ECONNREFUSED') return 'connection_refused';
  if (/^(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/.test(code)) return 'no_connection';
  if (/CERT|SELF_SIGNED|VERIFY|SSL|TLS|EPROTO/.test(code)) return 'certificate';
  return code.startsWith('HPE_') ? 'not_http' : 'connection_lost';
}

/** Seconds, whether it says a number of them or a time. */
function readRetryAfter(text: string | undefined, now: Date): number | null {
  if (text === undefined) return null;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (Date.parse(text) - now.getTime()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

function asText(bytes: Buffer): string | null {
  const text = bytes
    .subarray(0, SHOWN_BYTES)
    .toString('utf8')
    .replace(/[^\P{C}\n\t]/gu, '\ufffd');
  return text === '' ? null : text;
}
