import { describe, expect, test } from 'vitest';
import { createOAuthClient } from '@/lib/mercadopago/oauth';
import { json, type Refusal, testRefusals } from './support/refusals';
import { apiOrder, application, authorize, codeVerifier, openScene, redirectUri, type Scene } from './support/scene';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { failureOf, furnish, openStand } from './support/stand';

/*
 * Source: the public reference of /v1/orders (in-person payments with QR code) and
 * developers/docs/qr-code/resources/refund-errors, read 2026-11-21.
 */

const keyed = { 'x-idempotency-key': 'order-of-the-table' };
const order = apiOrder('S001P05', 'New-9');
const item = { title: 'Menú', unit_price: '320.00', quantity: 1 };

const paymentOf = (amount: unknown) => ({ transactions: { payments: [{ amount }] } });
const items = (change: object) => ({ items: [{ ...item, ...change }] });
const unknownOrder = 'ORD01JQ4S4KY8HWQ6NA5PXB65B3D3';

testRefusals('creating an order', [
  created('no idempotency key', {}, 400, 'empty_required_header', {}),
  created('a key of 129 characters', {}, 400, 'empty_required_header', { 'x-idempotency-key': 'k'.repeat(129) }),
  created('an address for notifications', { notification_url: 'https://a.example' }, 400, 'unsupported_properties'),
  created('a title', { title: 'Mesa 4' }, 400, 'unsupported_properties'),
  created('an item with a total', items({ total_amount: '320.00' }), 400, 'unsupported_properties'),
  created('another type', { type: 'point' }, 400, 'property_value'),
  created('another way of processing', { processing_mode: 'manual' }, 400, 'property_value'),
  created('no reference', { external_reference: undefined }, 400, 'property_value'),
  created('a reference with a space', { external_reference: 'New 9' }, 400, 'property_value'),
  created('a reference of 65 characters', { external_reference: 'x'.repeat(65) }, 400, 'property_value'),
  created('no POS', { config: { qr: {} } }, 400, 'property_value'),
  created(
    'a mode that is none',
    { config: { qr: { external_pos_id: 'S001P05', mode: 'hibrid' } } },
    400,
    'property_value',
  ),
  created('no payment', { transactions: { payments: [] } }, 400, 'property_value'),
  created(
    'two payments',
    { transactions: { payments: [{ amount: '160.00' }, { amount: '160.00' }] } },
    400,
    'property_value',
  ),
  created('an amount that is a number', paymentOf(320), 400, 'property_type'),
  created('an amount with three decimals', paymentOf('320.001'), 400, 'property_value'),
  created('an amount of nothing', paymentOf('0.00'), 400, 'property_value'),
  created('a total that is not the sum', { total_amount: '319.99' }, 400, 'property_value'),
  created('a life of 29 seconds', { expiration_time: 'PT29S' }, 400, 'property_value'),
  created('a life of 3601 hours', { expiration_time: 'PT3601H' }, 400, 'property_value'),
  created('a life in words', { expiration_time: 'ten minutes' }, 400, 'property_value'),
  created('a description of 151 characters', { description: 'x'.repeat(151) }, 400, 'property_value'),
  created('eleven items', { items: Array.from({ length: 11 }, () => item) }, 400, 'property_value'),
  created('an item with a price that is a number', items({ unit_price: 320 }), 400, 'property_type'),
  created('an item with a quantity that is a text', items({ quantity: '1' }), 400, 'property_type'),
  created('an item with a long title', items({ title: 'x'.repeat(151) }), 400, 'property_value'),
  created('an item with a long code', items({ external_code: 'x'.repeat(31) }), 400, 'property_value'),
  created(
    'an item with a long category',
    items({ external_categories: [{ id: 'x'.repeat(11) }] }),
    400,
    'property_value',
  ),
  created('an item with a long unit', items({ unit_measure: 'x'.repeat(11) }), 400, 'property_value'),
  created('the seller as sponsor', sponsor(sitesOfTheWorld.MLA.userId), 400, 'sponsor_id_not_valid'),
  created('a sponsor of another country', sponsor(sitesOfTheWorld.MLB.userId), 400, 'sponsor_id_not_valid'),
  created('an integrator without dev_', { integration_data: { integrator_id: 'me' } }, 400, 'property_value'),
  created('a cash out', { transactions: { cash_outs: [{ amount: '100.00' }] } }, 400, 'seller_configuration'),
  created('a fee with the seller’s own token', { marketplace_fee: '1.00' }, 404, 'marketplace_fee_not_allowed'),
  created('a POS that does not exist', { config: { qr: { external_pos_id: 'S999P01' } } }, 404, 'pos_not_found'),
  created('a key that belongs to another order', {}, 409, 'idempotency_key_already_used', {
    'x-idempotency-key': 'open-2',
  }),
  ...(['MLM', 'MCO'] as const).map(
    (siteId): Refusal => ({
      ...created(`a country without it (${siteId})`, {}, 400, 'unsupported_site'),
      siteId,
    }),
  ),
  created(
    'discounts with instalments',
    {
      config: { qr: { external_pos_id: 'S001P05' }, payment_method: { default_installments: 3 } },
      discounts: { payment_methods: [{ type: 'credit_card', new_total_amount: '300.00' }] },
    },
    400,
    'discounts_not_allowed_with_installments',
  ),
  onCommand('a quota that is used up', 429, 'usage_quota_exceeded', 'rate_limited'),
  onCommand('too many requests', 429, 'too_many_requests', 'rate_limited'),
  onCommand('a failure of the service', 500, 'internal_error', 'unknown_outcome'),
]);

const missing = { method: 'GET', path: `/v1/orders/${unknownOrder}` } as const;

testRefusals('reading, canceling and refunding an order', [
  { title: 'an order that nobody knows', request: missing, status: 404, code: 'order_not_found' },
  {
    title: 'an id of another form',
    request: { ...missing, path: '/v1/orders/4711' },
    status: 400,
    code: 'invalid_path_param',
  },
  {
    title: 'an order of another account',
    request: ({ openOrderId }) => ({ method: 'GET', path: `/v1/orders/${openOrderId}` }),
    siteId: 'MLB',
    status: 400,
    code: 'invalid_order_owner',
  },
  {
    title: 'a search without dates',
    request: { method: 'GET', path: '/v1/orders' },
    status: 400,
    code: 'property_value',
  },
  cancel('without a key', ({ openOrderId }) => openOrderId, 400, 'empty_required_header', {}),
  cancel('of an order that was paid', ({ paidOrderId }) => paidOrderId, 409, 'cannot_cancel_order'),
  cancel('of an order that nobody knows', () => unknownOrder, 404, 'order_not_found'),
  refund('without a key', {}, 400, 'empty_required_header', {}),
  refund('of more than was paid', { amount: '320.01' }, 400, 'refund_amount_exceeds'),
  {
    ...refund('of more than the account holds', { amount: '10.00' }, 400, 'bad_request'),
    behaviour: { refund_balance: 'short' },
  },
  refund('of nothing', { amount: '0.00' }, 400, 'property_value'),
  refund('of an amount that is a number', { amount: 10 }, 400, 'property_type'),
  refund('of another payment', { id: 'PAY01J67CQQH5904WDBVZEM4JMEP3', amount: '10.00' }, 400, 'property_value'),
  {
    title: 'a refund of an order that was not paid',
    request: ({ openOrderId }) => ({ method: 'POST', path: `/v1/orders/${openOrderId}/refund`, headers: keyed }),
    status: 409,
    code: 'cannot_refund_order',
  },
  {
    title: 'a refund by an id of another form',
    request: { method: 'POST', path: '/v1/orders/ORD1/refund', headers: keyed },
    status: 400,
    code: 'invalid_path_param',
  },
  {
    title: 'a refund by somebody else',
    request: ({ paidOrderId }) => ({ method: 'POST', path: `/v1/orders/${paidOrderId}/refund`, headers: keyed }),
    siteId: 'MLB',
    status: 400,
    code: 'invalid_order_owner',
  },
  onCommand('an order that somebody else is changing', 423, 'resource_locked', 'unavailable'),
  onCommand('a refund that is under way', 409, 'order_refund_already_in_process'),
]);

test('a fee is taken for an application that is a marketplace, and refused to one that is not', async () => {
  const stand = await openStand();
  const orderWithFee = async (isMarketplace: boolean) => {
    const { userId, accessToken } = sitesOfTheWorld.MLA;
    const { clientId: client_id, clientSecret: client_secret } = application;
    await stand.simulator.control('POST', '/reset', {
      accounts: [{ user_id: Number(userId), site_id: 'MLA', access_token: accessToken }],
      applications: [{ client_id, client_secret, is_marketplace: isMarketplace }],
    });
    await furnish(stand, 'MLA', ['S001P05']);
    const oauth = createOAuthClient({ baseUrl: stand.simulator.url, ...application });
    const granted = await oauth.exchangeCode({ code: await authorize(stand), redirectUri, codeVerifier });
    const client = stand.client('MLA', { accessToken: granted.accessToken });
    return client.createOrder({ body: json({ ...order, marketplace_fee: '1.00' }), idempotencyKey: 'fee' });
  };
  expect(await orderWithFee(true)).toMatchObject({ status: 'created' });
  const refused = { kind: 'refused', status: 400, code: 'marketplace_not_valid' };
  expect(await failureOf(orderWithFee(false))).toMatchObject(refused);
  await stand.close();
});

describe('what only time and countries refuse', () => {
  test('a refund while one is under way, and one after everything was given back', async () => {
    const stand = await openStand();
    const { client, paidOrderId: orderId } = await openScene(stand);
    const whole = { orderId, part: null, currencyId: 'ARS' } as const;
    await stand.simulator.control('PUT', '/behaviour', { refunds: 'in_process_then_rejected', refund_settle_s: 60 });
    await client.refundOrder({ ...whole, idempotencyKey: 'slow' });
    const under = await failureOf(client.refundOrder({ ...whole, idempotencyKey: 'again' }));
    expect([under.kind, under.status, under.code]).toEqual(['refused', 409, 'order_refund_already_in_process']);
    await stand.simulator.control('POST', '/advance', { seconds: 61 });
    await stand.simulator.control('PUT', '/behaviour', { refunds: 'approved' });
    await client.refundOrder({ ...whole, idempotencyKey: 'at-last' });
    const twice = await failureOf(client.refundOrder({ ...whole, idempotencyKey: 'twice' }));
    expect([twice.kind, twice.status, twice.code]).toEqual(['refused', 409, 'order_already_refunded']);
    await stand.close();
  });

  test('an order can be read for three months and no longer', async () => {
    const stand = await openStand();
    const { client, paidOrderId } = await openScene(stand);
    await stand.simulator.control('POST', '/advance', { seconds: 89 * 86_400 });
    expect(await client.getOrder(paidOrderId)).toMatchObject({ status: 'processed' });
    await stand.simulator.control('POST', '/advance', { seconds: 2 * 86_400 });
    const error = await failureOf(client.getOrder(paidOrderId));
    expect([error.kind, error.status, error.code]).toEqual(['refused', 404, 'order_not_found']);
    await stand.close();
  });

  test('an order that cannot be read any more can still be refunded, for 180 days', async () => {
    const stand = await openStand();
    const { client, paidOrderId: orderId, paidTransactionId: paymentId } = await openScene(stand);
    const part = { orderId, part: { paymentId, amount: '10.00' }, currencyId: 'ARS' } as const;
    await stand.simulator.control('POST', '/advance', { seconds: 179 * 86_400 });
    expect(await client.refundOrder({ ...part, idempotencyKey: 'just' })).toMatchObject([{ status: 'approved' }]);
    await stand.simulator.control('POST', '/advance', { seconds: 2 * 86_400 });
    const error = await failureOf(client.refundOrder({ ...part, idempotencyKey: 'late' }));
    expect([error.kind, error.status, error.code]).toEqual(['refused', 400, 'in_store_payment_refund_order']);
    await stand.close();
  });

  test('a part of an order in Peru, and all of it after 90 days', async () => {
    const stand = await openStand();
    await stand.reset();
    const { client } = await furnish(stand, 'MPE', ['S001P05']);
    const made = await client.createOrder({ body: order, idempotencyKey: 'peru' });
    await stand.simulator.pay(await stand.scan('S001P05', 'MPE'), 'approved');
    const { observed } = await client.getOrder(made.providerOrderId);
    const paymentId = observed.payments[0]?.paymentId ?? '';
    const given = { orderId: made.providerOrderId, currencyId: 'PEN' };
    const part = { paymentId, amount: '100.00' };
    const partial = await failureOf(client.refundOrder({ ...given, part, idempotencyKey: 'part' }));
    expect([partial.status, partial.code]).toEqual([400, 'unsupported_partially_refunds']);
    await stand.simulator.control('POST', '/advance', { seconds: 91 * 86_400 });
    const late = await failureOf(client.refundOrder({ ...given, part: null, idempotencyKey: 'late' }));
    expect([late.kind, late.code]).toEqual(['refused', 'in_store_payment_refund_order']);
    await stand.close();
  });
});

function created(
  title: string,
  change: Record<string, unknown>,
  status: number,
  code: string,
  headers: Record<string, string> = keyed,
): Refusal {
  return {
    title,
    request: { method: 'POST', path: '/v1/orders', headers, body: json({ ...order, ...change }) },
    status,
    code,
  };
}

function sponsor(id: string) {
  return { integration_data: { sponsor: { id } } };
}

/** What no request can cause here. */
function onCommand(title: string, status: number, code: string, kind?: Refusal['kind']): Refusal {
  const body = { errors: [{ code, message: 'as it is documented', details: ['nothing else'] }] };
  return {
    title,
    request: { method: 'POST', path: '/v1/orders', headers: keyed, body: json(order) },
    fault: { kind: 'status', status, body },
    status,
    code,
    ...(kind ? { kind } : {}),
  };
}

function cancel(
  title: string,
  orderOf: (scene: Scene) => string,
  status: number,
  code: string,
  headers: Record<string, string> = keyed,
): Refusal {
  const request = (scene: Scene) => ({ method: 'POST' as const, path: `/v1/orders/${orderOf(scene)}/cancel`, headers });
  return { title: `a cancelation ${title}`, request, status, code };
}

function refund(
  title: string,
  transaction: Record<string, unknown>,
  status: number,
  code: string,
  headers: Record<string, string> = keyed,
): Refusal {
  return {
    title: `a refund ${title}`,
    request: ({ paidOrderId, paidTransactionId }) => ({
      method: 'POST',
      path: `/v1/orders/${paidOrderId}/refund`,
      headers,
      body: json({ transactions: [{ id: paidTransactionId, ...transaction }] }),
    }),
    status,
    code,
  };
}
