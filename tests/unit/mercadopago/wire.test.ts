import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactJson } from '@/lib/mercadopago/exact-json';
import { readAccount } from '@/lib/mercadopago/wire/account';
import { readInStoreOrder } from '@/lib/mercadopago/wire/in-store-order';
import { readMerchantOrder } from '@/lib/mercadopago/wire/merchant-order';
import { readPage } from '@/lib/mercadopago/wire/paging';
import { readPayment, readRefund, readRefunds } from '@/lib/mercadopago/wire/payment';
import { readPos } from '@/lib/mercadopago/wire/pos';
import { readStore } from '@/lib/mercadopago/wire/store';

/** Reads text as it comes over the wire, numbers and all. */
const wire = (value: unknown) => parseExactJson(typeof value === 'string' ? value : JSON.stringify(value));

const closed = {
  id: 9999999999,
  status: 'closed',
  external_reference: 'Bill-0001',
  payments: [
    {
      id: 4996721469,
      transaction_amount: 320.1,
      currency_id: 'ARS',
      status: 'rejected',
      status_detail: 'cc_rejected_other_reason',
      amount_refunded: 0,
    },
    {
      id: 4996721476,
      transaction_amount: 320.1,
      total_paid_amount: 350,
      currency_id: 'ARS',
      status: 'approved',
      status_detail: 'accredited',
      date_approved: '2019-04-02T14:35:35.000-04:00',
      last_modified: '2019-04-02T14:35:36.000-04:00',
      amount_refunded: 20.05,
    },
  ],
  collector: { id: 100001, nickname: null },
  date_created: '2018-09-14T13:11:31.000-04:00',
  last_updated: '2018-09-14T13:11:43.000-04:00',
  total_amount: 320.1,
  site_id: 'MLA',
  items: [{ currency_id: 'ARS', unit_price: 320.1, quantity: 1 }],
  payer: null,
};

describe('merchant orders', () => {
  test('amounts become minor units, dates instants, ids texts', () => {
    expect(readMerchantOrder(wire(closed))).toEqual({
      merchantOrderId: '9999999999',
      status: 'closed',
      externalReference: 'Bill-0001',
      collectorId: '100001',
      totalMinor: 32010,
      createdAt: new Date('2018-09-14T17:11:31Z'),
      lastUpdatedAt: new Date('2018-09-14T17:11:43Z'),
      payments: [
        {
          paymentId: '4996721469',
          merchantOrderId: '9999999999',
          status: 'rejected',
          statusDetail: 'cc_rejected_other_reason',
          currencyId: 'ARS',
          amountMinor: 32010,
          refundedMinor: 0,
          methodId: null,
          approvedAt: null,
          lastModifiedAt: null,
        },
        {
          paymentId: '4996721476',
          merchantOrderId: '9999999999',
          status: 'approved',
          statusDetail: 'accredited',
          currencyId: 'ARS',
          amountMinor: 32010,
          refundedMinor: 2005,
          methodId: null,
          approvedAt: new Date('2019-04-02T18:35:35Z'),
          lastModifiedAt: new Date('2019-04-02T18:35:36Z'),
        },
      ],
    });
  });

  test('an id of twenty digits survives', () => {
    expect(readMerchantOrder(wire('{"id":12345678901234567890}'))?.merchantOrderId).toBe('12345678901234567890');
    expect(readMerchantOrder(wire('{"id":"12345678901234567890"}'))?.merchantOrderId).toBe('12345678901234567890');
  });

  test('with everything else missing or null it is unknown, not an error', () => {
    const nothing = {
      merchantOrderId: '1',
      status: 'unknown',
      externalReference: null,
      collectorId: null,
      totalMinor: null,
      createdAt: null,
      lastUpdatedAt: null,
      payments: [],
    };
    expect(readMerchantOrder(wire({ id: 1 }))).toEqual(nothing);
    const nulls = Object.fromEntries(Object.keys(closed).map((key) => [key, null]));
    expect(readMerchantOrder(wire({ ...nulls, id: 1 }))).toEqual(nothing);
  });

  test.each(['paid', 'reverted', '', 'CLOSED!', 7])('a status that we do not know is unknown: %j', (status) => {
    expect(readMerchantOrder(wire({ ...closed, status }))?.status).toBe('unknown');
  });

  test('without an id, or with a payment without one, it cannot be read', () => {
    expect(readMerchantOrder(wire({ ...closed, id: null }))).toBeNull();
    expect(readMerchantOrder(wire({ ...closed, id: 'a/b' }))).toBeNull();
    expect(readMerchantOrder(wire({ ...closed, payments: [{ status: 'approved' }] }))).toBeNull();
    for (const body of [null, undefined, [], 'text', 5, true, [closed]]) expect(readMerchantOrder(body)).toBeNull();
  });

  test.each(['320.105', 'NaN', '-', '1e400', '99999999999999999999', 'Infinity', '', '3,20', ' 320'])(
    'an amount that is not exact in its currency is null, never rounded: %s',
    (amount) => {
      const body = {
        ...closed,
        total_amount: amount,
        payments: [{ ...closed.payments[1], transaction_amount: amount }],
      };
      expect(readMerchantOrder(wire(body))).toMatchObject({ totalMinor: null, payments: [{ amountMinor: null }] });
    },
  );

  test.each([
    ['320.10', 32010],
    ['320', 32000],
    ['320.100000', 32010],
    ['1.0E7', 1_000_000_000],
    ['3.2010e2', 32010],
    ['32010e-2', 32010],
    ['0.1e-1', 1],
    ['-5', -500],
    ['1e-3', null],
    ['1e21', null],
  ])('the number %s is read exactly', (literal, minor) => {
    const text = JSON.stringify({ ...closed, total_amount: 0 }).replace(
      '"total_amount":0',
      `"total_amount":${literal}`,
    );
    expect(readMerchantOrder(wire(text))?.totalMinor).toBe(minor);
  });

  test('the currency is what the items say, else what the site uses; items that disagree leave none', () => {
    const total = (change: object) => readMerchantOrder(wire({ ...closed, total_amount: 1500, ...change }))?.totalMinor;
    expect(total({ site_id: 'MLC', items: [] })).toBe(1500);
    expect(total({ site_id: 'MLC', items: [{ currency_id: 'CLP' }, {}] })).toBe(1500);
    expect(total({ site_id: null, items: [{ currency_id: 'BRL' }] })).toBe(150000);
    expect(total({ items: [{ currency_id: 'ARS' }, { currency_id: 'BRL' }] })).toBeNull();
    expect(total({ items: [{ currency_id: 'USD' }] })).toBeNull();
    expect(total({ site_id: 'XXX', items: null })).toBeNull();
  });

  test('a payment keeps the currency that it names, known or not', () => {
    const [payment] = closed.payments;
    const of = (currency_id: unknown) =>
      readMerchantOrder(wire({ ...closed, payments: [{ ...payment, currency_id }] }))?.payments[0];
    expect(of('BRL')).toMatchObject({ currencyId: 'BRL', amountMinor: 32010 });
    expect(of('USD')).toMatchObject({ currencyId: 'USD', amountMinor: null });
    expect(of(null)).toMatchObject({ currencyId: 'ARS', amountMinor: 32010 });
  });

  test.each([
    ['cancelled', 'cancelled'],
    ['canceled', 'cancelled'],
    ['in_mediation', 'in_mediation'],
    ['charged_back', 'charged_back'],
    ['settled', 'unknown'],
    [null, 'unknown'],
  ])('payment status %s reads as %s', (status, expected) => {
    const body = { ...closed, payments: { id: 1, status } };
    expect(readMerchantOrder(wire(body))?.payments).toMatchObject([{ status: expected }]);
  });

  test.each([
    ['2024-01-15T10:30:00Z', '2024-01-15T10:30:00.000Z'],
    ['2024-01-15T10:30:00.1-0300', '2024-01-15T13:30:00.100Z'],
    ['2024-01-15T10:30:00.268358898Z', '2024-01-15T10:30:00.268Z'],
  ])('the date %s is the instant %s', (written, instant) => {
    expect(readMerchantOrder(wire({ id: 1, last_updated: written }))?.lastUpdatedAt?.toISOString()).toBe(instant);
  });

  test.each(['2024-01-15T10:30:00', '2024-01-15', '15/01/2024', '2024-13-45T99:00:00Z', '1705314600000'])(
    'a date without an offset, or that is none, is null: %s',
    (written) => {
      expect(readMerchantOrder(wire({ id: 1, last_updated: written }))?.lastUpdatedAt).toBeNull();
    },
  );

  test('texts that no database keeps are made storable', () => {
    const body = wire('{"id":1,"external_reference":"a\\u0000b\\ud800"}');
    expect(readMerchantOrder(body)?.externalReference).toBe('a\ufffdb\ufffd');
  });
});

describe('pages', () => {
  const ids = (body: unknown) => readPage(wire(body), readMerchantOrder)?.rows.map((row) => row.merchantOrderId);

  test('every documented envelope is read', () => {
    expect(ids({ elements: [{ id: 1 }], next_offset: 1, total: 1 })).toEqual(['1']);
    expect(ids({ results: [{ id: 1 }, { id: '2' }], paging: { total: 2, offset: 0, limit: 0 } })).toEqual(['1', '2']);
    expect(ids({ data: [{ id: 1 }], paging: { total: '1' } })).toEqual(['1']);
    expect(ids([{ id: 1 }])).toEqual(['1']);
    expect(readPage(wire({ results: [], paging: { total: '9' } }), readMerchantOrder)?.total).toBe(9);
  });

  test('a search before anybody scanned is empty', () => {
    expect(readPage(wire({ elements: null, next_offset: 0, total: 0 }), readMerchantOrder)).toEqual({
      rows: [],
      total: 0,
    });
  });

  test('a page with a row that cannot be read is not a page with one row less', () => {
    expect(ids({ elements: [{ id: 1 }, {}] })).toBeUndefined();
    expect(ids({ elements: [{ id: 1 }, null] })).toBeUndefined();
    expect(ids({ elements: { id: 1 } })).toBeUndefined();
    expect(ids({ total: 0 })).toBeUndefined();
    expect(ids('"text"')).toBeUndefined();
  });
});

describe('payments and refunds', () => {
  const payment = {
    id: 1234567890,
    status: 'approved',
    status_detail: 'accredited',
    currency_id: 'BRL',
    transaction_amount: 100.5,
    transaction_amount_refunded: 0.5,
    payment_method_id: 'visa',
    payment_type_id: 'credit_card',
    date_created: '2024-01-15T10:30:00.000-03:00',
    date_approved: '2024-01-15T10:30:02.000-03:00',
    date_last_updated: '2024-01-15T10:30:03.000-03:00',
    money_release_date: null,
    external_reference: 'Bill-0001',
    collector_id: 100002,
    order: { id: '55', type: 'mercadopago' },
    transaction_details: { net_received_amount: 93.47, total_paid_amount: 100.5 },
    fee_details: [
      { type: 'mercadopago_fee', amount: 7.03, fee_payer: 'collector' },
      { type: 'financing_fee', amount: 9, fee_payer: 'payer' },
    ],
    store_id: '11',
    pos_id: 22,
    live_mode: true,
    refunds: [{ id: 3, payment_id: 1234567890, amount: 0.5, status: 'approved' }],
  };

  test('a payment reads with its net, its fees and where it was made', () => {
    expect(readPayment(wire(payment))).toMatchObject({
      paymentId: '1234567890',
      merchantOrderId: '55',
      status: 'approved',
      currencyId: 'BRL',
      amountMinor: 10050,
      refundedMinor: 50,
      methodId: 'visa',
      typeId: 'credit_card',
      netReceivedMinor: 9347,
      totalPaidMinor: 10050,
      collectorFeeMinor: 703,
      collectorId: '100002',
      storeId: '11',
      posId: '22',
      isLive: true,
      moneyReleaseAt: null,
      lastModifiedAt: new Date('2024-01-15T13:30:03Z'),
      refunds: [{ refundId: '3', amountMinor: 50, status: 'approved' }],
    });
  });

  test('a payment with empty parts reads, and one without an id does not', () => {
    const bare = readPayment(wire({ id: '0000001', order: {}, fee_details: [], transaction_details: null }));
    expect(bare).toMatchObject({ paymentId: '0000001', merchantOrderId: null, amountMinor: null, status: 'unknown' });
    expect(readPayment(wire({ status: 'approved' }))).toBeNull();
  });

  test('a refund reads whether its parts are objects or lists', () => {
    const refund = {
      id: 1009042015,
      payment_id: 18552260055,
      amount: 10,
      source: [{}],
      metadata: [{}],
      status: 'approved',
    };
    const expected = { refundId: '1009042015', paymentId: '18552260055', amountMinor: 1000, status: 'approved' };
    expect(readRefund(wire(refund), 'ARS')).toMatchObject(expected);
    expect(readRefund(wire({ ...refund, source: {}, metadata: {} }), 'ARS')).toMatchObject(expected);
    expect(readRefund(wire({ ...refund, status: 'pending' }), 'ARS')?.status).toBe('unknown');
    expect(readRefunds(wire([refund, refund]), 'ARS')).toHaveLength(2);
    expect(readRefunds(wire(refund), 'ARS')).toHaveLength(1);
    expect(readRefunds(wire([]), 'ARS')).toEqual([]);
    expect(readRefunds(wire([refund, {}]), 'ARS')).toBeNull();
  });
});

describe('accounts, stores and points of sale', () => {
  test('an account says its site and whether it is a test user', () => {
    const account = {
      id: 100001,
      nickname: 'TETE1',
      email: 'test_user_1@testuser.com',
      site_id: 'MLB',
      tags: ['normal'],
    };
    expect(readAccount(wire(account))).toEqual({
      userId: '100001',
      nickname: 'TETE1',
      email: 'test_user_1@testuser.com',
      siteId: 'MLB',
      isTestUser: true,
    });
    expect(readAccount(wire({ id: 1, site_id: 'MLV', tags: null }))).toMatchObject({ siteId: null, isTestUser: false });
    expect(readAccount(wire({ id: 1, tags: ['test_user'] }))?.isTestUser).toBe(true);
    expect(readAccount(wire({}))).toBeNull();
  });

  test('a store reads from its creation and from its search alike', () => {
    const store = {
      id: '1234567',
      name: 'Sucursal',
      business_hours: {
        monday: [{ open: '08:00', close: '12:00' }],
        funday: [{ open: '1', close: '2' }],
        tuesday: 'x',
      },
      location: { address_line: 'Caseros 3039', latitude: -32.8897322, longitude: '-68.8443275', reference: '' },
      external_id: 'S001',
    };
    const expected = {
      storeId: '1234567',
      externalId: 'S001',
      name: 'Sucursal',
      addressLine: 'Caseros 3039',
      reference: null,
      latitude: -32.8897322,
      longitude: -68.8443275,
      businessHours: { monday: [{ open: '08:00', close: '12:00' }] },
      createdAt: new Date('2019-08-08T19:29:45.019Z'),
    };
    expect(readStore(wire({ ...store, date_created: '2019-08-08T19:29:45.019Z' }))).toEqual(expected);
    expect(readStore(wire({ ...store, date_creation: '2019-08-08T19:29:45.019Z' }))).toEqual(expected);
    expect(readStore(wire({ id: 1 }))).toMatchObject({ storeId: '1', businessHours: {}, latitude: null });
  });

  test('a POS reads with and without what searches leave out', () => {
    const pos = { id: 2711382, qr: { image: 'https://www.mercadopago.com/q.png' }, store_id: '12', category: 621102 };
    expect(readPos(wire({ ...pos, fixed_amount: true, external_id: 'S001P01', user_id: 1 }))).toMatchObject({
      posId: '2711382',
      externalId: 'S001P01',
      status: null,
      fixedAmount: true,
      category: 621102,
      qr: { imageUrl: 'https://www.mercadopago.com/q.png', templateDocumentUrl: null, templateImageUrl: null },
    });
    expect(readPos(wire({ id: 1, external_id: null, qr: null }))).toMatchObject({ posId: '1', externalId: null });
    expect(readPos(wire({ name: 'x' }))).toBeNull();
  });

  test('a slot reads from an object or a list of one; a list of two says nothing', () => {
    const order = { external_reference: 'Bill-0001', total_amount: 100.0, items: [] };
    const live = { externalReference: 'Bill-0001', totalMinor: 10000 };
    expect(readInStoreOrder(wire(order), 'ARS')).toEqual(live);
    expect(readInStoreOrder(wire([order]), 'ARS')).toEqual(live);
    expect(readInStoreOrder(wire([]), 'ARS')).toBe('empty');
    expect(readInStoreOrder(wire([order, order]), 'ARS')).toBeNull();
    expect(readInStoreOrder(wire({}), 'ARS')).toBeNull();
    expect(readInStoreOrder(undefined, 'ARS')).toBeNull();
  });
});

test('no reader throws, whatever it is given', () => {
  const keys = fc.constantFrom(
    'id',
    'status',
    'payments',
    'collector',
    'items',
    'total_amount',
    'results',
    'elements',
    'qr',
  );
  const value = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.double(), fc.constant(null), tie('list'), tie('map')),
    list: fc.array(tie('node'), { maxLength: 4 }),
    map: fc.dictionary(keys, tie('node'), { maxKeys: 6 }),
  })).node;
  fc.assert(
    fc.property(value, (given) => {
      const body = wire(JSON.stringify(given) ?? 'null');
      readMerchantOrder(body);
      readPayment(body);
      readRefunds(body, 'ARS');
      readAccount(body);
      readStore(body);
      readPos(body);
      readInStoreOrder(body, 'CLP');
      readPage(body, readPos);
    }),
    { numRuns: 3_000 },
  );
});
