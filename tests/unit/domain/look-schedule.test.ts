import { describe, expect, test } from 'vitest';
import { nextLookAt } from '@/lib/domain/look-schedule';
import { begin, decide, type OrderInput, type OrderState } from '@/lib/domain/order-state';
import { at, collectorId, createdAt, createdWith, externalReference } from './order-worlds';

const confirmed: OrderInput = { type: 'publish_confirmed', qrData: null, providerOrderId: null };
const draft = begin(createdWith(100));
const opened = decide(draft, confirmed, at(1)).order;
const canceled = decide(opened, { type: 'cancel_confirmed' }, at(100)).order;
const expired = decide(opened, { type: 'time_passed', lookedAt: at(600) }, at(601)).order;

/** Seconds until the next look at an order, seen at a second of its life; null when there is none. */
function waitAt(order: OrderState, second: number, watchedUntilSecond: number | null = null): number | null {
  const next = nextLookAt(order, at(second), watchedUntilSecond === null ? null : at(watchedUntilSecond));
  return next === null ? null : (next.getTime() - at(second).getTime()) / 1000;
}

const HOUR = 3600;
/** Ten minutes until it expires, two more in which a buyer may be on the last screen. */
const REST = 720;

describe('while an order can be paid', () => {
  test('an opened one is looked at every fifteen seconds, until two minutes after it expires', () => {
    expect([1, 300, 599, 600, 660, 719.999].map((second) => waitAt(opened, second))).toEqual([15, 15, 15, 15, 15, 15]);
  });

  test('every three while a till shows it', () => {
    expect(waitAt(opened, 300, 310)).toBe(3);
    expect(waitAt(opened, 310, 310)).toBe(15);
    expect(waitAt(opened, 320, 310)).toBe(15);
  });

  test('every three while nobody knows whether it was published', () => {
    expect(waitAt(draft, 5)).toBe(3);
    expect(waitAt(decide(draft, { type: 'publish_unknown', reason: 'timeout' }, at(4)).order, 5)).toBe(3);
  });
});

describe('once it cannot', () => {
  test('the looks grow rarer: after 1, 5, 15 minutes, then on the hour up to 97 hours, and never again', () => {
    const looks: number[] = [];
    let second = REST;
    for (let wait = waitAt(expired, second); wait !== null; wait = waitAt(expired, second)) {
      second += wait;
      looks.push(second - REST);
    }
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

describe('there is nothing to look for', () => {
  test('once it is paid', () => {
    const paid = decide(
      opened,
      {
        type: 'observed',
        source: 'sweep',
        slot: 'unread',
        merchantOrders: [
          {
            merchantOrderId: '1',
            status: 'closed',
            externalReference,
            collectorId,
            totalMinor: 100,
            createdAt,
            lastUpdatedAt: null,
            payments: [
              {
                paymentId: '1',
                merchantOrderId: '1',
                status: 'approved',
                statusDetail: null,
                currencyId: 'ARS',
                amountMinor: 100,
                refundedMinor: 0,
                methodId: null,
                approvedAt: null,
                lastModifiedAt: null,
              },
            ],
          },
        ],
      },
      at(60),
    ).order;
    expect(paid.status).toBe('closed');
    expect(waitAt(paid, 61, 100)).toBeNull();
  });

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
