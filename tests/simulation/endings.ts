import { isUnfinished } from '@/lib/domain/order';
import { exceptionOf, paidMinor, refundedMinor } from '@/lib/domain/order-state';
import type { Books, StoredOrder } from './books';
import { checkAlways } from './invariants';
import { accountsOf, truthOf } from './oracle';
import { change } from './provider';
import { cancel, charge, lookNow, type World, work } from './shell';

/* What must have become of every order once the last fault is over, and how soon. */

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const LAST_LOOK_MS = 97 * HOUR_MS + 2 * MINUTE_MS;

/** Ends every fault, lets the workers work, and checks what must have become of every order. */
export function checkInTheEnd(world: World): void {
  const { provider } = world;
  for (const fault of Object.keys(provider.faults)) Object.assign(provider.faults, { [fault]: 0 });
  rejectWhatWaits(world);
  const faultsEndedMs = world.nowMs;
  const wasUnfinished = ordersOf(world).filter(({ order }) => isUnfinished(order.state.status));
  work(world, faultsEndedMs + MINUTE_MS);
  for (const { books, order } of wasUnfinished) checkSettled(world, books, order, faultsEndedMs);
  checkInboxes(world, faultsEndedMs);
  checkTills(world);
  checkLateMoney(world);
  checkMoneyAfterClosing(world, faultsEndedMs);
  for (const { books, order } of ordersOf(world)) checkAccounts(world, books, order);
  checkAlways(world);
}

/** No payment is in process for ever. */
function rejectWhatWaits({ provider, nowMs }: World): void {
  for (const scan of provider.scans)
    for (const payment of scan.payments)
      if (payment.status === 'in_process') change(provider, scan, payment, 'rejected', nowMs);
}

/** L1 and L2: within a minute what was paid is closed, and what is over has ended. */
function checkSettled(world: World, books: Books, order: StoredOrder, faultsEndedMs: number): void {
  const { state } = order;
  // A long outage makes the looks rarer: one is due within five minutes.
  if (faultsEndedMs > state.expiresAt.getTime() + HOUR_MS) work(world, faultsEndedMs + 5 * MINUTE_MS);
  const about = `${books.collectorId} ${state.externalReference}`;
  const { status, totalMinor, expiresAt } = order.state;
  const isPaid = truthOf(world.provider, { ...state, reference: state.externalReference }) >= totalMinor;
  if (isPaid && status !== 'closed')
    world.violations.push({ name: 'L1', detail: `${about} is paid and still ${status}` });
  const isOver = expiresAt.getTime() <= faultsEndedMs;
  if (isOver && isUnfinished(status))
    world.violations.push({ name: 'L2', detail: `${about} is over and still ${status}` });
}

/** L3 and L4: nothing waits in an inbox but hints about what Mercado Pago does not know, and no claim is kept. */
function checkInboxes(world: World, faultsEndedMs: number): void {
  for (const books of world.books) {
    const known = new Set(
      world.provider.scans
        .filter((scan) => scan.collectorId === books.collectorId)
        .flatMap((scan) => [scan.id, ...scan.payments.map((payment) => payment.id)]),
    );
    for (const row of books.inbox) {
      const isEarlyAttempt = row.attempts <= 4;
      if (row.dueAtMs !== null && row.dueAtMs <= faultsEndedMs + MINUTE_MS)
        world.violations.push({ name: 'L4', detail: `${row.name} is due and nobody works on it` });
      if (row.dueAtMs !== null && known.has(row.resourceId) && isEarlyAttempt)
        world.violations.push({ name: 'L3', detail: `${row.name} still waits` });
    }
  }
}

/** L6: a cashier can free a till that an unpaid order takes, in one action, and charge again. */
function checkTills(world: World): void {
  for (const { books, order } of ordersOf(world)) {
    if (!isUnfinished(order.state.status)) continue;
    cancel(world, books.merchant, order, false);
    const wish = {
      totalMinor: 1,
      key: `free-${order.id}`,
      lifeMs: MINUTE_MS,
      publication: 'refused',
      killed: 'no',
    } as const;
    const answer = charge(world, books.merchant, { ...wish, pos: order.pos });
    if (typeof answer !== 'number')
      world.violations.push({ name: 'L6', detail: `${order.state.externalReference} blocks its till` });
  }
}

/** Money that came after the end is found as well, only later. */
function checkLateMoney(world: World): void {
  for (const { order } of ordersOf(world)) {
    const { state } = order;
    const mayNever = state.publication === 'refused' || state.publication === 'not_sent';
    while (
      !mayNever &&
      order.state.status !== 'closed' &&
      truthOf(world.provider, { ...state, reference: state.externalReference }) >= state.totalMinor
    ) {
      if (order.lookAgainAtMs === null || order.lookAgainAtMs > state.expiresAt.getTime() + LAST_LOOK_MS) {
        world.violations.push({ name: 'L1', detail: `${state.externalReference} was paid late, and nobody looks` });
        break;
      }
      work(world, order.lookAgainAtMs);
    }
  }
}

/** L7: what came for an order that was closed already is found by the looks after closing, told or not. */
function checkMoneyAfterClosing(world: World, faultsEndedMs: number): void {
  for (const { order } of ordersOf(world)) {
    const { closedAt } = order.state;
    const looksEndMs = Math.max(Number(closedAt) + 15 * MINUTE_MS, order.state.expiresAt.getTime() + 2 * MINUTE_MS);
    // A look that was answered too little was complete for all that anybody could tell.
    if (!closedAt || looksEndMs <= faultsEndedMs) continue;
    work(world, looksEndMs + MINUTE_MS);
    const paid = truthOf(world.provider, { ...order.state, reference: order.state.externalReference });
    if (paid !== paidMinor(order.state))
      world.violations.push({
        name: 'L7',
        detail: `${order.state.externalReference} was paid ${paid}, and closed with ${paidMinor(order.state)}`,
      });
  }
}

/** After one more look the books say what the accounts of somebody else say. */
function checkAccounts(world: World, books: Books, order: StoredOrder): void {
  lookNow(world, books.merchant, order, 'check');
  const { state } = order;
  const closedAt = order.history.findIndex((event) => event.type === 'closed');
  const hadEnded = order.history
    .slice(0, closedAt === -1 ? undefined : closedAt)
    .some((event) => ['canceled', 'expired', 'publication_failed'].includes(event.type));
  const expected = accountsOf(world.provider, { ...state, reference: state.externalReference, hadEnded });
  const ours = { paid: paidMinor(state), refunded: refundedMinor(state), exception: exceptionOf(state) };
  if (JSON.stringify(ours) !== JSON.stringify(expected))
    world.violations.push({
      name: 'oracle',
      detail: `${state.externalReference}: ${JSON.stringify(ours)}, and should be ${JSON.stringify(expected)}`,
    });
}

function ordersOf(world: World): { books: Books; order: StoredOrder }[] {
  return world.books.flatMap((books) => books.orders.map((order) => ({ books, order })));
}
