import 'server-only';
import { createHash } from 'node:crypto';
import { prepared, together } from '@/db/client';
import { type IdempotencyKey, insertIdempotencyRecord, saveIdempotentAnswer } from '@/db/idempotency';
import { newId } from '@/db/new-id';
import { watchOrder } from '@/db/order-looks';
import { type ChangeSource, insertOrder, loadOrder, type OrderRecord } from '@/db/order-records';
import { getOrder, getUnfinishedOrder, type OrderDetail } from '@/db/orders';
import { getPos, type PosDetail } from '@/db/pos';
import { type AcceptedOrder, acceptOrder, type OrderRequest } from '@/lib/domain/new-order';
import { type Integration, isUnfinished, type QrMode } from '@/lib/domain/order';
import { begin, type OrderCreated, type OrderInput } from '@/lib/domain/order-state';
import type { Merchant } from '@/lib/domain/scope';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';
import { AppError, statusByErrorCode } from '@/lib/errors';
import type { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { PublishOutcome } from '@/lib/mercadopago/integrations/driver';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import { constraintOf } from '@/lib/postgres-errors';
import { type ConnectedMerchant, connected, notificationUrlOf } from './accounts';
import { refuseStranger, refuseStrangerToOrder } from './charging-rights';
import { type Answer, answerBefore } from './idempotent-answer';
import { applyInputs, type Evidence, lookAtOrder } from './look';
import { presentOrder, presentRecord } from './order-presentation';
import { publishableOrder } from './publishable-order';
import { makeReference } from './sale-reference';

/** Who asks: a person at a till or a POS system's key. */
export type Caller = {
  readonly merchant: Merchant;
  readonly by: ChangeSource;
  /** Names the caller in idempotency records: the same key of two callers is two keys. */
  readonly principal: string;
};

const CREATE = 'POST /api/v1/orders';

/**
 * Charges an order on a POS. The same key and request always get the same answer and make one order. The order is stored
 * before Mercado Pago is called; what it then answered decides between 201 (opened, or draft while unknown), 502 and 503.
 * Throws `invalid_input`, `not_found`, `forbidden` for a person who may not charge there, `conflict`, `pos_busy` or
 * `idempotency_key_reused` when nothing was stored.
 */
export async function createOrder(
  caller: Caller,
  request: OrderRequest,
  idempotencyKey: string,
  /** Another integration than the POS's own, to try it. */
  tried?: Integration,
): Promise<Answer> {
  const { merchant } = caller;
  const idempotency: IdempotencyKey = { principal: caller.principal, endpoint: CREATE, key: idempotencyKey };
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  // Read at once, for a buyer waits; what is wrong is still said in this order.
  const [connecting, placing] = [connected(merchant), chargeablePos(caller, request.externalPosId)];
  for (const reading of [connecting, placing]) reading.catch(() => undefined);
  const earlier = await orderAnswerBefore(merchant, idempotency, requestHash);
  if (earlier) return earlier;

  const connection = await connecting;
  if (connection.profile.accessProblem)
    throw new AppError('conflict', 'Mercado Pago does not accept the account’s access: connect it again');
  const pos = await placing;
  const accepted = acceptOrder(request, connection.account.siteId);
  const mode = accepted.mode ?? pos.mode;
  // A QR of its own does not need the POS's printed one to be free.
  const occupant = mode === 'dynamic' ? null : await freePos(caller, pos);
  if (occupant) return (await orderAnswerBefore(merchant, idempotency, requestHash)) ?? refuseBusyPos(occupant);
  const integration = tried ?? pos.integration;
  const draft = await storeDraft(caller, { connection, pos, integration, mode, accepted, idempotency, requestHash });
  if (!draft) return createOrder(caller, request, idempotencyKey, tried);

  const outcome = await driverOf(draft.row.integration).publish(
    connection.client,
    publishableOrder(draft.row, notificationUrlOf(connection.profile.notificationKey)),
    draft.row.createdAt,
  );
  return { ...(await settle(caller, draft, outcome, idempotency)), isReplay: false };
}

/** Commits what came of a publication together with the answer to it. */
async function settle(
  { merchant, by }: Caller,
  draft: OrderRecord,
  outcome: PublishOutcome,
  idempotency: IdempotencyKey,
): Promise<{ status: number; body: unknown }> {
  const { row } = draft;
  const error = 'error' in outcome ? outcome.error : null;
  const { record, changed } = await applyInputs(merchant, row.id, [publicationInput(outcome)], {
    by,
    known: draft,
    alongside: (transaction, state) =>
      saveIdempotentAnswer(merchant, idempotency, answerAbout({ row, state }, error), transaction),
  });
  const answer = answerAbout(record, error);
  // A notification was faster. Until this is stored, a repetition is answered from the order itself.
  if (!changed) await saveIdempotentAnswer(merchant, idempotency, answer);
  return answer;
}

/**
 * Asks for an order to be taken off its POS and says how it stands afterwards. Throws `conflict` when it is already closed,
 * `forbidden` for a person who neither charged it nor may charge there.
 */
export async function cancelOrder(caller: Caller, orderId: string): Promise<OrderDetail> {
  const record = await mustLoadOrder(caller.merchant, orderId);
  await refuseStrangerToOrder(caller, record.row);
  if (record.state.status === 'closed') throw new AppError('conflict', 'a closed order cannot be canceled');
  if (isUnfinished(record.state.status)) {
    await applyInputs(caller.merchant, orderId, [{ type: 'cancel_requested' }], { by: caller.by });
    await lookAtOrder(caller.merchant, orderId, { source: 'check', by: caller.by });
  }
  return mustGetOrder(caller.merchant, orderId);
}

export type CheckAnswer = {
  /** `paid`: in full. `differs`: money was seen, but not as agreed. `unknown`: Mercado Pago did not answer everything. */
  readonly verdict: 'paid' | 'not_seen' | 'differs' | 'unknown';
  readonly evidence: readonly Evidence[];
  readonly order: OrderDetail;
};

/** Looks at Mercado Pago now, by every way that can find money. Never a guess. */
export async function checkOrder(caller: Caller, orderId: string): Promise<CheckAnswer> {
  const look = await lookAtOrder(caller.merchant, orderId, {
    source: 'check',
    by: { ...caller.by, source: 'check' },
  });
  if (!look) throw new AppError('not_found', 'no such order');
  const order = await mustGetOrder(caller.merchant, orderId);
  return { verdict: verdictOf(order, look.isComplete), evidence: look.evidence, order };
}

/** Notes that a till shows an order, so that it is looked at every three seconds for a while. */
export async function watchOrderFromTill(merchant: Merchant, orderId: string): Promise<void> {
  const now = Date.now();
  const isWatched = await watchOrder(merchant, orderId, new Date(now + 20_000), new Date(now + 3_000));
  // One that is over is not looked at any more often; one that is nobody's, or another merchant's, is told apart.
  if (!isWatched) await mustGetOrder(merchant, orderId);
}

function verdictOf(order: OrderDetail, isComplete: boolean): CheckAnswer['verdict'] {
  if (order.exception === 'needs_review') return 'differs';
  if (order.status === 'closed') return 'paid';
  if (order.paidMinor > 0) return 'differs';
  return isComplete ? 'not_seen' : 'unknown';
}

async function mustGetOrder(merchant: Merchant, orderId: string): Promise<OrderDetail> {
  const order = await getOrder(merchant, orderId);
  if (!order) throw new AppError('not_found', 'no such order');
  return order;
}

async function mustLoadOrder(merchant: Merchant, orderId: string): Promise<OrderRecord> {
  const record = await loadOrder(merchant, orderId);
  if (!record) throw new AppError('not_found', 'no such order');
  return record;
}

type ChargeablePos = PosDetail & { readonly externalPosId: string };

async function chargeablePos(caller: Caller, externalPosId: string): Promise<ChargeablePos> {
  const pos = await getPos(caller.merchant, externalPosId);
  if (!pos) throw new AppError('not_found', 'no such POS', { fields: { external_pos_id: 'not_found' } });
  await refuseStranger(caller, pos);
  if (pos.externalPosId === null || whyNotChargeable(pos) !== null)
    throw new AppError('conflict', 'this POS cannot take orders', { fields: { external_pos_id: 'not_supported' } });
  return { ...pos, externalPosId: pos.externalPosId };
}

/** Settles an order that is past its expiry and still sits on the POS. Answers the order that the POS is taken by, if any. */
async function freePos(caller: Caller, pos: ChargeablePos): Promise<OrderDetail | null> {
  const occupant = await getUnfinishedOrder(caller.merchant, pos.id);
  if (!occupant || occupant.expiresAt > new Date()) return occupant;
  await lookAtOrder(caller.merchant, occupant.id, { source: 'check', by: { ...caller.by, source: 'check' } });
  return getUnfinishedOrder(caller.merchant, pos.id);
}

/** Only once it is certain that it is not this very attempt, sent twice, that took the POS. */
function refuseBusyPos(occupant: OrderDetail): never {
  throw posBusy(occupant);
}

function posBusy(occupant: OrderDetail): AppError {
  const order = presentOrder(occupant);
  return new AppError('pos_busy', 'another order is on this POS', {
    details: {
      order_id: order.id,
      external_reference: order.external_reference,
      total_amount: order.total_amount,
      currency_id: order.currency_id,
      status: order.status,
      expires_at: order.expires_at,
      created_by: occupant.createdBy,
    },
  });
}

/** Commits the intent: order, first event and key together. Null when somebody else took the key meanwhile. */
async function storeDraft(
  caller: Caller,
  sale: {
    connection: ConnectedMerchant;
    pos: ChargeablePos;
    integration: Integration;
    mode: QrMode;
    accepted: AcceptedOrder;
    idempotency: IdempotencyKey;
    requestHash: string;
  },
  triesLeft = 20,
): Promise<OrderRecord | null> {
  const { merchant } = caller;
  const { connection, pos, accepted } = sale;
  const now = new Date();
  const orderId = newId(now);
  try {
    return await prepared.transaction(async (transaction) => {
      const { idempotency, requestHash } = sale;
      const [isOurs, externalReference] = await together([
        insertIdempotencyRecord(merchant, transaction, { ...idempotency, requestHash, orderId }),
        accepted.externalReference === null
          ? makeReference(connection.profile, transaction, { pos, now })
          : Promise.resolve(accepted.externalReference),
      ]);
      if (!isOurs) throw new KeyTaken();
      const created: OrderCreated = {
        type: 'created',
        currencyId: connection.account.currencyId,
        totalMinor: accepted.totalMinor,
        collectorId: connection.account.collectorId,
        externalReference,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + accepted.expiresInSeconds * 1000).toISOString(),
      };
      return insertOrder(merchant, transaction, {
        row: {
          id: orderId,
          posId: pos.id,
          storeId: pos.storeId,
          externalPosId: pos.externalPosId,
          externalStoreId: pos.externalStoreId,
          integration: sale.integration,
          mode: sale.mode,
          title: accepted.title,
          description: accepted.description,
          items: accepted.items,
          taxes: accepted.taxes,
          discountMinor: accepted.discountMinor,
          note: accepted.note,
          sponsorId: accepted.sponsorId,
          createdByPersonId: caller.by.personId,
          createdByApiKeyId: caller.by.apiKeyId,
          // The call takes at most some seconds; if this process dies in it, the sweep settles the order.
          lookAgainAt: new Date(now.getTime() + 12_000),
        },
        state: begin(created),
        created,
        by: caller.by,
      });
    });
  } catch (error) {
    if (error instanceof KeyTaken) return null;
    // Another till whose template makes the same references was faster; the next number is free.
    const isMadeTwice = accepted.externalReference === null && constraintOf(error) === 'orders_reference';
    if (isMadeTwice && triesLeft > 1) return storeDraft(caller, sale, triesLeft - 1);
    throw await explain(error, merchant, pos);
  }
}

/** Rolls back what was stored for an attempt that was not the first: the number that it took is free again. */
class KeyTaken extends Error {}

async function explain(error: unknown, merchant: Merchant, pos: ChargeablePos): Promise<unknown> {
  const constraint = constraintOf(error);
  if (constraint === 'orders_reference')
    return new AppError('conflict', 'the reference is used', { fields: { external_reference: 'already_used' } });
  if (constraint !== 'orders_one_unfinished_per_pos') return error;
  const occupant = await getUnfinishedOrder(merchant, pos.id);
  return occupant ? posBusy(occupant) : new AppError('conflict', 'the POS was taken and freed meanwhile');
}

/** What was answered under this key before, or null when it is new. */
function orderAnswerBefore(merchant: Merchant, of: IdempotencyKey, requestHash: string): Promise<Answer | null> {
  return answerBefore(merchant, of, requestHash, async ({ orderId }) =>
    orderId === null ? null : answerAbout(await mustLoadOrder(merchant, orderId), null),
  );
}

function publicationInput(outcome: PublishOutcome): OrderInput {
  switch (outcome.kind) {
    case 'confirmed':
      return { type: 'publish_confirmed', qrData: outcome.qrData, providerOrderId: outcome.providerOrderId };
    case 'refused':
      return refusedInput(outcome.error);
    case 'not_sent':
      return { type: 'publish_not_sent', message: outcome.error.message };
    case 'unknown':
      return { type: 'publish_unknown', reason: outcome.error.code ?? outcome.error.kind };
  }
}

function refusedInput({ code, message, status, requestId }: MercadoPagoError): OrderInput {
  return { type: 'publish_refused', code, message, status, requestId };
}

/** The answer that an order's state calls for after its publication. */
function answerAbout(record: OrderRecord, error: MercadoPagoError | null): { status: number; body: unknown } {
  const { id: orderId } = record.row;
  if (record.state.status !== 'failed') return { status: 201, body: presentRecord(record) };
  const code = record.state.publication === 'refused' ? 'mercadopago_refused' : 'mercadopago_unavailable';
  const refusal =
    error && code === 'mercadopago_refused'
      ? { mercadopago: { status: error.status, code: error.code, message: error.message } }
      : {};
  return {
    status: statusByErrorCode[code],
    body: { error: { code, message: failureSentence[code], fields: {}, order_id: orderId, ...refusal } },
  };
}

const failureSentence = {
  mercadopago_refused: 'Mercado Pago refused the order',
  mercadopago_unavailable: 'Mercado Pago could not be reached; nothing was charged',
} as const;
