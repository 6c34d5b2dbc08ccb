import 'server-only';
import { type ChangeSource, loadOrder } from '@/db/order-records';
import {
  beginRefundAttempt,
  claimRefundsToSettle,
  listRefunds,
  postponeRefund,
  type RefundOutcome,
  type RefundRow,
  saveRefundOutcome,
} from '@/db/refunds';
import type { RefundEvent } from '@/lib/domain/order-state';
import { findOurRefund } from '@/lib/domain/refund-matching';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import type { ReadRefund } from '@/lib/mercadopago/wire/payment';
import { constraintOf } from '@/lib/postgres-errors';
import { type ConnectedMerchant, connected } from './accounts';
import { lookAtOrder } from './look';
import { recordRefund } from './refund-record';

/** A refund of one payment that is not settled, and who goes on with it. */
type Part = { readonly merchant: Merchant; readonly refund: RefundRow; readonly by: ChangeSource };

const CLAIM_LIMIT = 20;
/** Longer than one call can take; if this process dies in it, somebody else goes on after that. */
export const REFUND_LEASE_MS = 20_000;
/** A call whose answer was lost can still arrive for this long: until then "it is not there" proves nothing. */
const GRACE_MS = 10_000;
/** What was certainly not done is not sent any more after this long: the customer has gone, perhaps with cash. */
const SENT_WITHIN_MS = 15 * 60_000;
/** So long their key stands for the first call, so that sending it again cannot give back twice. */
const KEY_REMEMBERED_MS = 20 * 3_600_000;
/** How often a key may meet a conflict before that counts as a refusal: it may be with a call of ours that is under way there. */
const MAX_CONFLICTS = 3;
/** Conflicts that say how the order stands, and not that something is under way. Source: mercadopago.com developers `qr-code/resources/refund-errors`, read 2026-11-21. */
const finalConflicts = ['cannot_refund_order', 'order_already_refunded'];
const SHORTEST_REST_MS = 2_000;
const LONGEST_REST_MS = 30_000;
/** A refund in process can take days. */
const SLOWEST_READ_MS = 3_600_000;
const SWEEP: ChangeSource = { source: 'sweep', personId: null, apiKeyId: null };

/**
 * Goes on with every refund whose time has come, once, and says how many there were: sends what was not sent, reads what
 * became of the others. Safe on any number of processes.
 */
export async function settleRefunds(): Promise<number> {
  const now = new Date();
  const claimed = await claimRefundsToSettle(actAsSystem(), {
    now,
    leaseUntil: new Date(now.getTime() + REFUND_LEASE_MS),
    limit: CLAIM_LIMIT,
  });
  await Promise.all(
    claimed.map(async (claim) => {
      try {
        await goOnWithRefund({ ...claim, by: SWEEP });
      } catch (error) {
        log.error({ error, refundId: claim.refund.id }, 'a refund could not be settled');
      }
    }),
  );
  return claimed.length;
}

/** One step with one refund. What may have been done is read first, and only if it is not there sent once more. */
export async function goOnWithRefund(part: Part): Promise<void> {
  const { merchant, refund, by } = part;
  const connection = await connected(merchant, by.source === 'sweep' ? 'background' : 'person');
  if (refund.uncertainSince === null) return send(part, connection);
  const found = await readOurs(part, connection);
  if (found === 'no_answer') return postpone(part);
  if (found !== 'nothing' && found !== 'ambiguous') return settleAs(part, found);
  const now = Date.now();
  if (refund.mercadopagoRefundId !== null || now - refund.changedAt.getTime() < GRACE_MS) return postpone(part);
  const ageMs = now - (refund.attemptedAt ?? refund.createdAt).getTime();
  // The same key and the same bytes: the answer is what became of the first call, or it is done now. Never twice.
  if (ageMs < (found === 'ambiguous' ? KEY_REMEMBERED_MS : SENT_WITHIN_MS)) return send(part, connection);
  return refuse(part, { status: null, code: 'not_done', message: null });
}

/** Sends a refund, the attempt committed before the call. Whoever was faster does it instead. */
async function send({ merchant, refund, by }: Part, connection: ConnectedMerchant): Promise<void> {
  const now = new Date();
  const leaseUntil = new Date(now.getTime() + REFUND_LEASE_MS);
  const begun = await beginRefundAttempt(merchant, refund.id, { attempts: refund.attempts, now, leaseUntil });
  if (!begun) return;
  const part = { merchant, refund: begun, by };
  const place = await placeOf(part);
  try {
    const answer = await driverOf(place.integration).refund(connection.client, {
      providerOrderId: place.providerOrderId,
      paymentId: begun.paymentId,
      amountMinor: begun.amountMinor,
      currencyId: begun.currencyId,
      idempotencyKey: begun.idempotencyKey,
      ...(begun.requestBody === null ? {} : { body: begun.requestBody }),
    });
    await settleAs(part, answer);
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    const wasUncertain = refund.uncertainSince !== null;
    await settleFailure(part, { connection, error, wasUncertain });
  }
}

/** What a failed call leaves open. `wasUncertain`: an earlier one may have done it all the same. */
async function settleFailure(
  part: Part,
  {
    connection,
    error,
    wasUncertain,
  }: { connection: ConnectedMerchant; error: MercadoPagoError; wasUncertain: boolean },
): Promise<void> {
  const isOpen = error.kind === 'unknown_outcome' || error.kind === 'unreadable';
  const isAboutTheCall = error.kind !== 'refused';
  if (isOpen || (wasUncertain && isAboutTheCall)) return becomeUnknown(part);
  if (error.kind === 'rate_limited' || error.kind === 'unavailable') return sendLater(part, error);
  const isConflict =
    (error.status === 409 || error.hasCode('2032')) && !finalConflicts.some((code) => error.hasCode(code));
  if (!wasUncertain) return isConflict ? becomeUnknown(part) : refuse(part, refusalOf(error));
  // "Already refunded", "the key was used": perhaps by the earlier call, which only reading tells.
  const found = await readOurs(part, connection);
  if (found === 'no_answer' || found === 'ambiguous') return becomeUnknown(part);
  if (found !== 'nothing') return settleAs(part, found);
  return isConflict && part.refund.attempts < MAX_CONFLICTS ? becomeUnknown(part) : refuse(part, refusalOf(error));
}

async function readOurs(
  { merchant, refund }: Part,
  { client }: ConnectedMerchant,
): Promise<ReadRefund | 'nothing' | 'ambiguous' | 'no_answer'> {
  const { integration, providerOrderId } = await placeOf({ merchant, refund });
  const { paymentId, currencyId } = refund;
  try {
    const listed = await driverOf(integration).listRefunds(client, { providerOrderId, paymentId, currencyId });
    // After the list, so that whatever of ours can be on it is in our books as well.
    const booked = await listRefunds(merchant, refund.orderId);
    return findOurRefund(
      refund,
      booked.filter((other) => other.paymentId === paymentId),
      listed,
    );
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    return 'no_answer';
  }
}

/** Keeps what Mercado Pago says of it. */
async function settleAs(part: Part, read: ReadRefund): Promise<void> {
  const { refund } = part;
  const isOver = read.status === 'approved' || read.status === 'rejected';
  const given = read.amountMinor ?? 0;
  await save(part, {
    status: read.status,
    // Of "all that is left" less can be left than we knew.
    amountMinor: given > 0 && given < refund.amountMinor ? given : refund.amountMinor,
    mercadopagoRefundId: read.refundId,
    refusal: read.status === 'rejected' ? { status: null, code: 'rejected', message: read.reason } : null,
    dueAt: isOver ? null : laterThan(refund.attemptedAt, SLOWEST_READ_MS),
  });
  if (isOver) await lookAtOrder(part.merchant, refund.orderId, { source: 'check', by: part.by });
}

/** It certainly was not done and will not be. */
function refuse(part: Part, refusal: NonNullable<RefundOutcome['refusal']>): Promise<void> {
  const { status, code, message, requestId } = refusal;
  const { amountMinor, mercadopagoRefundId } = part.refund;
  return save(part, {
    status: 'rejected',
    amountMinor,
    mercadopagoRefundId,
    refusal: { status, code, message, requestId },
    dueAt: null,
  });
}

function refusalOf(error: MercadoPagoError): NonNullable<RefundOutcome['refusal']> {
  const { status, tellingCode, message, requestId } = error;
  return { status, code: tellingCode, message, requestId };
}

function becomeUnknown(part: Part): Promise<void> {
  const { amountMinor, mercadopagoRefundId, uncertainSince } = part.refund;
  const dueAt = laterThan(uncertainSince, LONGEST_REST_MS);
  return save(part, { status: 'unknown', amountMinor, mercadopagoRefundId, refusal: null, dueAt });
}

/** It certainly was not done: it is sent again after a while, and given up in the end. */
async function sendLater(part: Part, error: MercadoPagoError): Promise<void> {
  const { refund, merchant } = part;
  const ageMs = Date.now() - (refund.attemptedAt?.getTime() ?? 0);
  if (ageMs >= SENT_WITHIN_MS) return refuse(part, { ...refusalOf(error), code: 'not_sent' });
  const restMs = Math.max(
    (error.retryAfterSeconds ?? 0) * 1000,
    Math.min(1000 * 2 ** refund.attempts, LONGEST_REST_MS),
  );
  await postponeRefund(merchant, refund.id, { dueAt: new Date(Date.now() + restMs), isNotDone: true });
}

function postpone({ merchant, refund }: Part): Promise<void> {
  const longestMs = refund.status === 'in_process' ? SLOWEST_READ_MS : LONGEST_REST_MS;
  return postponeRefund(merchant, refund.id, {
    dueAt: laterThan(refund.uncertainSince, longestMs),
    isNotDone: false,
  });
}

/** Keeps an outcome with a line in the order's history, unless it is settled already or nothing changed. */
async function save(part: Part, outcome: RefundOutcome): Promise<void> {
  const { merchant, refund, by } = part;
  const isSame = outcome.status === refund.status && outcome.mercadopagoRefundId === refund.mercadopagoRefundId;
  if (isSame) return postpone(part);
  const { status } = outcome;
  try {
    await recordRefund(merchant, refund.orderId, by, async () => async (transaction) => {
      if (!(await saveRefundOutcome(merchant, transaction, refund.id, outcome, new Date()))) return null;
      return { events: status === 'requested' ? [] : [settledEvent(refund, { ...outcome, status })], result: null };
    });
  } catch (error) {
    // Another of ours took this entry of the list first; the next read tells which one is left.
    if (constraintOf(error) !== 'refunds_mercadopago') throw error;
    await postpone(part);
  }
}

function settledEvent(
  refund: RefundRow,
  outcome: RefundOutcome & { status: Exclude<RefundOutcome['status'], 'requested'> },
): RefundEvent {
  return {
    type: 'refund_settled',
    refundId: refund.requestId ?? refund.id,
    paymentId: refund.paymentId,
    amountMinor: outcome.amountMinor,
    status: outcome.status,
    code: outcome.refusal?.code ?? null,
    ...(outcome.refusal?.requestId ? { requestId: outcome.refusal.requestId } : {}),
  };
}

/** What has lasted long is asked about less often. */
function laterThan(since: Date | null, longestMs: number): Date {
  const now = Date.now();
  const ageMs = now - (since?.getTime() ?? now);
  return new Date(now + Math.min(Math.max(ageMs / 4, SHORTEST_REST_MS), longestMs));
}

async function placeOf({ merchant, refund }: Pick<Part, 'merchant' | 'refund'>) {
  const record = await loadOrder(merchant, refund.orderId);
  if (!record) throw new Error('the order of a refund does not exist');
  return { integration: record.row.integration, providerOrderId: record.row.providerOrderId };
}
