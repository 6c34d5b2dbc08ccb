import 'server-only';
import { getPos } from '@/db/pos';
import type { Merchant } from '@/lib/domain/scope';
import { UNATTENDED_TESTER } from '@/lib/domain/unattended';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { askOwnAddress, type NoAnswer, noAnswerOf, type OwnAnswer } from './own-address';
import { flushPolls } from './unattended-log';
import { unattendedUrlOf } from './unattended-reading';

/** What Mercado Pago would make of the answer. `foreign`: nothing that the protocol knows, so not this application's. */
export type UnattendedFinding = 'ready' | 'in_process' | 'unavailable' | 'invalid' | 'late' | 'foreign' | NoAnswer;

export type UnattendedTest = {
  readonly finding: UnattendedFinding;
  readonly testedAt: Date;
  readonly tookMs: number;
  readonly status: number | null;
  /** As it was sent; null without an answer. */
  readonly body: string | null;
  /** The protocol's version that the headers of an order name. */
  readonly version: string | null;
  /** Of the failure, as the system says it. */
  readonly code: string | null;
};

/** How long Mercado Pago waits is not documented; a buyer does not wait longer than this. */
const PATIENCE_MS = 10_000;

/** Asks the public address of a POS for its order, as Mercado Pago does. Throws `not_found`. */
export async function testUnattendedUrl(merchant: Merchant, key: string): Promise<UnattendedTest> {
  const pos = await getPos(merchant, key);
  if (!pos) throw new AppError('not_found', 'no such POS');
  const testedAt = new Date();
  const startedMs = performance.now();
  const answer = await askOwnAddress(new URL(unattendedUrlOf(pos)), {
    method: 'GET',
    agent: UNATTENDED_TESTER,
    patienceMs: PATIENCE_MS,
  });
  const tookMs = Math.round((performance.now() - startedMs) * 10) / 10;
  // So that whoever tries it sees the question in the log at once; where another process answered, a second later.
  await flushPolls().catch((error: unknown) => log.warn({ error }, 'the questions of tills could not be kept'));
  if ('code' in answer) {
    const { code } = answer;
    return { finding: noAnswerOf(code), testedAt, tookMs, status: null, body: null, version: null, code };
  }
  const version = answer.headers['order-version'];
  return {
    finding: findingOf(answer),
    testedAt,
    tookMs,
    status: answer.status,
    body: answer.body,
    version: typeof version === 'string' ? version : null,
    code: null,
  };
}

function findingOf({ status, headers, body }: Extract<OwnAnswer, { body: string }>): UnattendedFinding {
  if (!headers['content-type']?.startsWith('application/json')) return 'foreign';
  const said = parse(body);
  if (status === 200) return valueIn(said, 'items') === undefined ? 'foreign' : 'ready';
  if (status === 202) return wordsOf.get(valueIn(valueIn(said, 'status'), 'status_detail')) ?? 'foreign';
  if (status === 400) return wordsOf.get(valueIn(valueIn(said, 'error'), 'type')) ?? 'foreign';
  return 'foreign';
}

/** The words of both protocols; the second protocol's for "nothing" is misspelt by its authors. */
const wordsOf: ReadonlyMap<unknown, UnattendedFinding> = new Map([
  ['in_process', 'in_process'],
  ['unavailable', 'unavailable'],
  ['notihing_to_pay', 'unavailable'],
  ['invalid', 'invalid'],
  ['timeout', 'late'],
]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function valueIn(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
