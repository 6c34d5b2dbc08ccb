import 'server-only';
import { postponeLook } from '@/db/order-looks';
import { type ChangeSource, loadOrder, type OrderChange, type OrderRecord, saveOrder } from '@/db/order-records';
import { inputsOfLook } from '@/lib/domain/look-inputs';
import { nextLookAt } from '@/lib/domain/look-schedule';
import type { ObservedMerchantOrder } from '@/lib/domain/merchant-order';
import { isUnfinished, type LookSource } from '@/lib/domain/order';
import {
  decideAll,
  exceptionOf,
  type OrderInput,
  type OrderState,
  PUBLICATION_GRACE_MS,
  type SlotFinding,
} from '@/lib/domain/order-state';
import type { Merchant } from '@/lib/domain/scope';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { SlotReading, WayToLook } from '@/lib/mercadopago/integrations/driver';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import { type ConnectedMerchant, connected, notificationUrlOf } from './accounts';
import { announce } from './live';
import { publishableOrder } from './publishable-order';
import { noteRefundsElsewhere } from './refunds-elsewhere';
import type { Urgency } from './request-budget';

/** One thing that was asked of Mercado Pago and what it said; shown to the cashier as it is. */
export type Evidence = {
  readonly way: WayToLook['name'] | 'slot' | 'withdraw';
  readonly finding: 'found' | 'nothing' | 'no_answer' | 'done';
  readonly code: string | null;
  readonly at: Date;
};

/** What one look learnt. `isComplete` means that every way that can hold money answered. */
export type Look = {
  readonly record: OrderRecord;
  readonly evidence: readonly Evidence[];
  readonly isComplete: boolean;
  readonly changed: boolean;
  /** Sequences of the first and last event that it caused, or null. */
  readonly events: EventRange | null;
};

export type EventRange = { readonly first: number; readonly last: number };

export type LookOptions = {
  readonly source: LookSource;
  readonly by: ChangeSource;
  /** A merchant order that a notification named, read even if the search does not show it yet. */
  readonly merchantOrderId?: string;
  /** How long the look may keep others waiting, where its source does not say it. */
  readonly urgency?: Urgency;
};

const urgencyOf = { check: 'person', notification: 'soon', sweep: 'background' } as const satisfies Record<
  LookSource,
  Urgency
>;

/** Shorter than the 24 hours for which a key stands for its first request. */
const KEY_REMEMBERED_MS = 20 * 3_600_000;

/**
 * Reads everything that Mercado Pago knows of an order, decides, and saves. An order closes here and nowhere else. Null
 * when this merchant has no such order. Never throws for what Mercado Pago does; it answers `isComplete: false` instead.
 */
export async function lookAtOrder(merchant: Merchant, orderId: string, options: LookOptions): Promise<Look | null> {
  const stored = await loadOrder(merchant, orderId);
  if (!stored) return null;
  const connection = await connected(merchant, options.urgency ?? urgencyOf[options.source]);
  const startedAt = new Date();
  const record = await learnProviderOrderId(connection, stored, options.by);
  const withdrawal = await withdrawIfRequested(connection, record);
  const reading = await readEverything(connection, record, {
    namedId: options.merchantOrderId,
    // A person waits for the answer, or a buyer was on the last screen: then every way is asked.
    isThorough: options.source === 'check' || record.state.expiresAt <= startedAt,
  });
  const inputs = inputsOfLook({
    source: options.source,
    startedAt,
    order: record.state,
    merchantOrders: reading.merchantOrders,
    slot: reading.slot,
    isComplete: reading.isComplete,
    isWithdrawn: withdrawal?.isFree === true,
  });
  const lookedAt = reading.isComplete ? startedAt : null;
  const saved = await applyInputs(merchant, orderId, inputs, { by: options.by, lookedAt });
  if (await noteRefundsElsewhere(connection, saved.record))
    announceOrder(merchant, saved.record.row, saved.record.state, new Date());
  return { ...saved, evidence: [...(withdrawal?.evidence ?? []), ...reading.evidence], isComplete: reading.isComplete };
}

/**
 * Decides on inputs and saves, again and again until nobody was faster. Throws when the order does not exist, which
 * callers have checked.
 */
export async function applyInputs(
  merchant: Merchant,
  orderId: string,
  inputs: readonly OrderInput[],
  /** `known`: the order as it was just read; when somebody changed it meanwhile, it is read again. */
  change: {
    by: ChangeSource;
    lookedAt?: Date | null;
    known?: OrderRecord;
    /** Committed with what is decided; not called when that is nothing new. */
    alongside?: OrderChange['alongside'];
  },
): Promise<{ record: OrderRecord; changed: boolean; events: EventRange | null }> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = attempt === 0 && change.known ? change.known : await loadOrder(merchant, orderId);
    if (!before) throw new Error('the order to change does not exist');
    const now = new Date();
    const decision = decideAll(before.state, inputs, now);
    const lookedAt = change.lookedAt ?? null;
    const lookAgainAt = nextLookOf(before, decision.order, now, change.lookedAt);
    if (decision.events.length === 0) {
      await postponeLook(merchant, orderId, { lookedAt, lookAgainAt, version: before.state.version });
      return { record: before, changed: false, events: null };
    }
    const { by, alongside } = change;
    if (await saveOrder(merchant, before, decision, { by, now, lookAgainAt, lookedAt, alongside })) {
      announceOrder(merchant, before.row, decision.order, now);
      const { version } = before.state;
      const events = { first: version + 1, last: version + decision.events.length };
      return { record: { row: before.row, state: decision.order }, changed: true, events };
    }
  }
  throw new Error('an order was changed by others twenty times in a row');
}

/**
 * When to look again, after a look (`lookedAt` says since when it is complete, null that it is not) or after anything else.
 * What else is learnt of a closed order leaves its next look where it is: one that is due would wait longer each time.
 */
function nextLookOf(
  { row, state }: OrderRecord,
  order: OrderState,
  now: Date,
  lookedAt: Date | null | undefined,
): Date | null {
  if (lookedAt === undefined && state.closedAt) return row.lookAgainAt;
  return nextLookAt(order, now, { watchedUntil: row.watchedUntil, lookedAt: lookedAt ?? row.lookedAt });
}

/** Tells the screens what an order is now. */
export function announceOrder(
  merchant: Merchant,
  { id, posId }: { id: string; posId: string },
  order: OrderState,
  changedAt: Date,
): void {
  announce({
    merchantId: merchant.id,
    id,
    posId,
    version: order.version,
    status: order.status,
    exception: exceptionOf(order),
    changedAtMs: changedAt.getTime(),
  });
}

type Reading = {
  readonly merchantOrders: readonly ObservedMerchantOrder[];
  readonly slot: SlotFinding;
  readonly isComplete: boolean;
  readonly evidence: readonly Evidence[];
};

/**
 * In the Orders API an order is found by its id alone, and only the answer to its publication told it. When that answer
 * was lost, publishing the same bytes again with the same key gives the same order and its id, and makes no second one.
 */
async function learnProviderOrderId(
  connection: ConnectedMerchant,
  record: OrderRecord,
  by: ChangeSource,
): Promise<OrderRecord> {
  const { row, state } = record;
  if (row.integration !== 'orders_api' || state.status !== 'draft' || state.providerOrderId !== null) return record;
  const ageMs = Date.now() - state.createdAt.getTime();
  // The first call may still be on its way; and Mercado Pago remembers a key for a day.
  if (ageMs < PUBLICATION_GRACE_MS || ageMs > KEY_REMEMBERED_MS) return record;
  const order = publishableOrder(row, notificationUrlOf(connection.profile.notificationKey));
  const outcome = await driverOf(row.integration).publish(connection.client, order, row.createdAt);
  if (outcome.kind !== 'confirmed') return record;
  const { qrData, providerOrderId } = outcome;
  const input = { type: 'publish_confirmed', qrData, providerOrderId } as const;
  const { record: settled } = await applyInputs(connection.profile.merchant, row.id, [input], { by });
  return { row: { ...settled.row, providerOrderId }, state: settled.state };
}

/**
 * Asks in every way that the order's generation has, and for what its slot holds. Merchant orders that the search already
 * showed are not read once more: most looks are one request.
 */
async function readEverything(
  connection: ConnectedMerchant,
  { row, state }: OrderRecord,
  { namedId, isThorough }: { namedId: string | undefined; isThorough: boolean },
): Promise<Reading> {
  const { externalReference, providerOrderId } = state;
  const { waysToLook } = driverOf(row.integration);
  const named = namedId === undefined ? [] : [namedId];
  const ask = (ways: readonly WayToLook[]) => Promise.all(ways.map((way) => attempt(way, connection)));
  const [slot, first] = await Promise.all([
    readSlot(connection, { row, state }),
    ask(waysToLook({ externalReference, providerOrderId, merchantOrderIds: named, isThorough })),
  ]);
  const shown = new Set(
    first
      .filter((read) => read.evidence.way !== 'payments')
      .flatMap((read) => read.value ?? [])
      .map((observed) => observed.merchantOrderId),
  );
  // One that pays somebody else is not ours to read, and would keep every look from being complete.
  const merchantOrderIds = state.merchantOrders
    .filter((known) => !known.hasForeignCollector)
    .map((known) => known.merchantOrderId)
    .filter((id) => !shown.has(id) && !named.includes(id));
  const others = waysToLook({ externalReference, providerOrderId, merchantOrderIds, isThorough: false });
  const reads = [...first, ...(await ask(others.filter((way) => way.name === 'merchant_order')))];
  return {
    merchantOrders: reads.flatMap((read) => read.value ?? []),
    slot: slot.finding,
    isComplete: reads.every((read) => read.value !== null),
    evidence: [...reads.map((read) => read.evidence), ...(slot.evidence ? [slot.evidence] : [])],
  };
}

async function attempt(
  { name: way, read }: WayToLook,
  { client }: ConnectedMerchant,
): Promise<{ value: readonly ObservedMerchantOrder[] | null; evidence: Evidence }> {
  const at = new Date();
  try {
    const value = await read(client);
    return { value, evidence: { way, finding: value.length > 0 ? 'found' : 'nothing', code: null, at } };
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    log.debug({ way, kind: error.kind, code: error.code, status: error.status }, 'a look had no answer');
    return { value: null, evidence: { way, finding: 'no_answer', code: error.code, at } };
  }
}

/** The slot only matters while nobody confirmed the publication: an empty one never means "not paid". */
async function readSlot(
  connection: ConnectedMerchant,
  { row, state }: OrderRecord,
): Promise<{ finding: SlotFinding; evidence: Evidence | null }> {
  if (state.status !== 'draft') return { finding: 'unread', evidence: null };
  const at = new Date();
  const reading = await driverOf(row.integration).readSlot(connection.client, slotOf(connection, row));
  switch (reading.kind) {
    case 'live': {
      const isOurs = reading.externalReference === state.externalReference;
      return {
        finding: isOurs ? 'ours' : 'absent',
        evidence: { way: 'slot', finding: isOurs ? 'found' : 'nothing', code: null, at },
      };
    }
    case 'empty':
      return { finding: 'absent', evidence: { way: 'slot', finding: 'nothing', code: null, at } };
    case 'not_offered':
      return { finding: 'unread', evidence: null };
    case 'unreadable':
      return { finding: 'unread', evidence: { way: 'slot', finding: 'no_answer', code: reading.error.code, at } };
  }
}

/**
 * Takes the order off the POS when somebody asked for that; repeated by later looks until it is certain. It reads the
 * slot first, because withdrawing is by POS and would take somebody else's order along.
 */
async function withdrawIfRequested(
  connection: ConnectedMerchant,
  { row, state }: OrderRecord,
): Promise<{ isFree: boolean; evidence: Evidence[] } | null> {
  // An order that was published again may live on at Mercado Pago after it expired here: it is taken off as well.
  const isOver = row.integration === 'orders_api' && state.expiresAt <= new Date();
  if (!isUnfinished(state.status) || !(state.cancelRequestedAt || isOver)) return null;
  const at = new Date();
  const driver = driverOf(row.integration);
  const slot = slotOf(connection, row);
  const reading = await driver.readSlot(connection.client, slot);
  if (reading.kind === 'unreadable')
    return { isFree: false, evidence: [{ way: 'slot', finding: 'no_answer', code: reading.error.code, at }] };
  if (isFreeOf(state, reading))
    return { isFree: true, evidence: [{ way: 'slot', finding: 'nothing', code: null, at }] };
  const outcome = await driver.withdraw(connection.client, slot, `cancel-${row.id}`);
  // "Nothing there" contradicts a slot that just held the order: only reading it once more settles that.
  const isNothing = outcome.kind === 'nothing_there';
  const second = isNothing && reading.kind === 'live' ? await driver.readSlot(connection.client, slot) : null;
  const isFree = outcome.kind === 'withdrawn' || (isNothing && (second === null || isFreeOf(state, second)));
  const code = 'error' in outcome ? outcome.error.code : null;
  return { isFree, evidence: [{ way: 'withdraw', finding: isFree ? 'done' : 'no_answer', code, at }] };
}

/** True when a slot certainly does not hold this order. */
function isFreeOf(state: OrderState, reading: SlotReading): boolean {
  return reading.kind === 'empty' || (reading.kind === 'live' && reading.externalReference !== state.externalReference);
}

function slotOf(connection: ConnectedMerchant, row: OrderRecord['row']) {
  return {
    userId: connection.account.collectorId,
    externalPosId: row.externalPosId,
    currencyId: row.currencyId,
    mode: row.mode,
    providerOrderId: row.providerOrderId,
  };
}
