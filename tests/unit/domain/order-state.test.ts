import { describe, expect, test } from 'vitest';
import type { ObservedMerchantOrder, ObservedPayment } from '@/lib/domain/merchant-order';
import {
  begin,
  decide,
  exceptionOf,
  type OrderInput,
  type OrderState,
  paidMinor,
  paymentsWithoutMethod,
  refundedMinor,
  replay,
  reviewReasons,
} from '@/lib/domain/order-state';
import { at, collectorId, createdWith, externalReference } from './order-worlds';

const TOTAL = 32_000;
const confirmed: OrderInput = { type: 'publish_confirmed', qrData: null, providerOrderId: null };

function payment(paymentId: string, change: Partial<ObservedPayment> = {}): ObservedPayment {
  return {
    paymentId,
    merchantOrderId: '7001',
    status: 'approved',
    statusDetail: 'accredited',
    currencyId: 'ARS',
    amountMinor: TOTAL,
    refundedMinor: 0,
    methodId: 'account_money',
    approvedAt: at(60),
    lastModifiedAt: at(60),
    ...change,
  };
}

function scan(
  payments: readonly ObservedPayment[],
  change: Partial<ObservedMerchantOrder> = {},
): ObservedMerchantOrder {
  return {
    merchantOrderId: '7001',
    status: 'opened',
    externalReference,
    collectorId,
    totalMinor: TOTAL,
    createdAt: at(20),
    lastUpdatedAt: at(60),
    payments,
    ...change,
  };
}

function look(
  merchantOrders: readonly ObservedMerchantOrder[],
  slot: 'ours' | 'absent' | 'unread' = 'unread',
): OrderInput {
  return { type: 'observed', source: 'sweep', merchantOrders, slot };
}

/** The order after these inputs, each with the second at which it happens. */
function orderAfter(...happenings: readonly (readonly [number, OrderInput])[]): OrderState {
  return happenings.reduce(
    (order, [second, input]) => decide(order, input, at(second)).order,
    begin(createdWith(TOTAL)),
  );
}

function figures(order: OrderState) {
  return {
    status: order.status,
    exception: exceptionOf(order),
    paid: paidMinor(order),
    refunded: refundedMinor(order),
  };
}

const closed = { status: 'closed', exception: 'none', paid: TOTAL, refunded: 0 };

describe('money', () => {
  test('a rejected attempt leaves the order waiting, and the approved one after it closes it', () => {
    const rejected = payment('1', { status: 'rejected', statusDetail: 'cc_rejected_other_reason', approvedAt: null });
    const waiting = orderAfter([1, confirmed], [30, look([scan([rejected])])]);
    expect(figures(waiting)).toEqual({ status: 'opened', exception: 'none', paid: 0, refunded: 0 });
    const order = orderAfter(
      [1, confirmed],
      [30, look([scan([rejected])])],
      [61, look([scan([rejected, payment('2')])])],
    );
    expect(figures(order)).toEqual(closed);
    expect(order).toMatchObject({ closedBy: 'sweep', closedAt: at(61), paidLate: false });
    expect(order.payments.map(({ status }) => status)).toEqual(['rejected', 'approved']);
  });

  test('two people scan and one pays: the other scan stays open and does not matter', () => {
    const other = scan([], { merchantOrderId: '7002' });
    expect(
      figures(orderAfter([1, confirmed], [60, look([scan([payment('1')], { status: 'closed' }), other])])),
    ).toEqual(closed);
  });

  test('two scans that are both paid are one sale, paid over', () => {
    const second = scan([payment('2', { merchantOrderId: '7002' })], { merchantOrderId: '7002' });
    const order = orderAfter(
      [1, confirmed],
      [60, look([scan([payment('1')])])],
      [70, look([scan([payment('1')]), second])],
    );
    expect(figures(order)).toEqual({ status: 'closed', exception: 'paid_over', paid: 2 * TOTAL, refunded: 0 });
  });

  test('a split payment closes the order when its parts cover the total, not before', () => {
    const part = payment('1', { amountMinor: 20_000 });
    const rest = payment('2', { amountMinor: 12_000 });
    expect(figures(orderAfter([1, confirmed], [60, look([scan([part])])]))).toEqual({
      status: 'opened',
      exception: 'paid_partial',
      paid: 20_000,
      refunded: 0,
    });
    expect(figures(orderAfter([1, confirmed], [60, look([scan([part])])], [90, look([scan([part, rest])])]))).toEqual(
      closed,
    );
  });

  test('parts of two scans cover the total together', () => {
    const order = orderAfter(
      [1, confirmed],
      [
        60,
        look([
          scan([payment('1', { amountMinor: 20_000 })]),
          scan([payment('2', { amountMinor: 12_000, merchantOrderId: '7002' })], { merchantOrderId: '7002' }),
        ]),
      ],
    );
    expect(figures(order)).toEqual(closed);
  });

  test('one cent too little does not close it, one cent too much is paid over', () => {
    expect(figures(orderAfter([1, confirmed], [60, look([scan([payment('1', { amountMinor: TOTAL - 1 })])])]))).toEqual(
      {
        status: 'opened',
        exception: 'paid_partial',
        paid: TOTAL - 1,
        refunded: 0,
      },
    );
    expect(figures(orderAfter([1, confirmed], [60, look([scan([payment('1', { amountMinor: TOTAL + 1 })])])]))).toEqual(
      {
        status: 'closed',
        exception: 'paid_over',
        paid: TOTAL + 1,
        refunded: 0,
      },
    );
  });

  test('a merchant order that is closed without enough money is for a person', () => {
    const order = orderAfter(
      [1, confirmed],
      [60, look([scan([payment('1', { amountMinor: 100 })], { status: 'closed' })])],
    );
    expect(order.status).toBe('opened');
    expect(reviewReasons(order)).toEqual(['closed_without_enough_money']);
  });

  test('money in another currency, for somebody else or unreadable never closes an order and is for a person', () => {
    const odd: readonly [ObservedMerchantOrder, string][] = [
      [scan([payment('1', { currencyId: 'USD' })]), 'other_currency'],
      [scan([payment('1', { amountMinor: null })]), 'unreadable_amount'],
      [scan([payment('1')], { collectorId: '999' }), 'other_collector'],
    ];
    for (const [row, reason] of odd) {
      const order = orderAfter([1, confirmed], [60, look([row])]);
      expect(figures(order)).toEqual({ status: 'opened', exception: 'needs_review', paid: 0, refunded: 0 });
      expect(reviewReasons(order)).toEqual([reason]);
    }
  });

  test('one read that names another collector is never forgotten, whichever came first', () => {
    const [own, foreign] = [scan([]), scan([], { collectorId: '999' })];
    for (const reads of [
      [own, foreign],
      [foreign, own],
    ]) {
      const order = orderAfter([1, confirmed], ...reads.map((row) => [30, look([row])] as const));
      expect(order.merchantOrders).toMatchObject([{ merchantOrderId: '7001', hasForeignCollector: true }]);
      expect(reviewReasons(order)).toEqual(['other_collector']);
    }
  });

  test('payments decide, and another total on the merchant order is never forgotten, whichever came first', () => {
    const money = [payment('1')];
    const [same, other, unreadable] = [TOTAL, TOTAL - 1, null].map((totalMinor) => scan(money, { totalMinor }));
    if (!same || !other || !unreadable) throw new Error('there are three');
    for (const reads of [
      [same, other, unreadable],
      [other, unreadable, same],
    ]) {
      const order = orderAfter([1, confirmed], ...reads.map((row) => [60, look([row])] as const));
      expect(figures(order)).toEqual({ status: 'closed', exception: 'needs_review', paid: TOTAL, refunded: 0 });
      expect(reviewReasons(order)).toEqual(['other_total']);
    }
    expect(reviewReasons(orderAfter([1, confirmed], [60, look([same, unreadable])]))).toEqual([]);
  });

  test('a history from before totals were compared still rebuilds its order', () => {
    const merchantOrder = { merchantOrderId: '7001', status: 'opened', hasForeignCollector: false } as const;
    const order = replay([createdWith(TOTAL), { type: 'merchant_order_observed', merchantOrder }]);
    expect(order.merchantOrders).toEqual([{ ...merchantOrder, otherTotalMinor: null }]);
  });

  test('how it was paid is learnt once, of money that counts, and changes nothing else', () => {
    const learn = (paymentId: string, methodId: string): OrderInput => ({ type: 'method_learnt', paymentId, methodId });
    const paid = orderAfter([1, confirmed], [60, look([scan([payment('1', { methodId: null })])])]);
    expect(paymentsWithoutMethod(paid).map(({ paymentId }) => paymentId)).toEqual(['1']);
    const { order, events } = decide(paid, learn('1', 'visa'), new Date(at(70)));
    expect(events).toMatchObject([{ type: 'payment_observed', payment: { methodId: 'visa' } }]);
    const [known] = paid.payments;
    expect(order).toEqual({ ...paid, version: paid.version + 1, payments: [{ ...known, methodId: 'visa' }] });
    for (const again of [learn('1', 'master'), learn('2', 'visa')])
      expect(decide(order, again, new Date(at(80))).events).toEqual([]);
    const seenAgain = look([scan([payment('1', { methodId: null, lastModifiedAt: at(90) })])]);
    expect(decide(order, seenAgain, new Date(at(95))).order.payments).toMatchObject([{ methodId: 'visa' }]);
  });

  test('a dispute is for a person, and leaves the order closed', () => {
    const order = orderAfter(
      [1, confirmed],
      [60, look([scan([payment('1')])])],
      [900, look([scan([payment('1', { status: 'charged_back', lastModifiedAt: at(800) })])])],
    );
    expect(figures(order)).toEqual({ status: 'closed', exception: 'needs_review', paid: TOTAL, refunded: 0 });
    expect(reviewReasons(order)).toEqual(['charged_back']);
  });

  test('a notification of an earlier state after closing changes nothing', () => {
    const order = orderAfter([1, confirmed], [60, look([scan([payment('1')], { status: 'closed' })])]);
    const stale = scan([payment('1', { status: 'in_process', approvedAt: null, lastModifiedAt: at(50) })]);
    expect(decide(order, look([stale]), at(70)).events).toEqual([]);
  });
});

describe('refunds', () => {
  test('a part given back and then the rest', () => {
    const partly = payment('1', { refundedMinor: 10_000, lastModifiedAt: at(300) });
    const wholly = payment('1', { status: 'refunded', refundedMinor: TOTAL, lastModifiedAt: at(400) });
    const paid: [number, OrderInput] = [60, look([scan([payment('1')])])];
    const reread: [number, OrderInput] = [300, { type: 'payments_observed', source: 'check', payments: [partly] }];
    expect(figures(orderAfter([1, confirmed], paid, reread))).toEqual({
      status: 'closed',
      exception: 'partially_refunded',
      paid: TOTAL,
      refunded: 10_000,
    });
    expect(figures(orderAfter([1, confirmed], paid, reread, [400, look([scan([wholly])])]))).toEqual({
      status: 'closed',
      exception: 'refunded',
      paid: TOTAL,
      refunded: TOTAL,
    });
  });

  test('a payment that was refunded before anybody saw it closes the order as refunded', () => {
    const order = orderAfter(
      [1, confirmed],
      [60, look([scan([payment('1', { status: 'refunded', refundedMinor: TOTAL })])])],
    );
    expect(figures(order)).toEqual({ status: 'closed', exception: 'refunded', paid: TOTAL, refunded: TOTAL });
  });

  test('of a sale paid twice, giving one payment back is a part', () => {
    const both = scan([payment('1'), payment('2', { status: 'refunded', lastModifiedAt: at(90) })]);
    expect(figures(orderAfter([1, confirmed], [100, look([both])]))).toEqual({
      status: 'closed',
      exception: 'partially_refunded',
      paid: 2 * TOTAL,
      refunded: TOTAL,
    });
  });
});

describe('late money', () => {
  const endings: readonly [string, readonly (readonly [number, OrderInput])[]][] = [
    [
      'canceled',
      [
        [1, confirmed],
        [5, { type: 'cancel_requested' }],
        [6, { type: 'cancel_confirmed' }],
      ],
    ],
    [
      'expired',
      [
        [1, confirmed],
        [700, { type: 'time_passed', lookedAt: at(650) }],
      ],
    ],
    ['failed', [[1, { type: 'publish_refused', code: 'x', message: null }]]],
  ];

  test.each(endings)('closes an order that was %s, and is called late', (status, happened) => {
    expect(orderAfter(...happened).status).toBe(status);
    const order = orderAfter(...happened, [3600, look([scan([payment('1')])])]);
    expect(figures(order)).toEqual({ status: 'closed', exception: 'paid_late', paid: TOTAL, refunded: 0 });
    expect(order.endedAt).toEqual(orderAfter(...happened).endedAt);
  });

  test.each(endings)('that does not cover the total leaves it %s', (status, happened) => {
    const order = orderAfter(...happened, [3600, look([scan([payment('1', { amountMinor: 1 })])])]);
    expect(figures(order)).toEqual({ status, exception: 'paid_partial', paid: 1, refunded: 0 });
  });

  test('too much of it is still called late first', () => {
    const happened = endings[0]?.[1] ?? [];
    expect(exceptionOf(orderAfter(...happened, [3600, look([scan([payment('1', { amountMinor: 2 * TOTAL })])])]))).toBe(
      'paid_late',
    );
  });
});

describe('publication', () => {
  const unknown: OrderInput = { type: 'publish_unknown', reason: 'timeout' };

  test('a confirmed one opens the order with what the answer told', () => {
    const order = orderAfter([1, { type: 'publish_confirmed', qrData: 'QR', providerOrderId: 'ORD01' }]);
    expect(order).toMatchObject({ status: 'opened', qrData: 'QR', providerOrderId: 'ORD01', openedAt: at(1) });
  });

  test('a refused one and one that was not sent fail the order', () => {
    expect(orderAfter([1, { type: 'publish_refused', code: 'pos_not_found', message: null }])).toMatchObject({
      status: 'failed',
      publication: 'refused',
      endedAt: at(1),
    });
    expect(orderAfter([1, { type: 'publish_not_sent', message: null }]).publication).toBe('not_sent');
  });

  test('one without an answer leaves a draft until somebody sees it', () => {
    expect(orderAfter([4, unknown])).toMatchObject({ status: 'draft', publication: 'unknown' });
    expect(orderAfter([4, unknown], [10, look([], 'ours')])).toMatchObject({
      status: 'opened',
      publication: 'confirmed',
    });
    expect(orderAfter([4, unknown], [10, look([scan([])])])).toMatchObject({
      status: 'opened',
      publication: 'confirmed',
    });
    expect(orderAfter([4, unknown], [10, look([], 'unread')]).status).toBe('draft');
  });

  test('one that nobody confirmed and that is not there counts as never made after thirty seconds, not before', () => {
    expect(orderAfter([4, unknown], [29.999, look([], 'absent')]).status).toBe('draft');
    expect(orderAfter([4, unknown], [30, look([], 'absent')])).toMatchObject({
      status: 'failed',
      publication: 'not_found',
    });
    expect(orderAfter([30, look([], 'absent')])).toMatchObject({ status: 'failed', publication: 'not_found' });
  });

  test('an empty slot of an opened order means nothing: it is empty after a payment too', () => {
    expect(orderAfter([1, confirmed], [500, look([], 'absent')]).status).toBe('opened');
  });

  test('money closes a draft, which had been published then', () => {
    const { order, events } = decide(begin(createdWith(TOTAL)), look([scan([payment('1')])]), at(60));
    expect(figures(order)).toEqual(closed);
    expect(order).toMatchObject({ openedAt: at(60), publication: 'confirmed', paidLate: false });
    expect(events.map(({ type }) => type)).toEqual([
      'published',
      'merchant_order_observed',
      'payment_observed',
      'closed',
    ]);
  });

  test('payments that were read by themselves close a draft too', () => {
    const order = orderAfter([60, { type: 'payments_observed', source: 'notification', payments: [payment('1')] }]);
    expect(figures(order)).toEqual(closed);
    expect(order.openedAt).toEqual(at(60));
  });

  test('an answer that comes after the buyer scanned still tells the text of the QR and their id', () => {
    const answer: OrderInput = { type: 'publish_confirmed', qrData: 'QR', providerOrderId: 'ORD01' };
    const order = orderAfter([3, look([scan([])])], [4, answer]);
    expect(order).toMatchObject({ status: 'opened', openedAt: at(3), qrData: 'QR', providerOrderId: 'ORD01' });
    const paid = orderAfter([3, look([scan([payment('1')])])], [4, answer]);
    expect(paid).toMatchObject({ status: 'closed', openedAt: at(3), closedAt: at(3), providerOrderId: 'ORD01' });
    expect(decide(order, { ...answer, qrData: 'another' }, at(5)).events).toEqual([]);
  });

  test('a second answer adds what the first left out, and changes nothing that it said', () => {
    const first: OrderInput = { type: 'publish_confirmed', qrData: 'QR', providerOrderId: null };
    const second: OrderInput = { type: 'publish_confirmed', qrData: 'another', providerOrderId: 'ORD01' };
    const order = orderAfter([1, first], [2, second]);
    expect(order).toMatchObject({ openedAt: at(1), qrData: 'QR', providerOrderId: 'ORD01' });
  });

  test('a refusal that comes after the buyer scanned changes nothing', () => {
    expect(orderAfter([3, look([scan([])])], [4, { type: 'publish_refused', code: null, message: null }]).status).toBe(
      'opened',
    );
  });
});

describe('cancellation', () => {
  test('is a wish until it is confirmed', () => {
    const asked = orderAfter([1, confirmed], [5, { type: 'cancel_requested' }]);
    expect(asked).toMatchObject({ status: 'opened', cancelRequestedAt: at(5), endedAt: null });
    expect(
      orderAfter([1, confirmed], [5, { type: 'cancel_requested' }], [6, { type: 'cancel_confirmed' }]),
    ).toMatchObject({
      status: 'canceled',
      endedAt: at(6),
    });
  });

  test('loses against money that the same look found', () => {
    const order = orderAfter(
      [1, confirmed],
      [5, { type: 'cancel_requested' }],
      [6, look([scan([payment('1')])])],
      [6, { type: 'cancel_confirmed' }],
    );
    expect(figures(order)).toEqual(closed);
  });

  test('waits while the order can still arrive there, because nothing could take it off then', () => {
    const asked: [number, OrderInput] = [5, { type: 'cancel_requested' }];
    expect(orderAfter(asked, [6, { type: 'cancel_confirmed' }]).status).toBe('draft');
    expect(orderAfter(asked, [6, { type: 'cancel_confirmed' }], [8, confirmed])).toMatchObject({
      status: 'opened',
      cancelRequestedAt: at(5),
    });
    expect(orderAfter(asked, [30, { type: 'cancel_confirmed' }]).status).toBe('canceled');
  });

  test('of a closed order does nothing', () => {
    const paid = orderAfter([1, confirmed], [60, look([scan([payment('1')])])]);
    expect(decide(paid, { type: 'cancel_requested' }, at(70)).events).toEqual([]);
    expect(decide(paid, { type: 'cancel_confirmed' }, at(70)).events).toEqual([]);
  });
});

describe('expiry', () => {
  test('needs a complete look that began after the last moment', () => {
    const opened = orderAfter([1, confirmed]);
    const passes = (second: number, lookedAt: number | null) =>
      decide(opened, { type: 'time_passed', lookedAt: lookedAt === null ? null : at(lookedAt) }, at(second)).order
        .status;
    expect(passes(599.999, 599.999)).toBe('opened');
    expect(passes(700, null)).toBe('opened');
    expect(passes(700, 599.999)).toBe('opened');
    expect(passes(700, 600)).toBe('expired');
  });

  test('ends a draft too', () => {
    expect(orderAfter([700, { type: 'time_passed', lookedAt: at(650) }]).status).toBe('expired');
  });

  test('ends an order that was paid in part, which keeps its money', () => {
    const order = orderAfter(
      [1, confirmed],
      [60, look([scan([payment('1', { amountMinor: 100 })])])],
      [700, { type: 'time_passed', lookedAt: at(650) }],
    );
    expect(figures(order)).toEqual({ status: 'expired', exception: 'paid_partial', paid: 100, refunded: 0 });
  });
});

describe('what a search answers', () => {
  test('a merchant order of an earlier use of the reference is ignored, with its money', () => {
    const old = scan([payment('1')], { createdAt: at(-15 * 60 - 0.001), status: 'closed' });
    expect(figures(orderAfter([1, confirmed], [5, look([old])]))).toEqual({
      status: 'opened',
      exception: 'none',
      paid: 0,
      refunded: 0,
    });
  });

  test('one of a buyer who scanned shortly before we stored the order is this sale’s', () => {
    expect(figures(orderAfter([1, confirmed], [5, look([scan([payment('1')], { createdAt: at(-120) })])]))).toEqual(
      closed,
    );
    expect(figures(orderAfter([1, confirmed], [5, look([scan([payment('1')], { createdAt: null })])]))).toEqual(closed);
  });

  test('rows of other sales are ignored, also those whose reference differs in its letters only', () => {
    const others = ['SALE-0002', 'sale-0001', 'SALE-00011', '', null].map((reference, index) =>
      scan([payment(`${index}`)], { merchantOrderId: `${index}`, externalReference: reference }),
    );
    expect(orderAfter([1, confirmed], [5, look(others)])).toMatchObject({ merchantOrders: [], payments: [] });
  });

  test('a row that pays somebody else opens no draft', () => {
    expect(orderAfter([5, look([scan([], { collectorId: '999' })])]).status).toBe('draft');
    expect(orderAfter([5, look([scan([], { collectorId: null })])]).status).toBe('draft');
  });

  test('nothing never means not paid', () => {
    const paid = orderAfter([1, confirmed], [60, look([scan([payment('1')])])]);
    expect(decide(paid, look([]), at(70)).events).toEqual([]);
  });
});

describe('a history', () => {
  test('begins with created, once', () => {
    expect(() => replay([])).toThrow('begins with created');
    expect(() => replay([{ type: 'cancel_requested', at: at(0).toISOString() }])).toThrow('begins with created');
    expect(() => replay([createdWith(1), createdWith(1)])).toThrow('created once');
  });
});
