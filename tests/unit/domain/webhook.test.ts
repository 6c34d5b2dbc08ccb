import { describe, expect, test } from 'vitest';
import { begin, decide, decideAll, type OrderInput } from '@/lib/domain/order-state';
import { isLost, newsOf, pauseAfter } from '@/lib/domain/webhook';

const now = new Date('2026-11-21T12:00:00Z');
const created = {
  type: 'created',
  currencyId: 'ARS',
  totalMinor: 32_000,
  collectorId: '1',
  externalReference: 'Bill-1',
  createdAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + 600_000).toISOString(),
} as const;
const opened = decide(begin(created), { type: 'publish_confirmed', qrData: null, providerOrderId: null }, now).order;

describe('news', () => {
  const typesOf = (order: typeof opened | null, inputs: readonly OrderInput[]) =>
    newsOf(order, decideAll(order ?? begin(created), inputs, now).events).map(({ type, place }) => `${place} ${type}`);

  test('an order begins, opens, and says nothing of what changed nothing', () => {
    expect(newsOf(null, [created])).toEqual([{ type: 'order.created', place: 0, refundId: null }]);
    expect(typesOf(begin(created), [{ type: 'publish_confirmed', qrData: null, providerOrderId: null }])).toEqual([
      '0 order.opened',
    ]);
    expect(typesOf(begin(created), [{ type: 'publish_unknown', reason: 'timeout' }])).toEqual([]);
    expect(typesOf(opened, [{ type: 'cancel_requested' }])).toEqual([]);
    expect(typesOf(opened, [{ type: 'cancel_requested' }, { type: 'cancel_confirmed' }])).toEqual(['1 order.canceled']);
  });

  test('an exception is news only when nothing else tells it', () => {
    const foreign = {
      merchantOrderId: '9',
      externalReference: 'Bill-1',
      collectorId: '2',
      status: 'opened',
      createdAt: now,
      lastUpdatedAt: null,
      totalMinor: 32_000,
      payments: [],
    } as const;
    const look = { type: 'observed', source: 'sweep', slot: 'ours', merchantOrders: [foreign] } as const;
    expect(typesOf(opened, [look])).toEqual(['0 order.exception_changed']);
    expect(typesOf(decide(opened, look, now).order, [look])).toEqual([]);
  });

  test('a refund is named with each of its news', () => {
    const refund = { type: 'refund_declined', refundId: 'r1', amountMinor: 5 } as const;
    expect(typesOf(opened, [{ type: 'refund_noted', event: refund }])).toEqual(['0 refund.updated']);
    expect(newsOf(opened, [refund])).toEqual([{ type: 'refund.updated', place: 0, refundId: 'r1' }]);
  });
});

describe('pauses', () => {
  test('grow from seconds to hours and go on for more than three days, then it is given up', () => {
    const pauses = Array.from({ length: 16 }, (_, failures) =>
      pauseAfter(failures + 1, { random: 0.5, retryAfterS: null }),
    );
    expect(pauses.at(-1)).toBeNull();
    const seconds = pauses.flatMap((pause) => pause ?? []);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(seconds[0]).toBeLessThanOrEqual(10);
    expect(seconds.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3 * 86_400);
  });

  test('are spread by a fifth, never shorter than what was asked for, never longer than a day', () => {
    expect(pauseAfter(1, { random: 0, retryAfterS: null })).toBe(4);
    expect(pauseAfter(1, { random: 1, retryAfterS: null })).toBeCloseTo(6);
    expect(pauseAfter(1, { random: 1, retryAfterS: 600 })).toBe(600);
    expect(pauseAfter(1, { random: 1, retryAfterS: 1e9 })).toBe(86_400);
  });

  test('an endpoint is lost only after days and many failures', () => {
    const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
    expect(isLost({ since: daysAgo(5), times: 12 }, now)).toBe(true);
    expect(isLost({ since: daysAgo(5), times: 11 }, now)).toBe(false);
    expect(isLost({ since: daysAgo(3), times: 500 }, now)).toBe(false);
  });
});
