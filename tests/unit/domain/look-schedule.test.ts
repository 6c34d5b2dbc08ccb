import { describe, expect, test } from 'vitest';
import { nextLookAt } from '@/lib/domain/look-schedule';
import type { PaymentStatus } from '@/lib/domain/merchant-order';
import { begin, decide, type OrderInput, type OrderState } from '@/lib/domain/order-state';
import { at, collectorId, createdAt, createdWith, externalReference } from './order-worlds';

const confirmed: OrderInput = { type: 'publish_confirmed', qrData: null, providerOrderId: null };
const draft = begin(createdWith(100));
const opened = decide(draft, confirmed, at(1)).order;
const canceled = decide(opened, { type: 'cancel_confirmed' }, at(100)).order;
const expired = decide(opened, { type: 'time_passed', lookedAt: at(600) }, at(601)).order;

type Known = { readonly watchedUntil?: number; readonly lookedAt?: number };

/** Seconds until the next look at an order, seen at a second of its life; null when there is none. */
function waitAt(order: OrderState, second: number, { watchedUntil, lookedAt }: Known = {}): number | null {
  const next = nextLookAt(order, at(second), {
    watchedUntil: watchedUntil === undefined ? null : at(watchedUntil),
    lookedAt: lookedAt === undefined ? null : at(lookedAt),
  });
  return next === null ? null : (next.getTime() - at(second).getTime()) / 1000;
}

/** The seconds at which an order is looked at from then on, when every look is answered at once. */
function looksFrom(order: OrderState, second: number): number[] {
  const looks: number[] = [];
  let lookedAt = second;
  for (let wait = waitAt(order, lookedAt); wait !== null; wait = waitAt(order, lookedAt, { lookedAt })) {
    lookedAt += wait;
    looks.push(lookedAt);
  }
  return looks;
}

const HOUR = 3600;
/** Ten minutes until it expires, two more in which a buyer may be on the last screen. */
const REST = 720;

describe('while an order can be paid', () => {
  test('an opened one is looked at every fifteen seconds, until two minutes after it expires', () => {
    expect([1, 300, 599, 600, 660, 719.999].map((second) => waitAt(opened, second))).toEqual([15, 15, 15, 15, 15, 15]);
  });

  test('every three while a till shows it', () => {
    expect(waitAt(opened, 300, { watchedUntil: 310 })).toBe(3);
    expect(waitAt(opened, 310, { watchedUntil: 310 })).toBe(15);
    expect(waitAt(opened, 320, { watchedUntil: 310 })).toBe(15);
  });

  test('every three while nobody knows whether it was published', () => {
    expect(waitAt(draft, 5)).toBe(3);
    expect(waitAt(decide(draft, { type: 'publish_unknown', reason: 'timeout' }, at(4)).order, 5)).toBe(3);
  });
});

describe('once it cannot', () => {
  test('the looks grow rarer: after 1, 5, 15 minutes, then on the hour up to 97 hours, and never again', () => {
    const looks = looksFrom(expired, REST).map((second) => second - REST);
    const hourly = Array.from({ length: 97 }, (_, hour) => (hour + 1) * HOUR);
    expect(looks).toEqual([60, 300, 900, ...hourly]);
    expect(waitAt(expired, REST + 97 * HOUR)).toBeNull();
    expect(waitAt(expired, REST + 1_000 * HOUR)).toBeNull();
  });

  test('a look that came late takes up the schedule where it stands', () => {
    expect(waitAt(expired, REST + 61)).toBe(239);
    expect(waitAt(expired, REST + 900)).toBe(HOUR - 900);
    expect(waitAt(expired, REST + 3 * HOUR + 5)).toBe(HOUR - 5);
    expect(waitAt(expired, REST + 97 * HOUR - 1)).toBe(1);
  });

  test('the rest is counted from when it ended, if that was before it would have expired', () => {
    expect(waitAt(canceled, 101)).toBe(15);
    expect(waitAt(canceled, 219)).toBe(15);
    expect(waitAt(canceled, 220)).toBe(60);
  });

  test('one that could not be settled holds its till: every half minute for an hour, then every five, for ever', () => {
    for (const order of [draft, opened]) {
      expect([REST, REST + HOUR - 1].map((second) => waitAt(order, second))).toEqual([30, 30]);
      expect([REST + HOUR, REST + 1_000 * HOUR].map((second) => waitAt(order, second))).toEqual([300, 300]);
    }
  });

  test('the next look is always ahead', () => {
    for (let second = 0; second < 98 * HOUR; second += 1777) {
      for (const order of [draft, opened, canceled, expired]) {
        const wait = waitAt(order, second);
        expect(wait === null || wait > 0).toBe(true);
      }
    }
  });
});

describe('once it is paid', () => {
  /** An order with payments in these statuses, of 100 each, as a look at that second read it. */
  const paidWith = (statuses: readonly PaymentStatus[], second: number, { from = opened } = {}) => {
    const payments = statuses.map((status, place) => ({
      paymentId: String(place),
      merchantOrderId: '1',
      status,
      statusDetail: null,
      currencyId: 'ARS',
      amountMinor: 100,
      refundedMinor: 0,
      methodId: null,
      approvedAt: null,
      lastModifiedAt: at(second),
    }));
    const merchantOrder = {
      merchantOrderId: '1',
      status: 'closed',
      externalReference,
      collectorId,
      totalMinor: 100,
      createdAt,
      lastUpdatedAt: null,
      payments,
    } as const;
    const input = { type: 'observed', source: 'sweep', slot: 'unread', merchantOrders: [merchantOrder] } as const;
    return decide(from, input, at(second)).order;
  };

  test('somebody may have it on a phone as well: after 1 and 5 minutes, and once nobody can pay it any more', () => {
    const paid = paidWith(['approved'], 60);
    expect(paid.status).toBe('closed');
    expect(looksFrom(paid, 60)).toEqual([120, 360, 60 + 15 * 60]);
  });

  test('the last of them waits for the expiry of an order that lives longer', () => {
    const long = { ...opened, expiresAt: at(24 * HOUR) };
    expect(looksFrom(paidWith(['approved'], 60, { from: long }), 60)).toEqual([120, 360, 24 * HOUR + 120]);
  });

  test('one that closed after its end is looked at as any other', () => {
    expect(looksFrom(paidWith(['approved'], 5 * HOUR, { from: expired }), 5 * HOUR)).toEqual(
      [60, 300, 900].map((after) => 5 * HOUR + after),
    );
  });

  test('a till that shows it brings no look forward', () => {
    expect(waitAt(paidWith(['approved'], 60), 61, { watchedUntil: 100, lookedAt: 60 })).toBe(59);
  });

  test('what was not answered is asked again, ever more rarely, and not for ever', () => {
    const paid = paidWith(['approved'], 60);
    expect(waitAt(paid, 121, { lookedAt: 60 })).toBe(60.25);
    expect(waitAt(paid, 361, { lookedAt: 119 })).toBe(60 + 241 / 4);
    // Whatever was missed is made up for by one look.
    expect(waitAt(paid, 2_000, { lookedAt: 1_990 })).toBeNull();
    let looks = 0;
    let second = 60;
    for (let wait = waitAt(paid, second); wait !== null; wait = waitAt(paid, second)) {
      second += wait;
      looks += 1;
    }
    expect(looks).toBeLessThan(50);
    expect(second).toBeGreaterThan(97 * HOUR);
  });

  test('a payment that is being reviewed is waited for, as long as Mercado Pago could tell of it', () => {
    const waiting = paidWith(['approved', 'in_process'], 60);
    const looks = looksFrom(waiting, 60).map((second) => second - 960);
    expect(looks.slice(0, 7)).toEqual([-840, -600, 0, 60, 300, 900, HOUR]);
    expect(looks.at(-1)).toBe(97 * HOUR);
    expect(looksFrom(paidWith(['approved', 'rejected'], 61, { from: waiting }), 61)).toEqual([120, 360, 960]);
  });
});

describe('there is nothing to look for', () => {
  test('when Mercado Pago certainly never had it', () => {
    const refused = decide(draft, { type: 'publish_refused', code: null, message: null }, at(1)).order;
    const notSent = decide(draft, { type: 'publish_not_sent', message: null }, at(1)).order;
    expect(waitAt(refused, 2)).toBeNull();
    expect(waitAt(notSent, 2)).toBeNull();
  });

  test('but one that was only not found may still turn out to be paid', () => {
    const lost = decide(draft, { type: 'observed', source: 'sweep', slot: 'absent', merchantOrders: [] }, at(30)).order;
    expect(lost.publication).toBe('not_found');
    expect(waitAt(lost, 31)).toBe(15);
    expect(waitAt(lost, 150)).toBe(60);
  });
});
