import 'server-only';
import { randomBytes } from 'node:crypto';
import { getMerchant } from '@/db/merchants';
import { hasSelfTestArrived } from '@/db/notification-log';
import { SELF_TEST_TOPIC } from '@/lib/domain/notification';
import type { Merchant } from '@/lib/domain/scope';
import { notificationUrlOf } from './accounts';
import { askOwnAddress, type NoAnswer, noAnswerOf } from './own-address';

/** What calling our own address found; each is a sentence of the page. */
export type UrlFinding = 'reached' | 'slow' | 'elsewhere' | 'refused' | 'redirected' | NoAnswer;

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
  const answer = await askOwnAddress(url, {
    method: 'POST',
    agent: 'Mostrador self-test',
    body: '{}',
    patienceMs: PATIENCE_MS,
  });
  const tookMs = Math.round(performance.now() - startedMs);
  const facts = { testedAt, tookMs, host: url.host };
  if ('code' in answer) return { ...facts, finding: noAnswerOf(answer.code), status: null, code: answer.code };
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
