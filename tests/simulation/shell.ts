import { inputsOfLook } from '@/lib/domain/look-inputs';
import { nextLookAt } from '@/lib/domain/look-schedule';
import type { ObservedMerchantOrder } from '@/lib/domain/merchant-order';
import { isUnfinished, type LookSource } from '@/lib/domain/order';
import { decideAll, type OrderInput, type OrderState, type SlotFinding } from '@/lib/domain/order-state';
import { type Books, type Delivery, insertOrder, openBooks, type StoredOrder, unfinishedAt } from './books';
import { noteChange, type Violation } from './invariants';
import { goesWrong, openProvider, type Provider, passTime, publish, readScanById, saleKey, search } from './provider';

/*
 * The application around the rules of an order, in virtual time: charging, canceling, looking, the sweep and the inbox, in
 * the steps in which a process can be killed. What the rules decide is the product's own code.
 */

export type World = {
  nowMs: number;
  readonly provider: Provider;
  readonly books: readonly [Books, Books];
  /** Looks that have read and not yet saved: the memory of some process. */
  looks: Look[];
  readonly violations: Violation[];
};

/** One look between its reads and its decision. */
export type Look = {
  readonly merchant: 0 | 1;
  readonly orderId: number;
  readonly source: LookSource;
  readonly startedAtMs: number;
  readonly merchantOrders: readonly ObservedMerchantOrder[];
  readonly slot: SlotFinding;
  readonly isComplete: boolean;
  readonly isWithdrawn: boolean;
  readonly order: OrderState;
};

export type Publication = 'confirmed' | 'refused' | 'not_sent' | 'lost' | 'unanswered' | 'late';
export type Charge = {
  readonly pos: number;
  readonly totalMinor: number;
  readonly key: string;
  readonly lifeMs: number;
  readonly publication: Publication;
  readonly killed: 'no' | 'before_commit' | 'before_call' | 'after_call';
};

const LEASE_MS = 30_000;
const RETRY_MS = [2, 5, 15, 60, 300, 900, 3600].map((seconds) => seconds * 1000);
/** A publication that nobody answered arrives within this time or never. */
const LONGEST_JOURNEY_MS = 25_000;
/** What somebody scanned that long before an order was made belongs to an earlier use of its reference. */
const EARLIER_USE_MS = 15 * 60_000;
const begunAtMs = Date.parse('2026-03-01T12:00:00.000Z');

export function openWorld(): World {
  return {
    nowMs: begunAtMs,
    provider: openProvider(),
    books: [openBooks(0), openBooks(1)],
    looks: [],
    violations: [],
  };
}

/** What the caller is told; null when nobody lived to tell. */
export function charge(world: World, merchant: 0 | 1, wish: Charge): number | 'busy' | 'key_reused' | null {
  const books = world.books[merchant];
  const before = books.keys.get(wish.key);
  if (before) return before.totalMinor === wish.totalMinor ? before.orderId : 'key_reused';
  const occupant = unfinishedAt(books, wish.pos);
  if (occupant && occupant.state.expiresAt.getTime() <= world.nowMs) lookNow(world, merchant, occupant, 'check');
  if (unfinishedAt(books, wish.pos)) return 'busy';
  if (wish.killed === 'before_commit') return kill(world);
  const order = insertOrder(books, {
    pos: wish.pos,
    slotKey: slotKeyOf(books, wish.pos),
    totalMinor: wish.totalMinor,
    nowMs: world.nowMs,
    lifeMs: wish.lifeMs,
    lookAgainAtMs: world.nowMs + 12_000,
  });
  books.keys.set(wish.key, { totalMinor: wish.totalMinor, orderId: order.id });
  if (wish.killed === 'before_call') return kill(world);
  send(world, books, order, wish.publication);
  if (wish.killed === 'after_call') return kill(world);
  apply(world, merchant, order, [answerOf(wish.publication)]);
  return order.id;
}

function send(world: World, books: Books, order: StoredOrder, publication: Publication): void {
  const sent = {
    collectorId: books.collectorId,
    reference: order.state.externalReference,
    totalMinor: order.state.totalMinor,
    expiresAtMs: order.state.expiresAt.getTime(),
  };
  if (publication === 'confirmed' || publication === 'unanswered') publish(world.provider, order.slotKey, sent);
  const arrivesAtMs = world.nowMs + LONGEST_JOURNEY_MS;
  if (publication === 'late') world.provider.travelling.push({ slotKey: order.slotKey, order: sent, arrivesAtMs });
}

function answerOf(publication: Publication): OrderInput {
  switch (publication) {
    case 'confirmed':
      return { type: 'publish_confirmed', qrData: null, providerOrderId: null };
    case 'refused':
      return { type: 'publish_refused', code: 'refused', message: null };
    case 'not_sent':
      return { type: 'publish_not_sent', message: null };
    case 'lost':
    case 'unanswered':
    case 'late':
      return { type: 'publish_unknown', reason: 'timeout' };
  }
}

/** A cashier asks for an order to be taken off its POS. */
export function cancel(world: World, merchant: 0 | 1, order: StoredOrder, isKilled: boolean): void {
  if (!isUnfinished(order.state.status)) return;
  apply(world, merchant, order, [{ type: 'cancel_requested' }]);
  const look = beginLook(world, merchant, order, 'check');
  if (isKilled) kill(world);
  else finishLook(world, look);
}

export function lookNow(world: World, merchant: 0 | 1, order: StoredOrder, source: LookSource): boolean {
  const look = beginLook(world, merchant, order, source);
  finishLook(world, look);
  return look.isComplete;
}

/** The reads of one look, and the withdrawal that somebody asked for. */
export function beginLook(
  world: World,
  merchant: 0 | 1,
  order: StoredOrder,
  source: LookSource,
  namedId?: string,
): Look {
  const { provider } = world;
  const { state } = order;
  const asked = { collectorId: state.collectorId, reference: state.externalReference };
  const isWithdrawn = isUnfinished(state.status) && state.cancelRequestedAt !== null && withdraw(provider, order);
  const slot = state.status === 'draft' ? readSlot(provider, order) : 'unread';
  const found = search(provider, asked);
  const shown = new Set((found ?? []).map((row) => row.merchantOrderId));
  const known = state.merchantOrders.filter((each) => !each.hasForeignCollector).map((each) => each.merchantOrderId);
  const others = new Set([...known.filter((id) => !shown.has(id)), ...(namedId ? [namedId] : [])]);
  const reads = [...others].map((id) => readScanById(provider, { collectorId: state.collectorId, id }));
  return {
    merchant,
    orderId: order.id,
    source,
    startedAtMs: world.nowMs,
    merchantOrders: [...(found ?? []), ...reads.flatMap((row) => row ?? [])],
    slot,
    isComplete: found !== null && reads.every((row) => row !== null),
    isWithdrawn,
    order: state,
  };
}

/** Decides on what a look read, now: whatever happened since then counts. */
export function finishLook(world: World, look: Look): void {
  const order = world.books[look.merchant].orders[look.orderId];
  if (!order) return;
  const sale = { collectorId: order.state.collectorId, reference: order.state.externalReference };
  const earliest = order.state.createdAt.getTime() - EARLIER_USE_MS;
  const isForeign = (row: ObservedMerchantOrder) =>
    row.externalReference === sale.reference &&
    row.collectorId !== sale.collectorId &&
    Number(row.createdAt) >= earliest;
  if (look.merchantOrders.some(isForeign)) world.provider.mixedUp.add(saleKey(sale));
  const inputs = inputsOfLook({ ...look, startedAt: new Date(look.startedAtMs) });
  if (look.isComplete) order.lookedAtMs = look.startedAtMs;
  apply(world, look.merchant, order, inputs);
}

function readSlot(provider: Provider, order: StoredOrder): SlotFinding {
  if (goesWrong(provider, 'slot_silent')) return 'unread';
  return provider.slots.get(order.slotKey)?.reference === order.state.externalReference ? 'ours' : 'absent';
}

/** True when the order's place is certainly free. */
function withdraw(provider: Provider, order: StoredOrder): boolean {
  if (goesWrong(provider, 'slot_silent')) return false;
  const reference = order.state.externalReference;
  if (provider.slots.get(order.slotKey)?.reference !== reference) return true;
  const isBeingPaid = provider.scans.some(
    (scan) =>
      scan.slotKey === order.slotKey &&
      scan.reference === reference &&
      scan.payments.some((payment) => payment.status === 'in_process'),
  );
  if (isBeingPaid || goesWrong(provider, 'withdrawal_lost')) return false;
  provider.slots.delete(order.slotKey);
  return !goesWrong(provider, 'withdrawal_unanswered');
}

/** Looks at whatever is due, as the worker's sweep does. */
export function sweep(world: World, merchant: 0 | 1, killed: 'no' | 'claimed' | 'read'): void {
  for (const order of world.books[merchant].orders) {
    if (order.lookAgainAtMs === null || order.lookAgainAtMs > world.nowMs) continue;
    order.lookAgainAtMs = world.nowMs + LEASE_MS;
    if (killed === 'claimed') continue;
    const look = beginLook(world, merchant, order, 'sweep');
    if (killed === 'no') finishLook(world, look);
  }
  if (killed !== 'no') kill(world);
}

/** A delivery arrives at a merchant's address; true when it was answered 200. */
export function receive(
  world: World,
  merchant: 0 | 1,
  hint: Pick<Delivery, 'name' | 'resource' | 'resourceId'>,
  killed: 'no' | 'before_commit' | 'after_commit',
): boolean {
  const books = world.books[merchant];
  if (killed === 'before_commit') return kill(world) !== null;
  books.inbox.push({ ...hint, dueAtMs: world.nowMs, attempts: 0 });
  books.writes += 1;
  if (killed === 'after_commit') return kill(world) !== null;
  books.acknowledged.push(hint.name);
  return true;
}

/** Works on what is due in an inbox: one look for everything that is said about one thing. */
export function workOnInbox(world: World, merchant: 0 | 1, killed: 'no' | 'claimed' | 'read' | 'saved'): void {
  const books = world.books[merchant];
  const claimed = books.inbox.filter((row) => row.dueAtMs !== null && row.dueAtMs <= world.nowMs);
  for (const row of claimed) {
    row.dueAtMs = world.nowMs + LEASE_MS;
    row.attempts += 1;
  }
  const things = new Map<string, Delivery[]>();
  for (const row of claimed) {
    const thing = `${row.resource} ${row.resourceId}`;
    things.set(thing, [...(things.get(thing) ?? []), row]);
  }
  for (const rows of killed === 'claimed' ? [] : things.values()) {
    const isAnswered = follow(world, books, rows, killed === 'read');
    if (killed === 'no') for (const row of rows) row.dueAtMs = isAnswered ? null : retryAt(world, row);
  }
  if (killed !== 'no') kill(world);
}

/** Looks at the order that deliveries are about; false to come back to them. */
function follow(world: World, books: Books, rows: readonly Delivery[], isKilled: boolean): boolean {
  const [row] = rows;
  if (!row) return true;
  const { provider } = world;
  const scan = provider.scans.find(
    (each) =>
      each.collectorId === books.collectorId &&
      (row.resource === 'merchant_order'
        ? each.id === row.resourceId
        : each.payments.some((payment) => payment.id === row.resourceId)),
  );
  if (!scan || goesWrong(provider, 'scan_silent')) return false;
  const order = books.orders.find((each) => each.state.externalReference === scan.reference);
  if (!order) return true;
  const look = beginLook(world, books.merchant, order, 'notification', scan.id);
  if (!isKilled) finishLook(world, look);
  return look.isComplete;
}

function retryAt(world: World, row: Delivery): number | null {
  const wait = RETRY_MS[row.attempts - 1];
  return wait === undefined ? null : world.nowMs + wait;
}

function apply(world: World, merchant: 0 | 1, order: StoredOrder, inputs: readonly OrderInput[]): void {
  const books = world.books[merchant];
  const before = order.state;
  const now = new Date(world.nowMs);
  const decision = decideAll(before, inputs, now);
  order.state = decision.order;
  order.history.push(...decision.events);
  const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
  const known = { watchedUntil: dateOf(order.watchedUntilMs), lookedAt: dateOf(order.lookedAtMs) };
  order.lookAgainAtMs = nextLookAt(decision.order, now, known)?.getTime() ?? null;
  books.writes += 1;
  noteChange(world, books, order, { before, events: decision.events });
}

/** Every process dies: what only memory held is gone. */
export function kill(world: World): null {
  world.looks = [];
  return null;
}

/** Lets time go by without anybody doing anything. */
export function wait(world: World, ms: number): void {
  world.nowMs += ms;
  passTime(world.provider, world.nowMs);
}

export function slotKeyOf(books: Books, pos: number): string {
  return `${books.collectorId} ${pos}`;
}

/** Lets the workers go on until a moment, from one due thing to the next. */
export function work(world: World, untilMs: number): void {
  for (;;) {
    const next = nextDueMs(world);
    if (next === null || next > untilMs) break;
    if (next > world.nowMs) wait(world, next - world.nowMs);
    for (const { merchant } of world.books) {
      workOnInbox(world, merchant, 'no');
      sweep(world, merchant, 'no');
    }
  }
  if (untilMs > world.nowMs) wait(world, untilMs - world.nowMs);
}

function nextDueMs(world: World): number | null {
  let next: number | null = null;
  for (const books of world.books) {
    for (const { lookAgainAtMs } of books.orders) next = earlier(next, lookAgainAtMs);
    for (const { dueAtMs } of books.inbox) next = earlier(next, dueAtMs);
  }
  return next;
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
