import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, readOrder, type Shop, tills } from '../support/shop';
import type { Fault } from '../support/simulator';

const publication = { method: 'PUT', path: '/instore/qr/seller/collectors/*/orders', times: 1 };

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

const publications = () => application.simulator.requestsOf(shop.userId, 'PUT', '/orders');

describe('Mercado Pago says no', () => {
  test('a refusal is 502 with the order and what they said, and leaves the order failed and the till free', async () => {
    const { simulator } = application;
    const body = { error: 'invalid_total_amount', message: 'Too much for this account', status: 400 };
    await simulator.misbehave({ ...publication, kind: 'status', status: 400, body });
    const key = randomUUID();
    const refused = await shop.charge({}, key);
    expect(refused).toMatchObject({
      status: 502,
      json: {
        error: {
          code: 'mercadopago_refused',
          order_id: expect.any(String),
          mercadopago: { status: 400, code: 'invalid_total_amount', message: 'Too much for this account' },
        },
      },
    });
    const id = textAt(refused.json, 'error', 'order_id');
    expect(await shop.order(id)).toMatchObject({ status: 'failed', exception: 'none' });
    const again = await shop.charge({}, key);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([502, 'true']);
    expect(again.json).toEqual(refused.json);
    expect((await shop.charge()).status).toBe(201);
  });

  test('a token that was revoked is a refusal: nothing was charged', async () => {
    const { simulator } = application;
    await simulator.control('POST', '/reset', { accounts: [{ user_id: shop.userId, access_token: 'another-token' }] });
    const refused = await shop.charge();
    expect(refused).toMatchObject({ status: 502, json: { error: { code: 'mercadopago_refused' } } });
    expect(await shop.order(textAt(refused.json, 'error', 'order_id'))).toMatchObject({ status: 'failed' });
  });

  test('too many requests is 503: certainly nothing was charged', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'rate_limit' });
    const refused = await shop.charge();
    expect(refused).toMatchObject({
      status: 503,
      json: { error: { code: 'mercadopago_unavailable', order_id: expect.any(String) } },
    });
    expect(await shop.order(textAt(refused.json, 'error', 'order_id'))).toMatchObject({ status: 'failed' });
  });
});

describe('nobody knows whether it was published', () => {
  test('published but not answered: 201 as a draft, then opened by a look, and never published again', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const answer = await shop.charge();
    expect(answer).toMatchObject({ status: 201, json: { status: 'draft' } });
    moveClock(13);
    const opened = await shop.becomes(readOrder(answer.json).id, { status: 'opened' });
    expect(await publications()).toHaveLength(1);
    await simulator.pay(await shop.scan(), 'approved');
    await shop.becomes(opened.id, { status: 'closed' });
  });

  test('published but not answered, and scanned before anybody looked: the scan proves it', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const draft = readOrder((await shop.charge()).json);
    await shop.scan();
    expect(await shop.becomes(draft.id, { status: 'opened' })).toMatchObject({ exception: 'none' });
  });

  test('published, not answered and paid: it closes', async () => {
    const { simulator } = application;
    await simulator.notify({ mode: 'none' });
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const draft = readOrder((await shop.charge()).json);
    await simulator.pay(await shop.scan(), 'approved');
    moveClock(13);
    await shop.becomes(draft.id, { status: 'closed', exception: 'none', paid_amount: '320.00' });
    // A closed order is looked at a little longer, which may add what is said of its payment.
    expect((await shop.history(draft.id)).slice(0, 6)).toEqual([
      'created',
      'publication_unknown',
      'published',
      'merchant_order_observed',
      'payment_observed',
      'closed',
    ]);
  });

  test('never published: a draft until the grace is over, then failed, and the till is free', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop' });
    const draft = readOrder((await shop.charge()).json);
    expect(draft.status).toBe('draft');
    moveClock(13);
    await shop.check(draft.id);
    expect(await shop.order(draft.id)).toMatchObject({ status: 'draft' });
    moveClock(20);
    await shop.becomes(draft.id, { status: 'failed' });
    expect((await shop.charge()).status).toBe(201);
  });

  test('while it is unknown the till is taken: a second order could be charged twice', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const draft = readOrder((await shop.charge()).json);
    expect(await shop.charge()).toMatchObject({
      status: 409,
      json: { error: { code: 'pos_busy', order_id: draft.id, status: 'draft' } },
    });
    expect(await publications()).toHaveLength(1);
  });

  test('the same key is answered with the draft, and publishes nothing', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const key = randomUUID();
    const first = await shop.charge({}, key);
    const again = await shop.charge({}, key);
    expect(again.json).toEqual(first.json);
    expect(await publications()).toHaveLength(1);
  });

  test('canceling a draft withdraws what may have been published, and says canceled only when that is certain', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'drop_after_commit' });
    const draft = readOrder((await shop.charge()).json);
    expect(await shop.cancel(draft.id)).toMatchObject({ status: 200, json: { status: 'draft' } });
    moveClock(35);
    await shop.becomes(draft.id, { status: 'canceled' });
    const slot = `${simulator.url}/instore/qr/seller/collectors/${shop.userId}/pos/${tills[0]}/orders`;
    const left = await fetch(slot, { headers: { authorization: `Bearer ${shop.accessToken}` } });
    expect(left.status).toBe(404);
  });

  test.each<[string, Omit<Fault, 'method' | 'path' | 'times'>]>([
    ['an error of the server', { kind: 'status', status: 500 }],
    ['an error of the server after it was done', { kind: 'status', status: 500, commit: true }],
    ['a gateway that gave up', { kind: 'status', status: 504, commit: true }],
    ['a page in HTML', { kind: 'html', status: 502, commit: true }],
    ['a page in HTML that says 200', { kind: 'html', status: 200, commit: true }],
    ['a page in HTML that says 403', { kind: 'html', status: 403, commit: true }],
    ['half a JSON', { kind: 'garbage' }],
    ['a redirect', { kind: 'status', status: 302, commit: true }],
    ['a broken connection', { kind: 'drop' }],
  ])('after %s it is a draft, never opened or failed by guessing, and a look settles it', async (_name, fault) => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, ...fault });
    const answer = await shop.charge();
    expect(answer).toMatchObject({ status: 201, json: { status: 'draft' } });
    const { id } = readOrder(answer.json);
    expect(await shop.history(id)).toEqual(['created', 'publication_unknown']);
    moveClock(35);
    const wasDone = fault.commit === true || fault.kind === 'garbage';
    await shop.becomes(id, { status: wasDone ? 'opened' : 'failed' });
    expect(await publications()).toHaveLength(1);
  });

  test('after no answer within its time it is a draft', async () => {
    const { simulator } = application;
    await simulator.misbehave({ ...publication, kind: 'delay', delay_ms: 60_000 });
    const answer = await shop.charge();
    expect(answer).toMatchObject({ status: 201, json: { status: 'draft' } });
    expect(await shop.history(readOrder(answer.json).id)).toEqual(['created', 'publication_unknown']);
  });

  test('nothing is decided while the till cannot be read, however long that lasts', async () => {
    const { simulator, services } = application;
    await services.stopWorker();
    await simulator.misbehave(
      { ...publication, kind: 'drop_after_commit' },
      { method: 'GET', path: '/instore/qr/seller/collectors/*', kind: 'html', times: 2 },
    );
    const draft = readOrder((await shop.charge()).json);
    moveClock(60);
    await services.sweepOrders();
    expect(await shop.order(draft.id)).toMatchObject({ status: 'draft' });
    moveClock(60);
    await services.sweepOrders();
    expect(await shop.order(draft.id)).toMatchObject({ status: 'draft' });
    services.startWorker();
    moveClock(5);
    await shop.becomes(draft.id, { status: 'opened' });
  });
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(15);
});
