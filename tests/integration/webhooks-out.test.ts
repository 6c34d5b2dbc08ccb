import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { webhookEventTypes } from '@/lib/domain/webhook';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { giveBack } from '../support/refunding';
import { openTwoShops, type Shop } from '../support/shop';
import { openReceiver, type Receiver, signersOf } from '../support/webhook-receiver';

// Receivers are on this machine, which an operator has to allow.
process.env.WEBHOOK_ALLOWED_NETWORKS = '127.0.0.0/8';

let application: TestApplication;
let shop: Shop;
let neighbour: Shop;
let receiver: Receiver;
let personId: string;
const receivers: Receiver[] = [];

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  ({ ours: shop, theirs: neighbour } = await openTwoShops(application));
  ({ personId } = await shop.signIn('owner'));
  receiver = await open();
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});

async function open(): Promise<Receiver> {
  const opened = await openReceiver();
  receivers.push(opened);
  return opened;
}

const endpoints = () => import('@/lib/services/webhook-endpoints');
const deliveries = () => import('@/lib/services/webhook-delivery');

/** Registers a receiver, for everything unless told otherwise. */
async function listen(to: Receiver = receiver, of: Shop = shop, eventTypes: readonly string[] = webhookEventTypes) {
  const { addEndpoint } = await endpoints();
  const made = await addEndpoint(of.merchant, { url: to.url, description: 'ERP', eventTypes }, { personId });
  return { ...made, key: (eventId: string) => ({ endpointId: made.endpointId, eventId }) };
}

async function attemptsOf(endpointId: string) {
  return application.services.sql<{ number: number; status: number | null; problem: string | null; answer: string }[]>`
    select number, status, problem, answer from webhook_attempts where endpoint_id = ${endpointId} order by at, number`;
}

async function endpointRow(endpointId: string) {
  const { getEndpoint } = await import('@/db/webhook-endpoints');
  return getEndpoint(shop.merchant, endpointId);
}

const types = (all: Receiver['received']) => all.map(({ message }) => message.type);

describe('what is told', () => {
  test('every committed fact of a sale once, in its order, signed, as the API showed it right after', async () => {
    const { secret } = await listen();
    const { order } = await shop.closedOrder();
    const all = await receiver.gets(4);
    expect(types(all)).toEqual(['order.created', 'order.opened', 'order.payment_updated', 'order.closed']);
    expect(all.map(({ message }) => message.data.status)).toEqual(['draft', 'opened', 'closed', 'closed']);
    expect(all.map(({ message }) => message.data.paid_amount)).toEqual(['0.00', '0.00', '320.00', '320.00']);
    for (const one of all) {
      expect(signersOf(one, [secret])).toEqual([secret]);
      expect(one.headers['webhook-id']).toBe(one.message.id);
      expect(one.message).toMatchObject({ order_id: order.id, external_reference: order.external_reference });
    }
    expect(new Set(all.map(({ message }) => message.id)).size).toBe(4);
    const { json } = await shop.api('GET', `/orders/${order.id}`);
    expect(all.at(-1)?.message.data).toEqual({ ...Object(json), version: all.at(-1)?.message.sequence });
    const told = all.map(({ message }) => message.sequence ?? 0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('a refund as it was asked for and as it ended', async () => {
    await listen(receiver, shop, ['refund.requested', 'refund.updated']);
    const { order, payment } = await shop.closedOrder();
    const { json } = await giveBack(shop, order.id, { amount: '100.00' });
    const [asked, ended] = await receiver.gets(2);
    expect(asked?.message).toMatchObject({ type: 'refund.requested', order_id: order.id });
    expect(asked?.message.data).toMatchObject({
      amount: '100.00',
      status: 'requested',
      parts: [{ payment_id: payment }],
    });
    expect(ended?.message).toMatchObject({ type: 'refund.updated', data: json });
  });

  test('only what was chosen, and to nobody else', async () => {
    const other = await open();
    await listen(receiver, shop, ['order.closed']);
    await listen(other, neighbour);
    await shop.closedOrder();
    expect(types(await receiver.gets(1))).toEqual(['order.closed']);
    expect(other.received).toEqual([]);
  });
});

describe('an endpoint that fails', () => {
  test('gets the same message again, signed anew, and what came after waits for it', async () => {
    const { secret, endpointId } = await listen();
    receiver.answerNext({ status: 500, body: 'no\0pe' }, { status: 302, headers: { location: '/elsewhere' } });
    await shop.openedOrder();
    for (const times of [1, 2]) {
      await eventually(async () => expect(await attemptsOf(endpointId)).toHaveLength(times));
      expect(receiver.received).toHaveLength(times);
      moveClock(40);
    }
    const all = await receiver.gets(4);
    expect(types(all)).toEqual(['order.created', 'order.created', 'order.created', 'order.opened']);
    expect(new Set(all.slice(0, 3).map(({ headers, text }) => `${headers['webhook-id']} ${text}`)).size).toBe(1);
    expect(new Set(all.slice(0, 3).map(({ headers }) => headers['webhook-timestamp'])).size).toBe(3);
    for (const one of all) expect(signersOf(one, [secret])).toEqual([secret]);
    await eventually(async () =>
      expect(await attemptsOf(endpointId)).toEqual([
        { number: 1, status: 500, problem: 'refused', answer: 'no\ufffdpe' },
        { number: 2, status: 302, problem: 'redirected', answer: null },
        { number: 3, status: 204, problem: null, answer: null },
        { number: 1, status: 204, problem: null, answer: null },
      ]),
    );
  });

  test('is left alone for as long as it asks', async () => {
    const other = await open();
    const { endpointId } = await listen(receiver, shop, ['order.created']);
    await listen(other, neighbour, ['order.created']);
    receiver.answerNext({ status: 429, headers: { 'retry-after': '600' } });
    await shop.openedOrder();
    await eventually(async () => expect(await attemptsOf(endpointId)).toHaveLength(1));
    await shop.openedOrder({ external_pos_id: 'S001P02' });
    moveClock(590);
    // Somebody else is told meanwhile, so there was time enough.
    await neighbour.openedOrder();
    await other.gets(1);
    expect(receiver.received).toHaveLength(1);
    moveClock(11);
    await receiver.gets(3);
  });

  test('is stopped when it says that it is gone; what happens then is kept and sent when asked for', async () => {
    const { endpointId } = await listen();
    receiver.answerNext({ status: 410 });
    await shop.openedOrder();
    await eventually(async () => expect(await endpointRow(endpointId)).toMatchObject({ disabledBecause: 'gone' }));
    const { countStoppedEndpoints } = await import('@/db/webhook-endpoints');
    expect(await countStoppedEndpoints(shop.merchant)).toBe(1);
    await shop.openedOrder({ external_pos_id: 'S001P02' });
    const { redeliverUntold } = await deliveries();
    await expect(redeliverUntold(shop.merchant, endpointId, new Date(0))).rejects.toMatchObject({ code: 'conflict' });
    const { switchEndpoint } = await endpoints();
    await switchEndpoint(shop.merchant, endpointId, { isOn: true }, { personId });
    expect(await countStoppedEndpoints(shop.merchant)).toBe(0);
    expect(await redeliverUntold(shop.merchant, endpointId, new Date(0))).toBe(4);
    expect(await redeliverUntold(neighbour.merchant, endpointId, new Date(0)).catch((error) => error.code)).toBe(
      'not_found',
    );
    expect(types(await receiver.gets(5)).sort()).toEqual([
      ...Array(3).fill('order.created'),
      ...Array(2).fill('order.opened'),
    ]);
  });

  test('is stopped when nothing came through for days', async () => {
    const { endpointId } = await listen(receiver, shop, ['order.opened']);
    receiver.answerAll({ status: 503 });
    await application.services.sql`update webhook_endpoints set failures_in_row = 11,
      failing_since = now() - interval '95 hours 59 minutes' where id = ${endpointId}`;
    await shop.openedOrder();
    await eventually(async () => expect(await attemptsOf(endpointId)).toHaveLength(1));
    expect(await endpointRow(endpointId)).toMatchObject({ disabledAt: null, failuresInRow: 12 });
    moveClock(120);
    await eventually(async () => expect(await endpointRow(endpointId)).toMatchObject({ disabledBecause: 'failing' }));
    const [row] = await application.services
      .sql`select state from webhook_deliveries where endpoint_id = ${endpointId}`;
    expect(row).toEqual({ state: 'held' });
  });
});

describe('whoever is slow', () => {
  test('holds up neither another merchant nor its own orders', async () => {
    const quick = await open();
    receiver.answerAll('hang');
    await listen();
    await listen(quick, neighbour);
    const { id } = await shop.openedOrder();
    await receiver.gets(1);
    await neighbour.closedOrder();
    await quick.gets(4);
    await application.simulator.pay(await shop.scan(), 'approved');
    await shop.becomes(id, { status: 'closed' });
    expect(receiver.received).toHaveLength(1);
  });

  test('is asked again by another process when the one that asked is gone', async () => {
    const { endpointId } = await listen(receiver, shop, ['order.opened']);
    const { claimDeliveries } = await import('@/db/webhook-deliveries');
    await application.services.stopWorker();
    await shop.openedOrder();
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + 60_000);
    const claim = { now, leaseUntil, limit: 8 };
    const [first, second] = await Promise.all([1, 2].map(() => claimDeliveries(shop.merchant, endpointId, claim)));
    expect([...(first ?? []), ...(second ?? [])]).toHaveLength(1);
    application.services.startWorker();
    moveClock(61);
    await receiver.gets(1);
  });
});

describe('a person', () => {
  test('changes the secret, and for a day both sign', async () => {
    const { secret, endpointId } = await listen();
    const { rotateSecret, dropOldSecret } = await endpoints();
    const { sendTestEvent } = await deliveries();
    const newer = await rotateSecret(shop.merchant, endpointId, { personId });
    await sendTestEvent(shop.merchant, endpointId);
    await dropOldSecret(shop.merchant, endpointId, { personId });
    await sendTestEvent(shop.merchant, endpointId);
    const newest = await rotateSecret(shop.merchant, endpointId, { personId });
    moveClock(86_401);
    await sendTestEvent(shop.merchant, endpointId);
    const signers = receiver.received.map((one) => signersOf(one, [secret, newer, newest]));
    expect(signers).toEqual([[secret, newer], [newer], [newest]]);
    const stored = await application.services.sql`select * from webhook_secrets where endpoint_id = ${endpointId}`;
    expect(JSON.stringify(stored)).not.toContain(newest.slice('whsec_'.length, 20));
  });

  test('tries it out, sees what was answered, and sends one message again', async () => {
    const { endpointId, key } = await listen(receiver, shop, ['order.opened']);
    const { sendTestEvent, redeliver } = await deliveries();
    receiver.answerNext({ status: 401, body: 'who are you?' });
    const tried = await sendTestEvent(shop.merchant, endpointId);
    expect(tried.outcome).toMatchObject({ status: 401, problem: 'refused', answer: 'who are you?' });
    expect(receiver.received[0]?.message.type).toBe('webhook.test');
    expect((await redeliver(shop.merchant, key(tried.eventId)))?.status).toBe(204);
    const { getDelivery } = await import('@/db/webhook-deliveries');
    expect(await getDelivery(shop.merchant, key(tried.eventId))).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(await getDelivery(neighbour.merchant, key(tried.eventId))).toBeNull();
    await expect(redeliver(neighbour.merchant, key(tried.eventId))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stops it, lets it go on, and deletes it', async () => {
    const { endpointId } = await listen(receiver, shop, ['order.opened']);
    const { switchEndpoint, removeEndpoint } = await endpoints();
    await switchEndpoint(shop.merchant, endpointId, { isOn: false }, { personId });
    await shop.openedOrder();
    await switchEndpoint(shop.merchant, endpointId, { isOn: true }, { personId });
    await shop.openedOrder({ external_pos_id: 'S001P02' });
    await receiver.gets(1);
    const states = () => application.services.sql<{ state: string }[]>`
      select state from webhook_deliveries where endpoint_id = ${endpointId} order by created_at`;
    // What was received is noted here a moment later.
    await eventually(async () => expect((await states()).at(-1)?.state).toBe('delivered'));
    await removeEndpoint(shop.merchant, endpointId, { personId });
    expect((await states()).map(({ state }) => state)).toEqual(['held', 'delivered']);
    await expect(removeEndpoint(shop.merchant, endpointId, { personId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('finds what was told for 90 days; what still waits is kept', async () => {
    await listen(receiver, shop, ['order.created']);
    await shop.openedOrder();
    await receiver.gets(1);
    receiver.answerAll({ status: 500 });
    await shop.openedOrder({ external_pos_id: 'S001P02' });
    await receiver.gets(2);
    const told = () => application.services.sql`
      select state from webhook_deliveries where merchant_id = ${shop.merchant.id} order by created_at`;
    await eventually(async () => expect((await told()).map(({ state }) => state)).toEqual(['delivered', 'pending']));
    await application.services.stopWorker();
    moveClock(91 * 86_400);
    await application.services.forgetOldDeliveries();
    application.services.startWorker();
    expect((await told()).map(({ state }) => state)).toEqual(['pending']);
  });
});
