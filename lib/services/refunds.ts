import 'server-only';
import { createHash } from 'node:crypto';
import { type IdempotencyKey, insertIdempotencyRecord, saveIdempotentAnswer } from '@/db/idempotency';
import { getMerchant } from '@/db/merchants';
import { newId } from '@/db/new-id';
import type { ChangeSource, OrderRecord } from '@/db/order-records';
import {
  decideRefund,
  getRefundRequest,
  insertRefundRequest,
  listRefundLimits,
  listRefunds,
  type NewRefundPart,
  type RefundDetail,
  type RefundRow,
  sumAskedAlone,
} from '@/db/refunds';
import { dayAt, startOfDay } from '@/lib/domain/calendar';
import { parseMinor } from '@/lib/domain/money';
import type { Role } from '@/lib/domain/permissions';
import {
  MAX_REFUND_REASON,
  needsSecondPerson,
  type PlannedPart,
  planRefund,
  type RefundAsker,
  type RefundLimit,
  usualRefundLimit,
} from '@/lib/domain/refund';
import type { Merchant } from '@/lib/domain/scope';
import type { CurrencyId } from '@/lib/domain/sites';
import { textProblem } from '@/lib/domain/text-problem';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import { connected } from './accounts';
import { type Answer, answerBefore } from './idempotent-answer';
import type { Caller } from './orders';
import { presentRefund } from './refund-presentation';
import { recordRefund } from './refund-record';
import { goOnWithRefund, REFUND_LEASE_MS } from './refund-settling';

/** Who asks for money to be given back: `role` is null for an API key. */
export type RefundCaller = Caller & { readonly role: Role | null };

/** What is asked: an amount in major units, or all that is left; and why. */
export type RefundAsked = { readonly amount?: string | undefined; readonly reason: string };

const ASK = 'POST /api/v1/orders/{id}/refunds';

/**
 * Gives money of an order back. The same key and request always get the same answer and are done once. What is asked, with
 * a key and the exact bytes for each payment, is stored before Mercado Pago is called; above the caller's limit a second
 * person is waited for. Throws `not_found`, `invalid_input`, `conflict` when nothing is left, or `idempotency_key_reused`.
 */
export async function askForRefund(
  caller: RefundCaller,
  orderId: string,
  asked: RefundAsked,
  idempotencyKey: string,
): Promise<Answer> {
  const { merchant } = caller;
  const idempotency: IdempotencyKey = { principal: caller.principal, endpoint: ASK, key: idempotencyKey };
  const requestHash = createHash('sha256')
    .update(JSON.stringify([orderId, asked.amount ?? null, asked.reason]))
    .digest('hex');
  const earlier = await refundAnswerBefore(merchant, idempotency, requestHash);
  if (earlier) return earlier;
  await connected(merchant);
  const stored = await storeRequest(caller, orderId, asked, { ...idempotency, requestHash });
  if (!stored) return askForRefund(caller, orderId, asked, idempotencyKey);
  const refund = await sendAll(merchant, stored, caller.by);
  const answer = { status: 201, body: presentRefund(refund) };
  await saveIdempotentAnswer(merchant, idempotency, answer);
  return { ...answer, isReplay: false };
}

/**
 * A second person's word on a refund that waits for it. Throws `not_found`, `forbidden` for whoever asked for it, or
 * `conflict` when somebody has decided already.
 */
export async function approveRefund(caller: RefundCaller, requestId: string): Promise<RefundDetail> {
  const refund = await mustGet(caller.merchant, requestId);
  if (isOwn(caller, refund)) throw new AppError('forbidden', 'nobody approves a refund of their own');
  await decide(caller, refund, 'given');
  return sendAll(caller.merchant, requestId, caller.by);
}

/** Says no to it, or takes one's own back, which anybody may who may ask. Throws as above. */
export async function declineRefund(
  caller: RefundCaller,
  requestId: string,
  { mayDecideOthers }: { mayDecideOthers: boolean },
): Promise<RefundDetail> {
  const refund = await mustGet(caller.merchant, requestId);
  if (!mayDecideOthers && !isOwn(caller, refund)) throw new AppError('forbidden', 'this refund is somebody else’s');
  await decide(caller, refund, 'declined');
  return mustGet(caller.merchant, requestId);
}

/** The limit that holds for somebody in this merchant. */
export async function refundLimitOf(
  merchant: Merchant,
  asker: RefundAsker,
  currencyId: CurrencyId,
): Promise<RefundLimit> {
  return (await listRefundLimits(merchant)).get(asker) ?? usualRefundLimit(asker, currencyId);
}

async function storeRequest(
  caller: RefundCaller,
  orderId: string,
  asked: RefundAsked,
  idempotency: IdempotencyKey & { requestHash: string },
): Promise<string | null> {
  const { merchant, by } = caller;
  const limit = await limitOf(caller);
  return recordRefund(merchant, orderId, by, async (record) => {
    const { currencyId } = record.row;
    const reason = readReason(asked.reason);
    const amountMinor = readAmount(asked.amount, currencyId);
    const plan = mustPlan(record, await listRefunds(merchant, orderId), amountMinor);
    const totalMinor = plan.reduce((sum, part) => sum + part.amountMinor, 0);
    const now = new Date();
    const id = newId(now);
    const parts = plan.map((part) => writePart(record, part, now));
    return async (transaction) => {
      const isOurs = await insertIdempotencyRecord(merchant, transaction, {
        ...idempotency,
        orderId,
        refundRequestId: id,
      });
      if (!isOurs) return null;
      const since = startOfDay(dayAt(now, limit.timeZone), limit.timeZone);
      const givenMinor = await sumAskedAlone(merchant, transaction, { ...by, since });
      const needsApproval = needsSecondPerson(limit, totalMinor, givenMinor);
      const request = {
        id,
        orderId,
        currencyId,
        amountMinor: totalMinor,
        reason,
        approval: needsApproval ? ('pending' as const) : ('not_needed' as const),
        requestedByPersonId: by.personId,
        requestedByApiKeyId: by.apiKeyId,
        createdAt: now,
      };
      const dueAt = needsApproval ? null : new Date(now.getTime() + REFUND_LEASE_MS);
      await insertRefundRequest(merchant, transaction, request, parts, dueAt);
      const event = { type: 'refund_requested', refundId: id, amountMinor: totalMinor, reason, needsApproval } as const;
      return { events: [event], result: id };
    };
  });
}

/** Sends what was allowed to be sent, one after the other, and says how it stands then. */
async function sendAll(merchant: Merchant, requestId: string, by: ChangeSource): Promise<RefundDetail> {
  const refund = await mustGet(merchant, requestId);
  if (refund.approval === 'not_needed' || refund.approval === 'given') {
    for (const part of refund.parts) {
      if (part.attempts === 0) await sendNow({ merchant, refund: part, by });
    }
  }
  return mustGet(merchant, requestId);
}

/** What cannot be sent now, because the account's access was refused meanwhile, the worker goes on with. */
async function sendNow(part: Parameters<typeof goOnWithRefund>[0]): Promise<void> {
  try {
    await goOnWithRefund(part);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn({ error, refundId: part.refund.id }, 'a refund could not be sent yet');
  }
}

async function decide(caller: RefundCaller, refund: RefundDetail, approval: 'given' | 'declined'): Promise<void> {
  const { merchant, by } = caller;
  const { personId } = by;
  if (personId === null) throw new AppError('forbidden', 'only a person decides on a refund');
  const { id: refundId, amountMinor } = refund;
  const isDecided = await recordRefund(merchant, refund.orderId, by, async () => async (transaction) => {
    const now = new Date();
    const dueAt = new Date(now.getTime() + REFUND_LEASE_MS);
    if (!(await decideRefund(merchant, transaction, refundId, { approval, personId, now, dueAt }))) return null;
    const type = approval === 'given' ? 'refund_approval_given' : 'refund_declined';
    return { events: [{ type, refundId, amountMinor }], result: true };
  });
  if (!isDecided) throw new AppError('conflict', 'somebody has decided on this refund already');
}

async function limitOf({ merchant, role, by }: RefundCaller): Promise<RefundLimit & { timeZone: string }> {
  const { account, timeZone } = await getMerchant(merchant);
  if (!account) throw new AppError('conflict', 'no Mercado Pago account is connected');
  const asker = by.apiKeyId === null ? role : 'api';
  if (asker === null || asker === 'printer' || asker === 'accountant')
    throw new AppError('forbidden', `${role} may not ask for refunds`);
  return { ...(await refundLimitOf(merchant, asker, account.currencyId)), timeZone };
}

function mustPlan(
  { state }: OrderRecord,
  refunds: readonly RefundRow[],
  amountMinor: number | null,
): readonly PlannedPart[] {
  const payments = state.payments.map((payment) => ({
    ...payment,
    approvedAt: payment.approvedAt === null ? null : new Date(payment.approvedAt),
  }));
  const plan = planRefund(payments, refunds, amountMinor);
  if (plan === 'nothing_left') throw new AppError('conflict', 'nothing of this order is left to give back');
  if (plan === 'too_large')
    throw new AppError('invalid_input', 'more than what is left', { fields: { amount: 'too_large' } });
  return plan;
}

/**
 * The whole of a payment is asked for as a whole, because some sites take nothing else. In the Orders API that is the whole
 * order, so only for an order with one payment.
 */
function writePart({ row, state }: OrderRecord, part: PlannedPart, now: Date): NewRefundPart {
  const counting = state.payments.filter((payment) => payment.countedMinor > 0);
  const isWhole = part.isWhole && (row.integration !== 'orders_api' || counting.length === 1);
  const { paymentId, amountMinor } = part;
  const requestBody = driverOf(row.integration).writeRefund({
    paymentId,
    amountMinor: isWhole ? null : amountMinor,
    currencyId: row.currencyId,
  });
  const id = newId(now);
  return { id, paymentId, amountMinor, idempotencyKey: id, requestBody };
}

function readReason(text: string): string {
  const problem = textProblem(text, MAX_REFUND_REASON, { mayHaveLines: true });
  if (problem) throw new AppError('invalid_input', 'not a reason', { fields: { reason: problem } });
  return text.trim();
}

function readAmount(text: string | undefined, currencyId: CurrencyId): number | null {
  if (text === undefined) return null;
  const minor = parseMinor(text, currencyId);
  if (minor === null) throw new AppError('invalid_input', 'not an amount', { fields: { amount: 'not_an_amount' } });
  if (minor <= 0) throw new AppError('invalid_input', 'nothing', { fields: { amount: 'too_small' } });
  return minor;
}

function isOwn({ by }: RefundCaller, refund: RefundDetail): boolean {
  return refund.requestedByPersonId !== null && refund.requestedByPersonId === by.personId;
}

async function mustGet(merchant: Merchant, requestId: string): Promise<RefundDetail> {
  const refund = await getRefundRequest(merchant, requestId);
  if (!refund) throw new AppError('not_found', 'no such refund');
  return refund;
}

/** What was answered under this key before, or null when it is new. */
function refundAnswerBefore(merchant: Merchant, of: IdempotencyKey, requestHash: string): Promise<Answer | null> {
  return answerBefore(merchant, of, requestHash, async ({ refundRequestId }) =>
    refundRequestId === null ? null : { status: 201, body: presentRefund(await mustGet(merchant, refundRequestId)) },
  );
}
