import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readEmvco } from '@/lib/domain/emvco';
import { at, call, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock, resetClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { openWorld, openWorldShop, tills, type WorldShop } from './support/world-shop';

/*
 * Every generation of the API once from end to end: a POS is switched, an order charged, scanned, paid, closed and given
 * back. What a generation cannot carry stays in our books.
 */

const secret = 'a-secret-of-the-application';
const item = {
  title: 'Milanesa',
  unitPrice: '1250.55',
  quantity: 2,
  skuNumber: 'MIL-1',
  category: 'food',
  description: 'Con puré',
  pictureUrl: 'https://shop.example.com/milanesa.png',
};

let application: TestApplication;
let shop: WorldShop;

beforeAll(async () => {
  application = await openApplication();
  await openWorld(application);
  shop = await openWorldShop(application, 'MLA');
  await keepSecret();
  await shop.listenToOrders(secret);
});
afterAll(() => application.close());
afterEach(resetClock);

/** The merchant knows the secret of its application, and the one before. */
async function keepSecret(): Promise<void> {
  const [{ saveSecret }, { seal }, { sealingPlace }, { db }] = await Promise.all([
    import('@/db/merchants'),
    import('@/lib/sealing'),
    import('@/lib/services/accounts'),
    import('@/db/client'),
  ]);
  const sealed = seal(['an-older-secret', secret].join('\n'), sealingPlace(shop.merchant, 'webhook_secret'));
  await saveSecret(shop.merchant, db, 'webhook_secret', sealed);
}

/** Charges the item on a till, has it paid through its code, and gives the order once it is closed. */
async function sell(externalPosId: string) {
  const order = await shop.charge({ externalPosId, items: [item] });
  const code = order.qr_data ?? (await shop.pos(externalPosId)).qrData;
  const scanned = await application.simulator.control('POST', '/scan', { qr_data: code });
  const paymentId = await application.simulator.pay(textAt(scanned.json, 'merchant_order_id'), 'approved');
  const closed = await shop.becomes(order.id, { status: 'closed', closed_by: 'notification', paid_amount: '2501.10' });
  // What was sold is kept whole, whatever was sent.
  expect(closed.items).toEqual([
    expect.objectContaining({ sku_number: 'MIL-1', category: 'food', picture_url: item.pictureUrl }),
  ]);
  return { order: closed, paymentId };
}

describe('the first version', () => {
  test('takes the code as id, the picture, the currency, and its life in a header', async () => {
    await shop.changePos(tills[0], { integration: 'attended_v1' });
    const { order, paymentId } = await sell(tills[0]);
    expect(order).toMatchObject({ integration: 'attended_v1', mode: 'static', total_amount: '2501.10' });
    const [sent] = await shop.received('POST', '/mpmobile/instore/qr/');
    expect(sent?.body).toMatchObject({
      items: [{ id: 'MIL-1', currency_id: 'ARS', unit_price: 1250.55, quantity: 2, picture_url: item.pictureUrl }],
    });
    expect(sent?.body).not.toHaveProperty('total_amount');
    await application.simulator.refund(paymentId);
    await shop.becomes(order.id, { exception: 'refunded', refunded_amount: '2501.10' });
    const canceled = await shop.charge({ externalPosId: tills[0] });
    expect(await shop.cancel(canceled.id)).toMatchObject({ status: 'canceled' });
    expect(await shop.received('DELETE', '/mpmobile/instore/qr/')).toHaveLength(1);
  });
});

describe('codes on a screen', () => {
  test.each([
    ['dynamic', 'POST'],
    ['hybrid', 'PUT'],
  ] as const)('a %s order shows a code of its own', async (mode, method) => {
    await shop.changePos(tills[1], { integration: 'attended_v2', mode });
    const { order, paymentId } = await sell(tills[1]);
    expect(readEmvco(order.qr_data ?? '')).not.toBeNull();
    const [sent] = await shop.received(method, '/qrs');
    expect(sent?.body).toMatchObject({ items: [{ sku_number: 'MIL-1', category: 'food' }] });
    expect(JSON.stringify(sent?.body)).not.toContain('picture_url');
    await application.simulator.refund(paymentId, 100);
    await shop.becomes(order.id, { exception: 'partially_refunded', refunded_amount: '100.00' });
  });

  test('a hybrid order whose answer had no body is sold through the printed code alone', async () => {
    await application.simulator.control('PUT', '/behaviour', { hybrid_body: false });
    await shop.changePos(tills[1], { integration: 'attended_v2', mode: 'hybrid' });
    const order = await shop.charge({ externalPosId: tills[1] });
    await application.simulator.control('PUT', '/behaviour', { hybrid_body: true });
    expect(order.qr_data).toBeNull();
    await application.simulator.pay(await shop.scan(tills[1]), 'approved');
    await shop.becomes(order.id, { status: 'closed' });
  });

  test('a hybrid order can be paid through the printed code as well, and canceled', async () => {
    await shop.changePos(tills[1], { integration: 'attended_v2', mode: 'hybrid' });
    const order = await shop.charge({ externalPosId: tills[1] });
    await application.simulator.pay(await shop.scan(tills[1]), 'approved');
    await shop.becomes(order.id, { status: 'closed' });
    const other = await shop.charge({ externalPosId: tills[1] });
    expect(await shop.cancel(other.id)).toMatchObject({ status: 'canceled' });
  });
});

describe('the Orders API', () => {
  test.each(['static', 'dynamic', 'hybrid'] as const)(
    'sells in its mode %s, told by a signed notification',
    async (mode) => {
      await shop.changePos(tills[2], { integration: 'orders_api', mode });
      const { order, paymentId } = await sell(tills[2]);
      expect(order).toMatchObject({ integration: 'orders_api', mode });
      const [sent] = await shop.received('POST', '/v1/orders');
      expect(sent).toMatchObject({
        idempotency_key: `create-${order.id}`,
        body: {
          type: 'qr',
          total_amount: '2501.10',
          expiration_time: 'PT600S',
          config: { qr: { external_pos_id: tills[2], mode } },
          transactions: { payments: [{ amount: '2501.10' }] },
          items: [
            { external_code: 'MIL-1', external_categories: [{ id: 'food' }], unit_price: '1250.55', quantity: 2 },
          ],
        },
      });
      expect(order.payments).toMatchObject([{ id: expect.stringMatching(/^PAY/), status: 'approved' }]);
      await application.simulator.refund(paymentId);
      await shop.becomes(order.id, { exception: 'refunded', refunded_amount: '2501.10' });
      await eventually(async () => {
        const told = await application.services.sql`
        select signature, outcome from notifications
        where topic = 'order' and order_id = ${order.id} and processed_at is not null`;
        expect(told.length).toBeGreaterThanOrEqual(2);
        expect(new Set(told.map((row) => row.signature))).toEqual(new Set(['valid']));
      });
    },
  );

  test('of eleven items none is sent, for ten would not add up; all of them are kept', async () => {
    await shop.changePos(tills[2], { integration: 'orders_api', mode: 'static' });
    const items = Array.from({ length: 11 }, (_, place) => ({ ...item, title: `Plato ${place}`, quantity: 1 }));
    const order = await shop.charge({ externalPosId: tills[2], items });
    expect(order.items).toHaveLength(11);
    const [sent] = await shop.received('POST', '/v1/orders');
    expect(sent?.body).toMatchObject({ total_amount: '13756.05' });
    expect(sent?.body).not.toHaveProperty('items');
    await shop.cancel(order.id);
  });

  test('is canceled by its id, under a key of ours', async () => {
    await shop.changePos(tills[2], { integration: 'orders_api', mode: 'static' });
    const order = await shop.charge({ externalPosId: tills[2] });
    expect(await shop.cancel(order.id)).toMatchObject({ status: 'canceled' });
    const [sent] = await shop.received('POST', '/cancel');
    expect(sent).toMatchObject({ verdict: 'ok', idempotency_key: `cancel-${order.id}` });
  });

  test('an answer that is lost leaves one order, whose id is learnt by asking again', async () => {
    await shop.changePos(tills[2], { integration: 'orders_api', mode: 'static' });
    await application.simulator.misbehave({ kind: 'drop_after_commit', method: 'POST', path: '/v1/orders', times: 1 });
    const answer = await shop.tryToCharge({ externalPosId: tills[2] });
    expect(answer).toMatchObject({ status: 201, body: { status: 'draft' } });
    const id = textAt(answer.body, 'id');
    moveClock(30);
    await shop.becomes(id, { status: 'opened' });
    await application.simulator.pay(await shop.scan(tills[2]), 'approved');
    await shop.becomes(id, { status: 'closed' });
    const keys = (await shop.received('POST', '/v1/orders')).map((request) => request.idempotency_key);
    expect(keys.filter((key) => key === `create-${id}`)).toHaveLength(2);
  });
});

describe('the unattended model', () => {
  test.each(['v1', 'v2'] as const)(
    'protocol %s: the phone waits, then shows the order, and it is paid',
    async (protocol) => {
      const till = tills[0];
      const pos = await shop.changePos(till, { integration: 'unattended', unattendedProtocol: protocol });
      expect(pos.unattendedUrl).toBe(`${application.url}/api/pos/${pos.unattendedKey}/order`);
      const [registered] = await shop.received('PUT', '/pos/');
      expect(registered?.body).toMatchObject({ fixed_amount: true });
      const early = await application.simulator.control('POST', '/scan', {
        external_pos_id: till,
        user_id: shop.userId,
      });
      expect(early.json).toMatchObject({ result: 'waiting' });

      const before = (await shop.received('POST', '')).length + (await shop.received('PUT', '')).length;
      const order = await shop.charge({ externalPosId: till, items: [item] });
      expect((await shop.received('POST', '')).length + (await shop.received('PUT', '')).length).toBe(before);
      const polled = await call(pos.unattendedUrl ?? '', { method: 'GET' });
      expect(polled.headers.get('order-version')).toBe(protocol === 'v2' ? '2' : null);
      const paymentId = await application.simulator.pay(await shop.scan(till), 'approved');
      const closed = await shop.becomes(order.id, {
        status: 'closed',
        closed_by: 'notification',
        paid_amount: '2501.10',
      });
      expect(closed.integration).toBe('unattended');
      expect((await call(pos.unattendedUrl ?? '', { method: 'GET' })).status).toBe(protocol === 'v2' ? 202 : 400);
      await application.simulator.refund(paymentId);
      await shop.becomes(order.id, { exception: 'refunded' });
      // With an address left over Mercado Pago would go on asking for orders that lie on the code.
      await shop.switchPosBack(till);
      expect(await registeredUrl(pos.mercadopagoPosId)).toBeNull();
    },
  );
});

async function registeredUrl(posId: string | null): Promise<unknown> {
  const headers = { authorization: `Bearer ${sitesOfTheWorld.MLA.accessToken}` };
  return at((await call(`${application.simulator.url}/pos/${posId}`, { method: 'GET', headers })).json, 'url');
}

describe('money that came and went before anybody looked', () => {
  test.each(['attended_v1', 'attended_v2', 'orders_api'] as const)(
    'with %s the order is closed and refunded, not expired',
    async (integration) => {
      await shop.changePos(tills[2], { integration, mode: 'static' });
      await application.simulator.notify({ mode: 'none' });
      const order = await shop.charge({ externalPosId: tills[2] });
      const paymentId = await application.simulator.pay(await shop.scan(tills[2]), 'approved');
      await application.simulator.refund(paymentId);
      await application.simulator.notify({ mode: 'both' });
      moveClock(16);
      const total = shop.site.doublePrice;
      const money = { paid_amount: total, refunded_amount: total };
      await shop.becomes(order.id, { status: 'closed', exception: 'refunded', closed_by: 'sweep', ...money });
    },
  );
});

describe('switching a point of sale', () => {
  test('is refused while an order is on it, and one step back is kept', async () => {
    await shop.changePos(tills[1], { integration: 'attended_v2', mode: 'static' });
    const order = await shop.charge({ externalPosId: tills[1] });
    await expect(shop.changePos(tills[1], { integration: 'orders_api' })).rejects.toMatchObject({
      code: 'conflict',
      details: { findings: expect.arrayContaining([{ code: 'order_unfinished', blocks: true }]) },
    });
    await shop.cancel(order.id);
    await shop.changePos(tills[1], { integration: 'orders_api' });
    expect(await shop.switchPosBack(tills[1])).toMatchObject({ integration: 'attended_v2', mode: 'static' });
  });

  test('leaves orders with the generation that made them', async () => {
    await shop.changePos(tills[2], { integration: 'orders_api', mode: 'static' });
    const { order, paymentId } = await sell(tills[2]);
    await shop.changePos(tills[2], { integration: 'attended_v2' });
    await application.simulator.refund(paymentId);
    await shop.becomes(order.id, { integration: 'orders_api', exception: 'refunded' });
  });

  test('asks whether the POS exists there, and warns of what is not certain', async () => {
    const findings = await shop.preflightPos(tills[1], { integration: 'orders_api', mode: 'static' });
    expect(findings).toEqual([{ code: 'notifications_by_application', blocks: false }]);
    const { mercadopagoPosId } = await shop.pos(tills[1]);
    await application.simulator.misbehave({ kind: 'status', status: 404, path: `/pos/${mercadopagoPosId}`, times: 1 });
    expect(await shop.preflightPos(tills[1], { integration: 'attended_v1', mode: 'static' })).toEqual([
      { code: 'pos_not_at_mercadopago', blocks: true },
    ]);
  });

  test.each(['attended_v1', 'attended_v2', 'orders_api'] as const)(
    'to %s can be tried before, with an order that is canceled at once',
    async (integration) => {
      const before = await shop.pos(tills[1]);
      const { orderId, isCanceled } = await shop.testCharge(tills[1], { integration, mode: 'static' });
      expect(isCanceled).toBe(true);
      expect(await shop.order(orderId)).toMatchObject({ status: 'canceled', integration, paid_amount: '0.00' });
      expect(await shop.pos(tills[1])).toEqual(before);
    },
  );

  test('is tried on an idle till only, and where something is published', async () => {
    const wanted = { integration: 'orders_api', mode: 'dynamic' } as const;
    const order = await shop.charge({ externalPosId: tills[1] });
    await expect(shop.testCharge(tills[1], wanted)).rejects.toMatchObject({
      code: 'conflict',
      details: { findings: expect.arrayContaining([{ code: 'order_unfinished', blocks: true }]) },
    });
    await shop.cancel(order.id);
    await application.simulator.misbehave({ kind: 'status', status: 400, path: '/v1/orders', times: 1, body: refusal });
    await expect(shop.testCharge(tills[1], wanted)).rejects.toMatchObject({
      code: 'mercadopago_refused',
      details: { mercadopago: { status: 400, code: 'unsupported_site' } },
    });
    await expect(shop.testCharge(tills[1], { integration: 'unattended', mode: 'static' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await shop.testCharge(tills[1], wanted)).isCanceled).toBe(true);
  });
});

const refusal = { errors: [{ code: 'unsupported_site', message: 'as it is documented', details: [] }] };

describe('where a generation is not offered', () => {
  test('the switch warns, and the refusal of Mercado Pago is shown as it is', async () => {
    const mexico = await openWorldShop(application, 'MLM');
    const findings = await mexico.preflightPos(tills[0], { integration: 'orders_api', mode: 'static' });
    expect(findings).toContainEqual({ code: 'site_not_certain', blocks: false });
    await mexico.changePos(tills[0], { integration: 'orders_api' });
    expect(await mexico.tryToCharge()).toMatchObject({
      status: 502,
      body: { error: { code: 'mercadopago_refused', mercadopago: { status: 400, code: 'unsupported_site' } } },
    });
    expect(await mexico.switchPosBack(tills[0])).toMatchObject({ integration: 'attended_v2' });
    await mexico.charge();
  });
});
