import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { giveBack, readRefund } from '../support/refunding';
import { openShop, openTwoShops, type Shop, tills } from '../support/shop';

const refunding = { method: 'POST', path: '/v1/payments/*/refunds', times: 1 } as const;

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

const calls = () => application.simulator.requestsOf(shop.userId, 'POST', '/refunds');

/** What our books have of an order's refunds, oldest first. */
async function books(orderId: string) {
  return application.services.sql<
    {
      status: string;
      origin: string;
      amount_minor: string;
      refusal_code: string | null;
      mercadopago_refund_id: string;
    }[]
  >`select status, origin, amount_minor, refusal_code, mercadopago_refund_id from refunds where order_id = ${orderId}
    order by created_at, position`;
}

/** Waits until every refund of an order has ended, and says how. */
function settled(orderId: string, statuses: readonly string[], options?: { withinMs: number }) {
  return eventually(async () => {
    expect((await books(orderId)).map((refund) => refund.status)).toEqual(statuses);
  }, options);
}

describe('giving back', () => {
  test('all that is left when no amount is named, and then nothing is left', async () => {
    const { order, payment } = await shop.closedOrder();
    const answer = await giveBack(shop, order.id);
    expect(answer.status).toBe(201);
    expect(readRefund(answer)).toMatchObject({
      amount: '320.00',
      status: 'approved',
      reason: 'El cliente devolvió la compra',
      parts: [{ payment_id: payment, amount: '320.00', status: 'approved' }],
    });
    await shop.becomes(order.id, { status: 'closed', exception: 'refunded', refunded_amount: '320.00' });
    expect((await calls()).map(({ body }) => body)).toEqual([{}]);
    expect(await giveBack(shop, order.id)).toMatchObject({ status: 409, json: { error: { code: 'conflict' } } });
    expect(await shop.history(order.id)).toContain('refund_requested');
    expect((await application.services.verifyOrders()).broken).toEqual([]);
  });

  test('a part, several times, never more than what is left', async () => {
    const { order } = await shop.closedOrder();
    expect(readRefund(await giveBack(shop, order.id, { amount: '100.00' })).status).toBe('approved');
    await shop.becomes(order.id, { exception: 'partially_refunded', refunded_amount: '100.00' });
    expect(await giveBack(shop, order.id, { amount: 220.01 })).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid_input', fields: { amount: expect.any(String) } } },
    });
    expect(readRefund(await giveBack(shop, order.id, { amount: 220 })).amount).toBe('220.00');
    await shop.becomes(order.id, { exception: 'refunded', refunded_amount: '320.00' });
    expect((await calls()).map(({ body }) => body)).toEqual([{ amount: 100 }, { amount: 220 }]);
  });

  test('of two payments the newest first, each with a key of its own', async () => {
    const { order, first, second } = await paidTwice();
    const refund = readRefund(await giveBack(shop, order, { amount: '400.00' }));
    expect(refund.parts).toEqual([
      { payment_id: second, amount: '320.00', status: 'approved' },
      { payment_id: first, amount: '80.00', status: 'approved' },
    ]);
    expect(new Set((await calls()).map((call) => call.idempotency_key)).size).toBe(2);
    await shop.becomes(order, { refunded_amount: '400.00' });
  });

  test('what cannot be an amount or a reason is refused by name, and nothing is asked', async () => {
    const { order } = await shop.closedOrder();
    const wrong = [
      [{ amount: '0' }, 'amount'],
      [{ amount: '-1' }, 'amount'],
      [{ amount: '1.005' }, 'amount'],
      [{ amount: 'all' }, 'amount'],
      [{ reason: '  ' }, 'reason'],
      [{ reason: '\u200b\u2060' }, 'reason'],
      [{ reason: '\u202eback' }, 'reason'],
      [{ reason: undefined }, 'reason'],
      [{ reason: 'x'.repeat(501) }, 'reason'],
      [{ payment_id: '1' }, 'payment_id'],
    ] as const;
    for (const [body, field] of wrong) {
      expect(await giveBack(shop, order.id, body), JSON.stringify(body)).toMatchObject({
        status: 422,
        json: { error: { fields: { [field]: expect.any(String) } } },
      });
    }
    expect(await calls()).toEqual([]);
  });

  test('of an order that was not paid: nothing is there to give back', async () => {
    const { id } = await shop.openedOrder();
    expect((await giveBack(shop, id)).status).toBe(409);
  });

  test('in the Orders API it goes through the order', async () => {
    await application.services.sql`
      update pos set integration = 'orders_api' where merchant_id = ${shop.merchant.id} and external_pos_id = ${tills[0]}`;
    const order = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    await shop.check(order.id);
    expect(readRefund(await giveBack(shop, order.id, { amount: '20.00' })).status).toBe('approved');
    expect(readRefund(await giveBack(shop, order.id)).amount).toBe('300.00');
    await shop.becomes(order.id, { exception: 'refunded', refunded_amount: '320.00' });
    expect(await calls()).toEqual([]);
    const asked = await application.simulator.requestsOf(shop.userId, 'POST', '/refund');
    expect(asked.map(({ path }) => path.replace(/ORD\w+/, 'ORD'))).toEqual([
      '/v1/orders/ORD/refund',
      '/v1/orders/ORD/refund',
    ]);
  });
});

describe('who may', () => {
  test('a key without its scope, another merchant, and nobody at all', async () => {
    const { ours, theirs } = await openTwoShops(application);
    const { order } = await ours.closedOrder();
    expect((await giveBack(theirs, order.id)).status).toBe(404);
    const key = await ours.keyFor(['orders:read', 'orders:write']);
    const call = { authorization: `Bearer ${key}`, 'idempotency-key': randomUUID() };
    expect((await ours.api('POST', `/orders/${order.id}/refunds`, { reason: 'x' }, call)).status).toBe(403);
    expect((await ours.api('POST', `/orders/${order.id}/refunds`, { reason: 'x' })).status).toBe(422);
    for (const role of ['printer', 'accountant'] as const) {
      const person = await ours.signIn(role);
      expect((await person.call('POST', `/orders/${order.id}/refunds`, { reason: 'x' })).status).toBe(403);
    }
    expect(await application.simulator.requestsOf(ours.userId, 'POST', '/refunds')).toEqual([]);
  });

  test('a cashier asks, a second person says yes, and only then anything is sent', async () => {
    const { order } = await shop.closedOrder();
    const cashier = await shop.signIn('cashier');
    const asked = readRefund(await cashier.call('POST', `/orders/${order.id}/refunds`, { reason: 'Se equivocó' }));
    expect(asked.status).toBe('requested');
    expect((await giveBack(shop, order.id)).status).toBe(409);
    const self = { merchant: shop.merchant, by: personBy(cashier.personId), principal: 'x', role: 'cashier' } as const;
    await expect(application.services.approveRefund(self, asked.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await calls()).toEqual([]);
    const manager = await shop.signIn('manager');
    const other = { ...self, by: personBy(manager.personId), role: 'manager' } as const;
    const outcomes = await Promise.allSettled([1, 2].map(() => application.services.approveRefund(other, asked.id)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await shop.becomes(order.id, { exception: 'refunded' });
    expect(await calls()).toHaveLength(1);
    expect(await shop.history(order.id)).toEqual(expect.arrayContaining(['refund_requested', 'refund_approval_given']));
  });

  test('what was declined is free to be asked for again', async () => {
    const { order } = await shop.closedOrder();
    const cashier = await shop.signIn('cashier');
    const asked = readRefund(await cashier.call('POST', `/orders/${order.id}/refunds`, { reason: 'Se equivocó' }));
    const caller = {
      merchant: shop.merchant,
      by: personBy(cashier.personId),
      principal: 'x',
      role: 'cashier',
    } as const;
    const other = { ...caller, by: personBy(randomUUID()) };
    const alone = { mayDecideOthers: false };
    await expect(application.services.declineRefund(other, asked.id, alone)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await application.services.declineRefund(caller, asked.id, alone);
    await expect(application.services.declineRefund(caller, asked.id, alone)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await calls()).toEqual([]);
    expect(readRefund(await giveBack(shop, order.id)).status).toBe('approved');
  });

  test('above a limit per refund or per day a second person is needed, also when two are asked for at once', async () => {
    const { sql } = application.services;
    await sql`insert into refund_limits values (${shop.merchant.id}, 'manager', 20000, 25000)`;
    const manager = await shop.signIn('manager');
    const ask = async (orderId: string, amount: string) =>
      readRefund(await manager.call('POST', `/orders/${orderId}/refunds`, { reason: 'x', amount })).status;
    const [one, two] = [(await shop.closedOrder()).order.id, (await shop.closedOrder()).order.id];
    expect(await ask(one, '200.01')).toBe('requested');
    expect((await Promise.all([ask(one, '100.00'), ask(two, '200.00')])).sort()).toEqual(['approved', 'requested']);
  });
});

describe('asked twice', () => {
  test('the same key is one refund with one answer, and another body under it is refused', async () => {
    const { order } = await shop.closedOrder();
    const key = randomUUID();
    const first = await giveBack(shop, order.id, { amount: '50.00' }, key);
    const again = await giveBack(shop, order.id, { amount: '50.00' }, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.json).toEqual(first.json);
    expect((await giveBack(shop, order.id, { amount: '60.00' }, key)).status).toBe(422);
    expect(await calls()).toHaveLength(1);
  });

  test('ten people at once, and a double click: together never more than was paid', async () => {
    const { order } = await shop.closedOrder();
    const key = randomUUID();
    const answers = await Promise.all([
      ...Array.from({ length: 8 }, () => giveBack(shop, order.id, { amount: '100.00' })),
      ...[1, 2].map(() => giveBack(shop, order.id, { amount: '100.00' }, key)),
    ]);
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThanOrEqual(3);
    await shop.becomes(order.id, { refunded_amount: '300.00' });
    expect((await books(order.id)).map(({ status }) => status)).toEqual(['approved', 'approved', 'approved']);
    expect(await calls()).toHaveLength(3);
  });
});

describe('nobody knows whether it was done', () => {
  test.each([
    ['done, and the answer lost', { kind: 'drop_after_commit' }],
    ['done, and a page of something in between', { kind: 'html', commit: true }],
    ['done, and 500', { kind: 'status', status: 500, commit: true }],
  ] as const)('%s: unknown, then found by reading, and never sent again', async (_name, fault) => {
    const { simulator } = application;
    const { order } = await shop.closedOrder();
    await simulator.misbehave({ ...refunding, ...fault });
    const refund = readRefund(await giveBack(shop, order.id, { amount: '120.00' }));
    expect(refund.status).toBe('unknown');
    expect((await giveBack(shop, order.id, { amount: '201.00' })).status).toBe(422);
    moveClock(3);
    await settled(order.id, ['approved']);
    await shop.becomes(order.id, { refunded_amount: '120.00', exception: 'partially_refunded' });
    expect(await calls()).toHaveLength(1);
  });

  test('not done, and the connection lost: the same key and bytes are sent again', async () => {
    const { simulator } = application;
    const { order } = await shop.closedOrder();
    await simulator.misbehave({ ...refunding, kind: 'drop' });
    expect(readRefund(await giveBack(shop, order.id, { amount: '120.00' })).status).toBe('unknown');
    moveClock(12);
    await settled(order.id, ['approved']);
    const sent = await calls();
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map((call) => JSON.stringify([call.idempotency_key, call.body]))).size).toBe(1);
    await shop.becomes(order.id, { refunded_amount: '120.00' });
  });

  test('not done, and found out a long time later: it is not done any more', async () => {
    const { simulator } = application;
    const { order } = await shop.closedOrder();
    await simulator.misbehave({ ...refunding, kind: 'drop' }, { kind: 'status', status: 503, method: 'GET' });
    expect(readRefund(await giveBack(shop, order.id)).status).toBe('unknown');
    moveClock(3600);
    await simulator.misbehave();
    await settled(order.id, ['rejected']);
    expect(await books(order.id)).toMatchObject([{ refusal_code: 'not_done' }]);
    expect(await calls()).toHaveLength(1);
    expect(readRefund(await giveBack(shop, order.id)).status).toBe('approved');
  });

  test('certainly not sent: it waits and is sent when it can be', async () => {
    const { simulator } = application;
    const { order } = await shop.closedOrder();
    await simulator.misbehave({ ...refunding, kind: 'rate_limit', retry_after: 1 });
    expect(readRefund(await giveBack(shop, order.id)).status).toBe('requested');
    moveClock(30);
    await settled(order.id, ['approved'], { withinMs: 10_000 });
    expect(await shop.history(order.id)).not.toContain('publication_unknown');
  });

  test('in process: it settles when Mercado Pago says so, either way', async () => {
    const { simulator } = application;
    for (const [refunds, status] of [
      ['in_process', 'approved'],
      ['in_process_then_rejected', 'rejected'],
    ] as const) {
      await simulator.control('PUT', '/behaviour', { refunds, refund_settle_s: 1 });
      const { order } = await shop.closedOrder();
      expect(readRefund(await giveBack(shop, order.id)).status).toBe('in_process');
      moveClock(5);
      await settled(order.id, [status]);
    }
  });
});

describe('Mercado Pago says no', () => {
  test('in its own words, by the code that says why, with nothing given back', async () => {
    const { order } = await shop.closedOrder();
    const body = {
      error: 'bad_request',
      message: 'Payment too old to be refunded',
      status: 400,
      cause: [{ code: 2024 }],
    };
    await application.simulator.misbehave({ ...refunding, kind: 'status', status: 400, body });
    const refund = readRefund(await giveBack(shop, order.id));
    expect(refund).toMatchObject({
      status: 'rejected',
      parts: [{ status: 'rejected', mercadopago: { status: 400, code: '2024', message: body.message } }],
    });
    expect(await shop.order(order.id)).toMatchObject({ refunded_amount: '0.00', exception: 'none' });
    expect(readRefund(await giveBack(shop, order.id)).status).toBe('approved');
  });
});

describe('made elsewhere', () => {
  test('a refund of the panel appears as theirs, beside ours, once', async () => {
    const { simulator } = application;
    const { order, payment } = await shop.closedOrder();
    expect(readRefund(await giveBack(shop, order.id, { amount: '20.00' })).status).toBe('approved');
    await simulator.refund(payment, 100);
    await shop.becomes(order.id, { refunded_amount: '120.00' });
    await eventually(async () => {
      expect(await books(order.id)).toMatchObject([
        { origin: 'here', status: 'approved', amount_minor: '2000' },
        { origin: 'mercadopago', status: 'approved', amount_minor: '10000' },
      ]);
    });
    await shop.check(order.id);
    expect(await books(order.id)).toHaveLength(2);
    expect(readRefund(await giveBack(shop, order.id)).amount).toBe('200.00');
    await shop.becomes(order.id, { exception: 'refunded' });
  });

  test('it appears while one of ours waits for a second person, who then gives back no more than what is left', async () => {
    const { order, payment } = await shop.closedOrder();
    const [cashier, manager] = [await shop.signIn('cashier'), await shop.signIn('manager')];
    const asked = readRefund(await cashier.call('POST', `/orders/${order.id}/refunds`, { reason: 'x' }));
    await application.simulator.refund(payment, 100);
    const theirs = { origin: 'mercadopago', status: 'approved', amount_minor: '10000' };
    await eventually(async () => {
      await shop.check(order.id);
      expect(await books(order.id)).toEqual(
        expect.arrayContaining([
          expect.objectContaining(theirs),
          expect.objectContaining({ origin: 'here', status: 'requested', amount_minor: '32000' }),
        ]),
      );
    });
    const caller = {
      merchant: shop.merchant,
      by: personBy(manager.personId),
      principal: 'x',
      role: 'manager',
    } as const;
    await application.services.approveRefund(caller, asked.id);
    await shop.becomes(order.id, { exception: 'refunded', refunded_amount: '320.00' });
    expect(await books(order.id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining(theirs),
        expect.objectContaining({ origin: 'here', status: 'approved', amount_minor: '22000' }),
      ]),
    );
  });
});

function personBy(personId: string) {
  return { source: 'cashier', personId, apiKeyId: null } as const;
}

/** One sale that two scans paid, each in full. */
async function paidTwice() {
  const { id: order } = await shop.openedOrder();
  const [one, two] = [await shop.scan(), await shop.scan()];
  const first = await application.simulator.pay(one, 'approved');
  moveClock(1);
  const second = await application.simulator.pay(two, 'approved');
  await shop.becomes(order, { exception: 'paid_over', paid_amount: '640.00' });
  return { order, first, second };
}
