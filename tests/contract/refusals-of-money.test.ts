import { expect, test } from 'vitest';
import { call } from '../support/answer';
import { json, type Refusal, testRefusals } from './support/refusals';
import { openScene } from './support/scene';
import { failureOf, openStand } from './support/stand';

/*
 * Source: devsite-docs `reference/api-json/merchant_orders.json`, `reference/payments/`, openapi `spec3.json` and the
 * public reference of /v1/payments/{id}/refunds, read 2026-11-21. Several errors of refunds are printed under a status
 * that cannot be meant: what counts is the cause.
 */

testRefusals('merchant orders', [
  {
    title: 'an id that is no number',
    request: { method: 'GET', path: '/merchant_orders/first' },
    status: 400,
    code: 'invalid_format',
  },
  {
    title: 'an id that nobody knows',
    request: { method: 'GET', path: '/merchant_orders/1' },
    status: 404,
    code: 'not_found',
  },
  {
    title: 'an order of another account',
    request: ({ merchantOrderId }) => ({ method: 'GET', path: `/merchant_orders/${merchantOrderId}` }),
    siteId: 'MLC',
    status: 404,
    code: 'not_found',
  },
  ...['/merchant_orders/search', '/merchant_orders'].map(
    (path): Refusal => ({
      title: `a search of ${path} by a date that is none`,
      request: { method: 'GET', path, query: { date_created_from: 'yesterday' } },
      status: 400,
      code: 'ds_search_query',
    }),
  ),
  {
    title: 'a search in the name of another caller',
    request: { method: 'GET', path: '/merchant_orders/search', query: { 'caller.id': '999' } },
    status: 401,
    code: 'invalid_caller_id',
    kind: 'unauthorized',
  },
  {
    title: 'an order read in the name of another caller',
    request: ({ merchantOrderId }) => ({
      method: 'GET',
      path: `/merchant_orders/${merchantOrderId}`,
      query: { 'caller.id': 'me' },
    }),
    status: 401,
    code: 'invalid_caller_id',
    kind: 'unauthorized',
  },
]);

const sorted = { sort: 'date_created', criteria: 'desc' };

testRefusals('payments', [
  payment('a payment that nobody knows', 'GET', '1', 404, '2000'),
  payment('a payment whose id is no number', 'GET', 'first', 404, '2000'),
  {
    title: 'a payment of another account',
    request: ({ paymentId }) => ({ method: 'GET', path: `/v1/payments/${paymentId}` }),
    siteId: 'MLC',
    status: 404,
    code: '2000',
  },
  searched('no order of the rows', {}, '1003'),
  searched('an order by a field that is none', { sort: 'colour', criteria: 'asc' }, '1003'),
  searched('no direction', { sort: 'date_created' }, '1004'),
  searched('a date in words', { ...sorted, range: 'date_created', begin_date: 'yesterday' }, '1001'),
  searched('more rows than are given', { ...sorted, limit: '1001' }, '1000'),
  searched('a page in words', { ...sorted, limit: 'all' }, '1'),
  {
    title: 'a search without a token',
    request: { method: 'GET', path: '/v1/payments/search', query: sorted },
    fault: generic(400, 'bad_request', [{ code: 5, description: 'Must provide your access_token to proceed' }]),
    status: 400,
    code: '5',
  },
  {
    title: 'a search with a token that is not for tests',
    request: { method: 'GET', path: '/v1/payments/search', query: sorted },
    behaviour: { search_tokens: 'test' },
    status: 400,
    code: '3',
  },
  {
    title: 'canceling a payment that was approved',
    request: ({ paymentId }) => ({
      method: 'PUT',
      path: `/v1/payments/${paymentId}`,
      body: json({ status: 'cancelled' }),
    }),
    status: 400,
    code: '2063',
  },
]);

const keyed = { 'x-idempotency-key': 'refund-of-the-table' };
const refund =
  (change: object, headers: Record<string, string> = keyed) =>
  (scene: { paymentId: string }) => ({
    method: 'POST' as const,
    path: `/v1/payments/${scene.paymentId}/refunds`,
    headers,
    body: json(change),
  });

testRefusals('refunds', [
  { title: 'no idempotency key', request: refund({ amount: 1 }, {}), status: 400, code: '4292' },
  { title: 'an amount below nothing', request: refund({ amount: -1 }), status: 400, code: '4040' },
  { title: 'an amount of nothing', request: refund({ amount: 0 }), status: 400, code: '4040' },
  { title: 'an amount in words', request: refund({ amount: '10.00' }), status: 400, code: '4041' },
  {
    title: 'a way of refunding that does not exist',
    request: refund({ amount: 1, gateway_operation: 'none' }),
    status: 400,
    code: '2085',
  },
  {
    title: 'more than the account holds',
    request: refund({ amount: 1 }),
    behaviour: { refund_balance: 'short' },
    status: 400,
    code: 'bad_request',
  },
  { title: 'more than is left', request: refund({ amount: 220.01 }), status: 400, code: '2063' },
  {
    title: 'a key that belongs to another refund',
    request: refund({ amount: 1 }, { 'x-idempotency-key': 'refund-first' }),
    status: 409,
    code: 'conflict',
  },
  {
    title: 'a refund of a payment that nobody knows',
    request: { method: 'POST', path: '/v1/payments/1/refunds', headers: keyed, body: json({}) },
    status: 404,
    code: '2000',
  },
  {
    title: 'the refunds of a payment that nobody knows',
    request: { method: 'GET', path: '/v1/payments/1/refunds' },
    status: 404,
    code: '2000',
  },
  {
    title: 'a refund that the payment does not have',
    request: ({ paymentId }) => ({ method: 'GET', path: `/v1/payments/${paymentId}/refunds/1` }),
    status: 404,
    code: '2032',
  },
  ...asPrinted([
    [400, 2085, 'refused'],
    [401, 4040, 'refused'],
    [401, 4041, 'refused'],
    [404, 2024, 'refused'],
    [404, 15016, 'refused'],
    [404, 3024, 'refused'],
    [404, 4292, 'refused'],
    [401, 401, 'unauthorized'],
  ]),
]);

test('a search without a token is 400 and not 401, which our client never sends', async () => {
  const stand = await openStand();
  await stand.reset();
  const answer = await call(`${stand.simulator.url}/v1/payments/search?sort=date_created&criteria=asc`, {
    method: 'GET',
  });
  expect(answer).toMatchObject({ status: 400, json: { error: 'bad_request', cause: [{ code: 5 }] } });
  await stand.close();
});

test('the same search within a minute, where that is refused', async () => {
  const stand = await openStand();
  const { client } = await openScene(stand);
  const search = { externalReference: 'Paid-0001', from: new Date('2026-01-01'), to: new Date('2126-01-01') };
  await stand.simulator.control('PUT', '/behaviour', { repeated_searches: 'refused' });
  expect((await client.searchPayments(search)).total).toBe(1);
  const error = await failureOf(client.searchPayments(search));
  expect([error.kind, error.status, error.hasCode('2001')]).toEqual(['refused', 400, true]);
  expect((await client.searchPayments({ ...search, externalReference: 'Paid-0002' })).total).toBe(1);
  await stand.simulator.control('POST', '/advance', { seconds: 61 });
  expect((await client.searchPayments(search)).total).toBe(1);
  await stand.close();
});

test('a payment is too old to be refunded after 180 days, and in Peru after 90', async () => {
  const stand = await openStand();
  const scene = await openScene(stand);
  const rest = { paymentId: scene.paymentId, amountMinor: null, currencyId: 'ARS', idempotencyKey: 'late' } as const;
  await stand.simulator.control('POST', '/advance', { seconds: 179 * 86_400 });
  expect(await scene.client.createRefund({ ...rest, amountMinor: 100, idempotencyKey: 'just' })).toMatchObject({
    status: 'approved',
  });
  await stand.simulator.control('POST', '/advance', { seconds: 2 * 86_400 });
  for (const cause of [2024, 15016]) {
    await stand.simulator.control('PUT', '/behaviour', { old_refund_cause: cause });
    const error = await failureOf(scene.client.createRefund(rest));
    expect([error.kind, error.hasCode(String(cause))]).toEqual(['refused', true]);
  }
  await stand.close();
});

test('a refund in process is not money back, and its verdict may be no', async () => {
  const stand = await openStand();
  const { client, paymentId } = await openScene(stand);
  const money = { paymentId, currencyId: 'ARS' } as const;
  await stand.simulator.control('PUT', '/behaviour', { refunds: 'in_process_then_rejected', refund_settle_s: 60 });
  const asked = await client.createRefund({ ...money, amountMinor: 5_000, idempotencyKey: 'slow' });
  expect(asked.status).toBe('in_process');
  expect((await client.getPayment(paymentId)).refundedMinor).toBe(10_000);
  await stand.simulator.control('POST', '/advance', { seconds: 61 });
  expect(await client.getRefund({ ...money, refundId: asked.refundId })).toMatchObject({ status: 'rejected' });
  expect((await client.getPayment(paymentId)).refundedMinor).toBe(10_000);
  await stand.close();
});

test('a refund that is asked for twice under one key is one refund', async () => {
  const stand = await openStand();
  const { client, paymentId } = await openScene(stand);
  const same = { paymentId, currencyId: 'ARS', amountMinor: 5_000, idempotencyKey: 'twice' } as const;
  await stand.simulator.misbehave({ kind: 'drop_after_commit', method: 'POST', times: 1 });
  expect((await failureOf(client.createRefund(same))).kind).toBe('unknown_outcome');
  const second = await client.createRefund(same);
  const refunds = await client.listRefunds(same);
  expect(refunds.map(({ refundId, amountMinor }) => [refundId, amountMinor])).toContainEqual([second.refundId, 5_000]);
  expect(refunds).toHaveLength(2);
  await stand.close();
});

function payment(title: string, method: 'GET', id: string, status: number, code: string): Refusal {
  return { title, request: { method, path: `/v1/payments/${id}` }, status, code };
}

function searched(title: string, query: Record<string, string>, code: string): Refusal {
  return { title, request: { method: 'GET', path: '/v1/payments/search', query }, status: 400, code };
}

function generic(
  status: number,
  error: string,
  cause: readonly { code: number; description: string }[],
): Refusal['fault'] {
  return { kind: 'status', status, body: { message: 'as it was printed', error, status, cause } };
}

/** Errors under the status that the reference prints. An older answer has one cause that is no list. */
function asPrinted(
  rows: readonly (readonly [status: number, code: number, kind: 'refused' | 'unauthorized'])[],
): Refusal[] {
  return rows.flatMap(([status, code, kind]) => {
    const cause = { code, description: 'as it was printed' };
    const row = { request: refund({}), status, code: String(code), kind };
    return [
      { ...row, title: `cause ${code} as it is printed`, fault: generic(status, 'bad_request', [cause]) },
      {
        ...row,
        title: `cause ${code} that is no list`,
        fault: { kind: 'status', status, body: { message: 'as it was printed', error: 'bad_request', status, cause } },
      },
    ] satisfies Refusal[];
  });
}
