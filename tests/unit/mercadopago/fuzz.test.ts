import { expect, test } from 'vitest';
import { createMercadoPagoClient, type MercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { HttpAnswer } from '@/lib/mercadopago/http-exchange';
import { driverOf } from '@/lib/mercadopago/integrations/driver-of';
import { acceptedAt, accessToken, sale } from './sale';

const BODIES = 50_000;

const orderId = 'ORD01K372G4J4FXZ9HGHZMJMGGPKE';
const payment = {
  id: 1,
  status: 'approved',
  currency_id: 'ARS',
  transaction_amount: 320.1,
  amount_refunded: 20.05,
  collector_id: 100001,
  order: { id: 9 },
  fee_details: [{ amount: 7.03, fee_payer: 'collector' }],
  transaction_details: { net_received_amount: 93.47 },
  date_approved: '2019-04-02T14:35:35.000-04:00',
  refunds: [{ id: 3, amount: 0.5, status: 'approved' }],
};
const merchantOrder = {
  id: 1,
  status: 'closed',
  external_reference: 'Bill-0001',
  total_amount: 320.1,
  site_id: 'MLA',
  collector: { id: 100001 },
  items: [{ currency_id: 'ARS', unit_price: 320.1, quantity: 1 }],
  payments: [payment, { ...payment, id: 2, status: 'rejected' }],
};
const order = {
  id: orderId,
  status: 'processed',
  currency: 'ARS',
  total_amount: '320.10',
  external_reference: 'Bill-0001',
  transactions: {
    payments: [{ id: 'PAY1', amount: '320.10', status: 'processed' }],
    refunds: [{ id: 'REF1', transaction_id: 'PAY1', amount: '20.05', status: 'processed' }],
  },
  type_response: { qr_data: '00020101' },
};
const seeds = [
  merchantOrder,
  { elements: [merchantOrder, { ...merchantOrder, id: 2 }], next_offset: 2, total: 2 },
  { elements: null, next_offset: 0, total: 0 },
  payment,
  { paging: { total: 1, limit: 30, offset: 0 }, results: [payment] },
  [{ id: 3, payment_id: 1, amount: 0.5, status: 'approved' }],
  order,
  {
    id: 1,
    name: 'S',
    location: { latitude: -32.8, longitude: -68.8 },
    business_hours: { monday: [{ open: '08:00', close: '12:00' }] },
  },
  { paging: { total: 1 }, results: [{ id: 1, qr: { image: 'https://www.mercadopago.com/q.png' }, category: 621102 }] },
  { external_reference: 'Bill-0001', total_amount: 100, items: [] },
  { qr_data: '00020101', in_store_order_id: 'd4e8ca59-3e1d-4c03-b1f6-580e87c654ae' },
  { id: 1, nickname: 'T', email: 't@testuser.com', site_id: 'MLA', tags: ['test_user'] },
  { message: 'no', error: 'bad_request', status: 400, cause: [{ code: 2063, description: 'x' }] },
  { errors: [{ code: 'property_value', message: 'bad', details: ['a'] }] },
].map((body) => JSON.stringify(body));

const slot = { ...sale, providerOrderId: orderId };
const refund = { paymentId: '1', amountMinor: 5, currencyId: 'ARS', idempotencyKey: 'k' } as const;
const store = { name: 'S', externalId: 'S1', businessHours: null };
const location = {
  streetName: 'a',
  streetNumber: '1',
  cityName: 'b',
  stateName: 'c',
  zipCode: null,
  latitude: 1,
  longitude: 2,
  reference: null,
};
const pos = { name: 'C', fixedAmount: true, category: 1, storeId: '1', url: null, externalId: 'P1' };
const reads: readonly ((client: MercadoPagoClient) => Promise<unknown>)[] = [
  (client) => client.getMerchantOrder('1'),
  (client) => client.searchMerchantOrders({ externalReference: 'Bill-0001' }),
  (client) => client.getPayment('1'),
  (client) => client.searchPayments({ externalReference: 'Bill-0001' }),
  (client) => client.listRefunds(refund),
  (client) => client.getOrder(orderId),
  (client) => client.searchStores({ userId: '1' }),
  (client) => client.getStore('1'),
  (client) => client.searchPos(),
  (client) => client.getPos('1'),
  (client) => client.getInStoreOrder(slot),
  (client) => client.getMe(),
  (client) => client.listReports('settlement'),
];
const writes: readonly ((client: MercadoPagoClient) => Promise<unknown>)[] = [
  (client) => client.createRefund(refund),
  (client) => client.createDynamicQr({ userId: '1', externalPosId: 'P', body: {} }),
  (client) => client.createStore({ userId: '1', store: { ...store, location } }),
  (client) => client.createPos(pos),
  (client) => client.refundOrder({ ...refund, orderId, part: null }),
  (client) => client.cancelOrder({ orderId, idempotencyKey: 'k' }),
];

test(`${BODIES} mutated bodies give answers or typed errors, and nothing that was not exact`, async () => {
  const random = randomNumbers(20261121);
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] ?? raise();
  let answer: HttpAnswer = { kind: 'answered', status: 200, headers: {}, bytes: new Uint8Array() };
  const client = createMercadoPagoClient({
    baseUrl: 'http://127.0.0.1:1',
    accessToken,
    exchange: () => Promise.resolve(answer),
  });
  const kinds = new Map<string, number>();
  for (let round = 0; round < BODIES; round++) {
    const body = mutate(pick(seeds), random);
    const status = random() < 0.7 ? 200 : pick([201, 301, 400, 401, 403, 404, 409, 423, 429, 500, 503]);
    answer = { kind: 'answered', status, headers: {}, bytes: body };
    const isWrite = random() < 0.3;
    const outcome = await pick(isWrite ? writes : reads)(client).catch((error: unknown) => error);
    kinds.set(kindOf(outcome), (kinds.get(kindOf(outcome)) ?? 0) + 1);
    if (outcome instanceof MercadoPagoError) expect(outcome.kind).not.toBe(isWrite ? 'unreadable' : 'unknown_outcome');
    else expectExact(outcome);
    if (round % 10 === 0) await expectDriversNotToThrow(client);
  }
  // Every way to end was met often enough to mean something.
  for (const kind of [
    'answer',
    'refused',
    'unauthorized',
    'rate_limited',
    'unavailable',
    'unreadable',
    'unknown_outcome',
  ])
    expect(kinds.get(kind) ?? 0).toBeGreaterThan(200);
}, 120_000);

async function expectDriversNotToThrow(client: MercadoPagoClient): Promise<void> {
  for (const integration of ['attended_v2', 'attended_v1', 'orders_api'] as const) {
    const driver = driverOf(integration);
    const published = await driver.publish(client, sale, acceptedAt);
    const withdrawn = await driver.withdraw(client, slot, 'k');
    const reading = await driver.readSlot(client, slot);
    expect([published.kind, withdrawn.kind, reading.kind]).not.toContain(undefined);
  }
}

function kindOf(outcome: unknown): string {
  if (outcome instanceof MercadoPagoError) return outcome.kind;
  if (outcome instanceof Error) throw outcome;
  return 'answer';
}

/** Amounts are whole numbers of minor units, ids are ids, dates are moments. Without `expect`, which takes longer than the client. */
function expectExact(value: unknown, key = ''): void {
  if (Array.isArray(value)) for (const element of value) expectExact(element, key);
  else if (value instanceof Date) refuse(Number.isNaN(value.getTime()), key, value);
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) expectExact(member, name);
  else {
    refuse(key.endsWith('Minor') && value !== null && !Number.isSafeInteger(value), key, value);
    const isId = /^(merchantOrder|payment|refund|collector|providerOrder|store|pos|user)Id$/.test(key);
    refuse(isId && value !== null && !/^[\w-]{1,64}$/.test(String(value)), key, value);
    refuse(typeof value === 'string' && /[\0\p{Cs}]/u.test(value), key, value);
  }
}

function refuse(isWrong: boolean, key: string, value: unknown): void {
  if (isWrong) throw new Error(`${key} is not exact: ${String(value)}`);
}

const strangers = [
  'null',
  '[]',
  '{}',
  '""',
  '-1',
  '0',
  '1e400',
  '1.5e3',
  '0.1e-7',
  '12345678901234567890',
  '99999999999999999999.99',
  'true',
  '"\\u0000"',
  '"\\ud800"',
  '"cancelled"',
  '"1,5"',
  '{"id":1}',
  '[null]',
  '[[]]',
  'NaN',
  '"2019-04-02"',
  '"__proto__"',
];

/** A body with one to four changes: a value replaced, bytes cut out, doubled, swapped or thrown in. */
function mutate(seed: string, random: () => number): Uint8Array {
  let text = seed;
  const at = () => Math.floor(random() * (text.length + 1));
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    const from = at();
    const to = Math.min(text.length, from + Math.floor(random() * 20));
    const stranger = strangers[Math.floor(random() * strangers.length)] ?? '';
    switch (Math.floor(random() * 7)) {
      case 0:
        text = text.slice(0, from);
        break;
      case 1:
        text = text.slice(0, from) + text.slice(to);
        break;
      case 2:
        text = text.slice(0, to) + text.slice(from);
        break;
      case 3:
        text = text.slice(0, from) + String.fromCharCode(Math.floor(random() * 0x250)) + text.slice(from);
        break;
      default:
        text = replaceValue(text, stranger, random);
    }
  }
  const bytes = Buffer.from(text);
  if (random() < 0.05 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

function replaceValue(text: string, stranger: string, random: () => number): string {
  const values = [...text.matchAll(/(?<=[:[,])(?:"[^"]*"|-?[\d.]+|true|false|null|\{[^{}]*\}|\[[^[\]]*\])(?=[,\]}])/g)];
  const chosen = values[Math.floor(random() * values.length)];
  if (!chosen) return stranger;
  return text.slice(0, chosen.index) + stranger + text.slice(chosen.index + chosen[0].length);
}

/** The same numbers for the same seed, so that a failure can be run again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function raise(): never {
  throw new Error('nothing to pick from');
}
