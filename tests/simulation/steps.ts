import fc from 'fast-check';
import type { PaymentStatus } from '@/lib/domain/merchant-order';
import { exceptionOf } from '@/lib/domain/order-state';
import type { StoredOrder } from './books';
import { checkInTheEnd } from './endings';
import { change, type Fault, faults, pay, publish, refundPart, scan } from './provider';
import {
  beginLook,
  type Charge,
  cancel,
  charge,
  finishLook,
  kill,
  lookNow,
  openWorld,
  receive,
  slotKeyOf,
  sweep,
  type World,
  wait,
  workOnInbox,
} from './shell';

/*
 * Everything that can happen in a world, as fast-check commands. A step that makes no sense where it comes does nothing, so
 * that taking others away keeps its meaning.
 */

/** What a campaign counts, to show that the worlds were not dull. */
export type Tally = Map<string, number>;
export type Step = fc.Command<Tally, World>;

/** One merchant does most, so that its worlds are dense; the other must never be touched by it. */
const merchant = fc.constantFrom<(0 | 1)[]>(0, 0, 0, 0, 0, 1);
const place = fc.nat(11);
const killed = <Point extends string>(...points: Point[]) =>
  fc.constantFrom<('no' | Point)[]>(...Array<'no'>(8).fill('no'), ...points);

export const charges: fc.Arbitrary<Charge> = fc.record({
  pos: fc.constantFrom(0, 0, 0, 1),
  totalMinor: fc.integer({ min: 1, max: 400 }),
  key: fc.constantFrom(...'abcdefghijklmnop'),
  lifeMs: fc.constantFrom(30_000, 600_000, 600_000, 600_000, 86_400_000),
  publication: fc.constantFrom(
    ...Array<'confirmed'>(10).fill('confirmed'),
    'refused',
    'not_sent',
    'lost',
    'unanswered',
    'unanswered',
    'late',
  ),
  killed: killed('before_commit', 'before_call', 'after_call'),
});

/** A step that is only about one merchant, and must leave the other one alone. */
function step<Parameters>(
  name: string,
  parameters: fc.Arbitrary<Parameters>,
  act: (world: World, merchant: 0 | 1, given: Parameters) => void,
): fc.Arbitrary<Step> {
  return fc.tuple(merchant, parameters).map(([who, given]) => ({
    check: () => true,
    run: (tally, world) => {
      const other = world.books[who === 0 ? 1 : 0];
      const writesBefore = other.writes;
      act(world, who, given);
      tally.set(name, (tally.get(name) ?? 0) + 1);
      if (other.writes !== writesBefore)
        world.violations.push({ name: 'I7', detail: `${name} of one merchant wrote for the other` });
      refuseViolations(world);
    },
    toString: () => `${name}(${who}, ${JSON.stringify(given)})`,
  }));
}

function often(times: number, kind: fc.Arbitrary<Step>): fc.Arbitrary<Step>[] {
  return Array<fc.Arbitrary<Step>>(times).fill(kind);
}

/** Every kind of step; the charges and payments that the others need come often. */
const kinds: readonly fc.Arbitrary<Step>[] = [
  ...often(
    6,
    step('charge', charges, (world, who, wish) => {
      charge(world, who, wish);
    }),
  ),
  step('charge again with the same key', fc.constantFrom('a', 'b', 'c'), (world, who, key) => {
    const made = world.books[who].keys.get(key);
    if (!made) return;
    const wish = { key, pos: 0, totalMinor: made.totalMinor, lifeMs: 600_000, killed: 'no' } as const;
    const answer = charge(world, who, { ...wish, publication: 'confirmed' });
    if (answer !== made.orderId) world.violations.push({ name: 'I9', detail: `the key ${key} made another order` });
    const other = charge(world, who, { ...wish, totalMinor: made.totalMinor + 1, publication: 'confirmed' });
    if (other !== 'key_reused') world.violations.push({ name: 'I9', detail: `the key ${key} took another request` });
  }),
  step('cancel', fc.tuple(place, fc.boolean()), (world, who, [at, isKilled]) => {
    const order = orderAt(world, who, at);
    if (order) cancel(world, who, order, isKilled);
  }),
  ...often(
    5,
    step('scan', fc.constantFrom(0, 0, 0, 1), (world, who, pos) => {
      scan(world.provider, slotKeyOf(world.books[who], pos), world.nowMs);
    }),
  ),
  ...often(
    6,
    step(
      'pay',
      fc.record({
        at: place,
        share: fc.constantFrom(1, 1, 1, 0.5, 0.99, 1.2, 2),
        status: fc.constantFrom<('approved' | 'rejected' | 'in_process')[]>(
          'approved',
          'approved',
          'approved',
          'rejected',
          'in_process',
        ),
        currencyId: fc.constantFrom(...Array<string>(30).fill('ARS'), 'USD'),
      }),
      ({ provider, nowMs }, _who, { at, ...attempt }) => {
        const found = itemAt(provider.scans, at);
        if (found) pay(provider, found, attempt, nowMs);
      },
    ),
  ),
  step(
    'verdict',
    fc.tuple(place, fc.constantFrom<PaymentStatus[]>('approved', 'rejected', 'cancelled')),
    ({ provider, nowMs }, _who, [at, status]) => {
      const waiting = provider.scans.flatMap((of) =>
        of.payments.filter((payment) => payment.status === 'in_process').map((payment) => ({ of, payment })),
      );
      const found = itemAt(waiting, at);
      if (found) change(provider, found.of, found.payment, status, nowMs);
    },
  ),
  step(
    'refund or dispute',
    fc.tuple(
      place,
      fc.constantFrom<('part' | PaymentStatus)[]>('part', 'refunded', 'in_mediation', 'charged_back', 'approved'),
    ),
    ({ provider, nowMs }, _who, [at, what]) => {
      const all = provider.scans.flatMap((of) => of.payments.map((payment) => ({ of, payment })));
      const found = itemAt(all, at);
      if (!found) return;
      if (what === 'part') refundPart(provider, found.payment, 0.4, nowMs);
      else change(provider, found.of, found.payment, what, nowMs);
    },
  ),
  ...often(
    2,
    step(
      'deliver',
      fc.record({
        at: place,
        resource: fc.constantFrom<('merchant_order' | 'payment')[]>('merchant_order', 'payment'),
        isForged: fc.constantFrom(false, false, false, true),
        copies: fc.constantFrom(1, 1, 2, 5),
        killed: killed('before_commit', 'after_commit'),
      }),
      (world, who, { at, resource, isForged, copies, killed: point }) => {
        const found = itemAt(world.provider.scans, at);
        const id = resource === 'payment' ? found?.payments.at(-1)?.id : found?.id;
        const resourceId = isForged || !id ? `${4000 + at}` : id;
        for (let copy = 0; copy < copies; copy++)
          receive(world, who, { name: `d${world.books[who].writes}`, resource, resourceId }, point);
      },
    ),
  ),
  ...often(
    2,
    step('work on the inbox', killed('claimed', 'read', 'saved'), (world, who, point) =>
      workOnInbox(world, who, point),
    ),
  ),
  ...often(
    2,
    step('sweep', killed('claimed', 'read'), (world, who, point) => sweep(world, who, point)),
  ),
  step('check', place, (world, who, at) => {
    const order = orderAt(world, who, at);
    if (order) lookNow(world, who, order, 'check');
  }),
  step('begin a look', place, (world, who, at) => {
    const order = orderAt(world, who, at);
    if (order) world.looks.push(beginLook(world, who, order, 'sweep'));
  }),
  ...often(
    2,
    step('end a look', place, (world, who, at) => {
      const mine = world.looks.filter((look) => look.merchant === who);
      const look = itemAt(mine, at);
      if (!look) return;
      world.looks.splice(world.looks.indexOf(look), 1);
      // A look takes seconds: what a process read longer ago than a lease it no longer saves.
      if (world.nowMs - look.startedAtMs <= 30_000) finishLook(world, look);
    }),
  ),
  step('watch', place, (world, who, at) => {
    const order = orderAt(world, who, at);
    if (order) order.watchedUntilMs = world.nowMs + 20_000;
  }),
  ...often(
    3,
    step(
      'wait',
      fc.constantFrom(1, 900, 900, 3_000, 3_000, 3_000, 16_000, 16_000, 31_000, 130_000, 620_000, 3_600_000),
      (world, _who, ms) => wait(world, ms),
    ),
  ),
  step(
    'fault',
    fc.tuple(fc.constantFrom<Fault[]>(...faults), fc.integer({ min: 1, max: 3 })),
    (world, _who, [fault, times]) => {
      world.provider.faults[fault] += times;
    },
  ),
  step('kill', fc.constant(null), (world) => {
    kill(world);
  }),
  step('another program charges', fc.nat(1), (world, who, pos) => {
    const books = world.books[who];
    const sale = { collectorId: books.collectorId, totalMinor: 50, expiresAtMs: world.nowMs + 600_000 };
    publish(world.provider, slotKeyOf(books, pos), { ...sale, reference: 'OTHER' });
  }),
];

/** Worlds of up to so many steps. `replayPath` is what fast-check prints beside the seed of one that failed. */
export function worlds({ maxSteps, replayPath }: { maxSteps: number; replayPath?: string }) {
  return fc.commands([...kinds], { maxCommands: maxSteps, size: '+1', ...(replayPath ? { replayPath } : {}) });
}

/** Plays one world to its end: a sale that somebody scans, and what then happens. Throws what it breaks. */
export function play(opening: Charge, steps: Iterable<Step>, tally: Tally): void {
  const world = openWorld();
  charge(world, 0, opening);
  scan(world.provider, slotKeyOf(world.books[0], opening.pos), world.nowMs);
  fc.modelRun(() => ({ model: tally, real: world }), steps);
  checkInTheEnd(world);
  refuseViolations(world);
  for (const { orders } of world.books)
    for (const { state } of orders)
      for (const end of [state.status, exceptionOf(state)]) tally.set(end, (tally.get(end) ?? 0) + 1);
}

function refuseViolations(world: World): void {
  if (world.violations.length === 0) return;
  throw new Error(world.violations.map(({ name, detail }) => `${name}: ${detail}`).join('\n'));
}

function orderAt(world: World, who: 0 | 1, at: number): StoredOrder | undefined {
  return itemAt(world.books[who].orders, at);
}

/** The newest for 0, then older ones, round and round. */
function itemAt<Item>(items: readonly Item[], at: number): Item | undefined {
  return items.at(-1 - (at % Math.max(1, items.length)));
}
