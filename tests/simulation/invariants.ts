import { isUnfinished } from '@/lib/domain/order';
import { type OrderEvent, type OrderState, paidMinor, replay } from '@/lib/domain/order-state';
import { type Books, legal, type StoredOrder } from './books';
import { truthOf } from './oracle';
import type { World } from './shell';

/*
 * What must hold in every world, after each change of an order. The names are those of the list in docs/simulation.md.
 */

export type Violation = { readonly name: string; readonly detail: string };

type Change = { readonly before: OrderState; readonly events: readonly OrderEvent[] };

/** Checks one saved change. */
export function noteChange(world: World, books: Books, order: StoredOrder, { before, events }: Change): void {
  const { state } = order;
  const broken = (name: string, detail: string) =>
    world.violations.push({ name, detail: `${books.collectorId} ${state.externalReference}: ${detail}` });

  if (events.length === 0) {
    if (state !== before) broken('I8', 'it changed and its history does not say so');
    return;
  }
  const from = before.status;
  const to = state.status;
  if (from !== to && !legal[from].includes(to) && !isLegalInSteps(from, events))
    broken('I6', `it went from ${from} to ${to}`);
  const truth = truthOf(world.provider, { ...state, reference: state.externalReference });
  if (to === 'closed' && truth < state.totalMinor)
    broken('I3', `closed, and buyers paid ${truth} of ${state.totalMinor}`);
  if (paidMinor(state) > truth) broken('I11', `the books have ${paidMinor(state)}, buyers paid ${truth}`);
  if (paidMinor(state) < paidMinor(before)) broken('I2', 'money that was seen is gone');
  if (before.status === 'closed' && state.closedAt !== before.closedAt) broken('I6', 'it closed twice');
  const isGone = (to === 'canceled' || to === 'failed') && from !== to;
  if (isGone && world.provider.slots.get(order.slotKey)?.reference === state.externalReference)
    broken('I5', `called ${to} while buyers can still scan it`);
  const unfinished = books.orders.filter((each) => each.pos === order.pos && isUnfinished(each.state.status));
  if (unfinished.length > 1) broken('I5', 'two live orders on one POS');
}

/** A draft that closes is first published: one change may take two legal steps. */
function isLegalInSteps(from: OrderState['status'], events: readonly OrderEvent[]): boolean {
  return from === 'draft' && events.some((event) => event.type === 'published');
}

/** Checks what must hold however the world came here. */
export function checkAlways(world: World): void {
  const broken = (name: string, detail: string) => world.violations.push({ name, detail });
  for (const books of world.books) {
    const names = new Set(books.inbox.map((row) => row.name));
    for (const name of books.acknowledged)
      if (!names.has(name)) broken('I1', `${name} was acknowledged and is not in the inbox`);
    const counted = new Set<string>();
    for (const order of books.orders) {
      for (const payment of order.state.payments) {
        if (payment.countedMinor > 0 && counted.has(payment.paymentId))
          broken('I2', `payment ${payment.paymentId} counts twice`);
        if (payment.countedMinor > 0) counted.add(payment.paymentId);
      }
      if (JSON.stringify(replay(order.history)) !== JSON.stringify(order.state))
        broken('I8', `the history of ${order.state.externalReference} does not rebuild it`);
    }
  }
  for (const [sale, times] of world.provider.publications)
    if (times > 1 && !sale.endsWith('OTHER')) broken('I9', `${sale} was published ${times} times`);
}
