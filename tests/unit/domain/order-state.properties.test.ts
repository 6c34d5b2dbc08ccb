import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { ObservedMerchantOrder, ObservedPayment } from '@/lib/domain/merchant-order';
import { type OrderStatus, orderExceptions } from '@/lib/domain/order';
import {
  begin,
  decide,
  exceptionOf,
  type OrderEvent,
  type OrderInput,
  type OrderState,
  paidMinor,
  refundedMinor,
  replay,
  reviewReasons,
} from '@/lib/domain/order-state';
import { accountsOf } from './order-oracle';
import {
  at,
  collectorId,
  createdAt,
  createdWith,
  expiresAt,
  externalReference,
  isOfThisSale,
  lastReadOf,
  looks,
  paymentReads,
  type Step,
  stories,
  type World,
  worlds,
} from './order-worlds';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

/** Every change of status that may ever happen; what is not here must not. */
const legal: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  draft: ['opened', 'failed', 'canceled', 'expired', 'closed'],
  opened: ['closed', 'canceled', 'expired'],
  canceled: ['closed'],
  expired: ['closed'],
  failed: ['closed'],
  closed: [],
};

type Moment = {
  readonly before: OrderState;
  readonly after: OrderState;
  readonly input: OrderInput;
  readonly events: readonly OrderEvent[];
  readonly now: Date;
};

type Played = {
  readonly order: OrderState;
  readonly moments: readonly Moment[];
  readonly history: readonly OrderEvent[];
};

/** Plays a story: every moment of it, and the whole history. */
function play({ world, steps }: { world: World; steps: readonly Step[] }): Played {
  const created = createdWith(world.totalMinor);
  const history: OrderEvent[] = [created];
  const moments: Moment[] = [];
  let order = begin(created);
  let now = createdAt;
  for (const { afterMs, input } of steps) {
    now = new Date(now.getTime() + afterMs);
    const { order: after, events } = decide(order, input, now);
    moments.push({ before: order, after, input, events, now });
    history.push(...events);
    order = after;
  }
  return { order, moments, history };
}

/** Plays stories and shows each as a whole. */
function everyStory(check: (played: Played) => void): void {
  fc.assert(
    fc.property(stories, (story) => {
      check(play(story));
    }),
    { numRuns: 1_000 },
  );
}

/** Nothing wrong in any moment of any story. */
function always(isRight: (moment: Moment) => boolean): void {
  everyStory(({ moments }) => expect(moments.filter((moment) => !isRight(moment))).toEqual([]));
}

/** Same, in the moments that it is about, of which there must have been enough for the check to mean anything. */
function whenever(isAbout: (moment: Moment) => boolean, isRight: (moment: Moment) => boolean): void {
  let count = 0;
  everyStory(({ moments }) => {
    const about = moments.filter(isAbout);
    count += about.length;
    expect(about.filter((moment) => !isRight(moment))).toEqual([]);
  });
  expect(count).toBeGreaterThan(30);
}

/** The moment in which an order became this. */
function became(status: OrderStatus): (moment: Moment) => boolean {
  return ({ before, after }) => after.status === status && before.status !== status;
}

/** An order after each event of its history, the first one included. */
function statesAlong(history: readonly OrderEvent[]): OrderState[] {
  return history.map((_, place) => replay(history.slice(0, place + 1)));
}

function isOfOurCollector(row: ObservedMerchantOrder): boolean {
  return row.externalReference === externalReference && row.collectorId === collectorId;
}

describe('after every step of any story', () => {
  test('a closed order is never anything else again, and keeps when and why it closed', () => {
    whenever(
      ({ before }) => before.status === 'closed',
      ({ before, after }) =>
        after.status === 'closed' &&
        after.closedAt === before.closedAt &&
        after.closedBy === before.closedBy &&
        after.paidLate === before.paidLate,
    );
  });

  test('every event moves the status along the legal table or not at all', () => {
    everyStory(({ history }) => {
      const statuses = statesAlong(history).map(({ status }) => status);
      const steps = statuses.slice(1).map((to, place) => [statuses[place] ?? 'closed', to] as const);
      expect(steps.filter(([from, to]) => from !== to && !legal[from].includes(to))).toEqual([]);
    });
  });

  test('a closed order is covered by payments ever approved, in its currency, for its collector', () => {
    const everApproved = ['approved', 'refunded', 'in_mediation', 'charged_back'];
    const counts = (payment: ObservedPayment) => payment.currencyId === 'ARS' && everApproved.includes(payment.status);
    everyStory(({ moments }) => {
      const amounts = new Map<string, number>();
      const wrong = moments.filter(({ after, input }) => {
        const ours = input.type === 'observed' ? input.merchantOrders.filter(isOfOurCollector) : [];
        const reads = input.type === 'payments_observed' ? input.payments : ours.flatMap((row) => row.payments);
        for (const read of reads.filter(counts)) amounts.set(read.paymentId, read.amountMinor ?? 0);
        const sum = [...amounts.values()].reduce((total, amount) => total + amount, 0);
        return paidMinor(after) > sum || (after.status === 'closed' && sum < after.totalMinor);
      });
      expect(wrong).toEqual([]);
    });
  });

  test('money that covers the total closes the order whatever it was, late when it had ended before', () => {
    always(({ after }) => (after.status === 'closed') === paidMinor(after) >= after.totalMinor);
    whenever(
      became('closed'),
      ({ before, after }) =>
        after.paidLate === ['canceled', 'expired', 'failed'].includes(before.status) &&
        after.endedAt === before.endedAt,
    );
  });

  test('nothing is told that changes nothing, and nothing changes that is not told', () => {
    always(
      ({ before, after, events }) =>
        after.version === before.version + events.length && (after === before) === (events.length === 0),
    );
    everyStory(({ history }) => {
      const contents = statesAlong(history).map(({ version: _version, ...content }) => JSON.stringify(content));
      expect(contents.filter((content, place) => content === contents[place - 1])).toEqual([]);
    });
  });

  test('its history rebuilds the order, also after a journey through JSON', () => {
    everyStory(({ order, history }) => {
      expect(replay(history)).toEqual(order);
      expect(replay(JSON.parse(JSON.stringify(history)))).toEqual(order);
    });
  });

  test('saying the same thing twice says it once', () => {
    always(({ after, input, now }) => {
      const again = decide(after, input, now);
      return again.order === after && again.events.length === 0;
    });
  });

  test('an input never alters what it was given', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let order = deepFreeze(begin(createdWith(story.world.totalMinor)));
        for (const { input } of deepFreeze(story).steps) order = deepFreeze(decide(order, input, at(60)).order);
      }),
      { numRuns: 300 },
    );
  });

  test('what was paid never shrinks, and no more is given back than was paid', () => {
    always(
      ({ before, after }) =>
        paidMinor(after) >= paidMinor(before) &&
        refundedMinor(after) >= 0 &&
        refundedMinor(after) <= paidMinor(after) &&
        before.payments.every((payment) => {
          const known = after.payments.find(({ paymentId }) => paymentId === payment.paymentId);
          return known !== undefined && known.countedMinor >= payment.countedMinor;
        }),
    );
  });

  test('an order expires only after its time, and only on a look that began after it', () => {
    whenever(
      became('expired'),
      ({ input, now }) =>
        now >= expiresAt && input.type === 'time_passed' && Number(input.lookedAt) >= Number(expiresAt),
    );
  });

  test('an unanswered publication neither fails nor is canceled within thirty seconds', () => {
    whenever(
      ({ before, after, input }) =>
        before.status === 'draft' &&
        ['failed', 'canceled'].includes(after.status) &&
        !['publish_refused', 'publish_not_sent'].includes(input.type),
      ({ now }) => now.getTime() - createdAt.getTime() >= 30_000,
    );
  });

  test('a sale of somebody else, or of an earlier use of the reference, leaves no trace', () => {
    const foreignIn = (input: OrderInput) =>
      input.type === 'observed' ? input.merchantOrders.filter((row) => !isOfThisSale(row)) : [];
    whenever(
      ({ input }) => foreignIn(input).length > 0,
      ({ after, input }) => {
        const scans = new Set(foreignIn(input).map((row) => row.merchantOrderId));
        const paid = new Set(foreignIn(input).flatMap((row) => row.payments.map(({ paymentId }) => paymentId)));
        return (
          after.merchantOrders.every(({ merchantOrderId }) => !scans.has(merchantOrderId)) &&
          after.payments.every(({ paymentId }) => !paid.has(paymentId))
        );
      },
    );
  });

  test('only a row that pays our collector, or the slot itself, proves that a draft was published', () => {
    whenever(
      (moment) => moment.before.status === 'draft' && moment.input.type === 'observed' && became('opened')(moment),
      ({ input }) =>
        input.type === 'observed' && (input.slot === 'ours' || input.merchantOrders.some(isOfOurCollector)),
    );
  });

  test('the exception is the first that applies', () => {
    always(({ after }) => {
      const paid = paidMinor(after);
      const refunded = refundedMinor(after);
      const applies = [
        ['needs_review', reviewReasons(after).length > 0],
        ['refunded', refunded > 0 && refunded === paid],
        ['partially_refunded', refunded > 0 && refunded < paid],
        ['paid_late', after.paidLate],
        ['paid_over', paid > after.totalMinor],
        ['paid_partial', paid > 0 && paid < after.totalMinor],
        ['none', true],
      ] as const;
      return exceptionOf(after) === applies.find(([, does]) => does)?.[0];
    });
  });

  test('every payment is one that the database keeps: what counts is its amount in the currency of the order', () => {
    always(({ after }) =>
      after.payments.every(
        ({ countedMinor, amountMinor, currencyId }) =>
          countedMinor === 0 || (amountMinor === countedMinor && currencyId === after.currencyId),
      ),
    );
  });
});

describe('the same reads', () => {
  const begins: readonly (readonly OrderInput[])[] = [
    [],
    [{ type: 'publish_confirmed', qrData: null, providerOrderId: null }],
    [{ type: 'publish_refused', code: null, message: null }],
    [{ type: 'publish_confirmed', qrData: null, providerOrderId: null }, { type: 'cancel_confirmed' }],
    [
      { type: 'publish_confirmed', qrData: null, providerOrderId: null },
      { type: 'time_passed', lookedAt: at(700) },
    ],
  ];

  /** What an order comes to, without when each part of it was learnt. */
  function bookOf(order: OrderState) {
    return {
      payments: order.payments,
      merchantOrders: order.merchantOrders,
      status: order.status,
      paidLate: order.paidLate,
      paid: paidMinor(order),
      refunded: refundedMinor(order),
      exception: exceptionOf(order),
    };
  }

  function settle(world: World, all: readonly OrderInput[]): OrderState {
    return all.reduce((order, input) => decide(order, input, at(700)).order, begin(createdWith(world.totalMinor)));
  }

  test('end alike in any order, however often each arrives', () => {
    // An empty slot is left out: that is news of one moment, and looks of one order are taken one after the other.
    const cases = worlds.chain((world) => {
      const read = fc.oneof(looks(world, ['unread', 'ours']), paymentReads(world));
      return fc.array(read, { minLength: 1, maxLength: 6 }).chain((reads) =>
        fc.record({
          world: fc.constant(world),
          begun: fc.constantFrom(...begins),
          once: fc.constant(reads),
          shuffled: fc.shuffledSubarray(
            reads.flatMap((each) => [each, each]),
            { minLength: reads.length * 2, maxLength: reads.length * 2 },
          ),
        }),
      );
    });
    fc.assert(
      fc.property(cases, ({ world, begun, once, shuffled }) => {
        const a = settle(world, [...begun, ...once]);
        const b = settle(world, [...begun, ...shuffled]);
        expect(bookOf(b)).toEqual(bookOf(a));
      }),
      { numRuns: 1_500 },
    );
  });

  test('agree with accounts kept by somebody else: paid, refunded and exception', () => {
    const cases = worlds.chain((world) =>
      fc.record({
        world: fc.constant(world),
        hadEnded: fc.boolean(),
        reads: fc.array(looks(world, ['unread']), { maxLength: 4 }),
      }),
    );
    const tally = new Map<string, number>();
    fc.assert(
      fc.property(cases, ({ world, hadEnded, reads }) => {
        const last: OrderInput = {
          type: 'observed',
          source: 'sweep',
          slot: 'unread',
          merchantOrders: lastReadOf(world),
        };
        const all = [...reads, last];
        const opened: OrderInput = { type: 'publish_confirmed', qrData: null, providerOrderId: null };
        const order = settle(world, [opened, ...(hadEnded ? [{ type: 'cancel_confirmed' } as const] : []), ...all]);
        const rows = all.flatMap((input): readonly ObservedMerchantOrder[] =>
          input.type === 'observed' ? input.merchantOrders : [],
        );
        const expected = accountsOf(rows.filter(isOfThisSale), {
          totalMinor: world.totalMinor,
          currencyId: 'ARS',
          collectorId,
          hadEnded,
        });
        tally.set(expected.exception, (tally.get(expected.exception) ?? 0) + 1);
        expect({ paid: paidMinor(order), refunded: refundedMinor(order), exception: exceptionOf(order) }).toEqual(
          expected,
        );
      }),
      { numRuns: 3_000, seed: 20260301 },
    );
    // Accounts that were never odd would prove nothing.
    for (const exception of orderExceptions) expect(tally.get(exception) ?? 0, exception).toBeGreaterThan(20);
  });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !(value instanceof Date) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
