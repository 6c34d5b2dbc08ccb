import 'server-only';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { getMerchant } from '@/db/merchants';
import { hasSelfTestArrived } from '@/db/notification-log';
import { SELF_TEST_TOPIC } from '@/lib/domain/notification';
import type { Merchant } from '@/lib/domain/scope';
import { notificationUrlOf } from './accounts';

/** What calling our own address found; each is a sentence of the page. */
export type UrlFinding =
  | 'reached'
  | 'slow'
  | 'elsewhere'
  | 'refused'
  | 'redirected'
  | 'unknown_host'
  | 'no_connection'
  | 'timeout'
  | 'certificate'
  | 'failed';

export type UrlTest = {
  readonly finding: UrlFinding;
  readonly testedAt: Date;
  readonly tookMs: number;
  readonly host: string;
  readonly status: number | null;
  /** Of the failure, as the system says it. */
  readonly code: string | null;
};

/** Mercado Pago waits 22 s for the first answer and 5 s for those to retries. */
const PATIENCE_MS = 22_000;
const SLOW_MS = 5_000;

/**
 * Delivers a message to ourselves by the public address, as Mercado Pago would. It carries a mark, so that it is known
 * for what it is, and is counted as reached only when this installation's own inbox has it. The address is the configured
 * one and nothing that anybody can type; no redirect is followed and nothing of the answer but its status is read.
 */
export async function testNotificationUrl(merchant: Merchant): Promise<UrlTest> {
  const { notificationKey } = await getMerchant(merchant);
  const mark = `mark=${randomBytes(12).toString('hex')}`;
  const url = new URL(`${notificationUrlOf(notificationKey)}?topic=${SELF_TEST_TOPIC}&${mark}`);
  const testedAt = new Date();
  const startedMs = performance.now();
  const answer = await post(url);
  const tookMs = Math.round(performance.now() - startedMs);
  const facts = { testedAt, tookMs, host: url.host };
  if ('code' in answer) return { ...facts, finding: failureOf(answer.code), status: null, code: answer.code };
  const { status } = answer;
  return { ...facts, finding: await judge(merchant, { status, mark, tookMs }), status, code: null };
}

async function judge(
  merchant: Merchant,
  { status, mark, tookMs }: { status: number; mark: string; tookMs: number },
): Promise<UrlFinding> {
  if (status >= 300 && status < 400) return 'redirected';
  const hasArrived = await hasSelfTestArrived(merchant, mark);
  if (status >= 200 && status < 300) return !hasArrived ? 'elsewhere' : tookMs > SLOW_MS ? 'slow' : 'reached';
  return 'refused';
}

type PostAnswer = { readonly status: number } | { readonly code: string };

/** Without `fetch`, which hides what is wrong with a certificate behind its own error. */
function post(url: URL): Promise<PostAnswer> {
  return new Promise((resolve) => {
    const { request: send } = url.protocol === 'https:' ? https : http;
    const request = send(url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', 'user-agent': 'Mostrador self-test', 'content-length': '2' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    request.on('response', (response) => {
      response.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on('error', (error) => resolve({ code: codeOf(error) }));
    request.end('{}');
  });
}

function codeOf(error: Error): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'ETIMEDOUT';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function failureOf(code: string): UrlFinding {
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_host';
  if (/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE)$/.test(code)) return 'no_connection';
  return /CERT|SELF_SIGNED|VERIFY|SSL|TLS|EPROTO/.test(code) ? 'certificate' : 'failed';
}
