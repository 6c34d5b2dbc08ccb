import { describe, expect, test } from 'vitest';
import { tellHistory } from '@/app/(dashboard)/orders/[orderId]/history-entries';
import type { OrderEventRow } from '@/db/orders';
import type { OrderEvent } from '@/lib/domain/order-state';
import type { KnownPayment } from '@/lib/domain/payment-state';

const at = '2026-11-20T17:21:00.000Z';

function history(...events: OrderEvent[]): OrderEventRow[] {
  return events.map((event, index) => ({
    sequence: index + 1,
    event,
    source: 'sweep',
    personName: null,
    at: new Date(at),
  }));
}

const approved: KnownPayment = {
  paymentId: '92771204518',
  merchantOrderId: '30118842017',
  status: 'approved',
  statusDetail: 'accredited',
  currencyId: 'ARS',
  amountMinor: 1_845_000,
  refundedMinor: 0,
  methodId: null,
  approvedAt: at,
  lastModifiedAt: at,
  countedMinor: 1_845_000,
  mismatch: null,
};
const seen = (payment: KnownPayment): OrderEvent => ({ type: 'payment_observed', payment });
const published: OrderEvent = { type: 'published', at, qrData: null, providerOrderId: null };

describe('an order’s history', () => {
  test('is told newest first', () => {
    const { entries } = tellHistory(
      history(published, seen(approved), { type: 'closed', at, by: 'sweep', late: false }),
    );
    expect(entries.map(({ fact }) => fact.kind)).toEqual(['closed', 'payment', 'published']);
  });

  test('tells a payment again only when its state changed', () => {
    const rejected = { ...approved, status: 'rejected', countedMinor: 0 } as const;
    const later = { ...approved, lastModifiedAt: '2026-11-20T17:22:00.000Z', methodId: 'visa' };
    const { entries, noise } = tellHistory(history(seen(rejected), seen(approved), seen(later)));
    expect(entries.map(({ fact }) => fact.kind === 'payment' && fact.payment.status)).toEqual(['approved', 'rejected']);
    expect(noise.map(({ sequence }) => sequence)).toEqual([3]);
  });

  test('tells each refund with what that one gave back', () => {
    const first = { ...approved, refundedMinor: 420_000 };
    const all = { ...approved, status: 'refunded', refundedMinor: 1_845_000 } as const;
    const { entries } = tellHistory(history(seen(approved), seen(first), seen(all)));
    expect(entries.map(({ fact }) => (fact.kind === 'refund' ? fact.amountMinor : fact.kind))).toEqual([
      1_425_000,
      420_000,
      'payment',
    ]);
  });

  test('folds what only machines care about, and loses nothing', () => {
    const events = history(
      { type: 'publication_unknown', reason: 'timeout' },
      published,
      { ...published, qrData: '000201' },
      {
        type: 'merchant_order_observed',
        merchantOrder: { merchantOrderId: '30118842017', status: 'opened', hasForeignCollector: false },
      },
    );
    const { entries, noise } = tellHistory(events);
    expect(noise.map(({ sequence }) => sequence)).toEqual([4, 3, 1]);
    expect(entries.length + noise.length).toBe(events.length);
  });
});
