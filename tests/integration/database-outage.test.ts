import type { TransactionSql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { sendDeliveries } from '../support/delivery-stream';
import { eventually } from '../support/eventually';
import { type KillableDatabase, openKillableDatabase } from '../support/killable-database';
import { readLive } from '../support/live-reader';
import { openShop, type Shop } from '../support/shop';

/* A PostgreSQL of this file alone, to be killed; the application in this process must never have to be started again. */

let database: KillableDatabase;
let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  database = await openKillableDatabase();
  application = await openApplication();
  await application.services.bootstrap();
});
afterAll(async () => {
  await application.close();
  await database.close();
});
beforeEach(async () => {
  shop = await openShop(application);
});

async function storedNames(): Promise<string[]> {
  const rows = await application.services.sql<{ name: string }[]>`
    select split_part(query, 'name=', 2) as name from notifications where merchant_id = ${shop.merchant.id}`;
  return rows.map((row) => row.name);
}

describe('killed under a stream of deliveries', () => {
  test.each([1, 2])(
    'everything that was acknowledged is there, all else was refused, and it goes on by itself (%i)',
    async (round) => {
      const stream = sendDeliveries(`${application.url}${shop.notificationPath}`, `r${round}`);
      await eventually(() => expect(stream.countOf(200)).toBeGreaterThan(200), { withinMs: 15_000 });
      await database.kill();
      await eventually(() => expect(stream.countOf(503)).toBeGreaterThan(30), { withinMs: 15_000 });
      await database.restart();
      const backAt = performance.now();
      await eventually(
        () => expect(stream.answers.some(({ status, at }) => status === 200 && at > backAt)).toBe(true),
        {
          withinMs: 15_000,
        },
      );
      await eventually(() => expect(stream.answers.slice(-50).filter(({ status }) => status !== 200)).toEqual([]));
      await stream.stop();
      expect(stream.answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
      const stored = await storedNames();
      const acknowledged = stream.acknowledged();
      const known = new Set(stored);
      expect(acknowledged.filter((name) => !known.has(name))).toEqual([]);
      expect(known.size).toBe(stored.length);
    },
  );
});

test('a database that hangs is answered 503 in time, and nothing is lost when it goes on', async () => {
  const goOn = database.halt();
  const begun = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, place) =>
      call(`${application.url}${shop.notificationPath}?topic=payment&id=1&name=${place}`, {
        method: 'POST',
        body: '{}',
      }),
    ),
  );
  const tookMs = performance.now() - begun;
  goOn();
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]));
  // Mercado Pago waits 22 s.
  expect(tookMs).toBeLessThan(15_000);
  await eventually(async () => {
    const again = await call(`${application.url}${shop.notificationPath}?topic=payment&id=1&name=again`, {
      method: 'POST',
      body: '{}',
    });
    expect(again.status).toBe(200);
  });
});

test('while it is down every door says so, and afterwards everything works as before', async () => {
  const person = await shop.signIn('cashier');
  const reader = await readLive(application.url, { cookie: person.cookie });
  const { id } = await shop.openedOrder();
  const { eventId } = await reader.sees({ id, status: 'opened' });
  const health = () => call(`${application.url}/api/health`, { method: 'GET' });
  await eventually(async () =>
    expect((await health()).json).toMatchObject({ status: 'ok', database: 'ok', worker: 'ok' }),
  );
  const scan = await shop.scan();

  await database.kill();
  expect(await health()).toMatchObject({ status: 503, json: { status: 'down', database: 'down' } });
  const calls = await Promise.all([
    shop.api('GET', '/orders'),
    shop.api('GET', `/orders/${id}`),
    shop.charge({ external_pos_id: 'S001P02' }),
    shop.cancel(id),
    person.call('GET', '/orders'),
  ]);
  for (const answer of calls) expect(answer).toMatchObject({ status: 503, json: { error: { code: 'internal' } } });
  const poll = await call(`${application.url}/api/pos/${'A'.repeat(32)}/order`, { method: 'GET' });
  expect(poll).toMatchObject({ status: 400, json: { error: { type: 'timeout' } } });
  expect((await readLive(application.url, { cookie: person.cookie })).status).toBe(503);
  // The buyer pays meanwhile, and nobody hears of it.
  await application.simulator.notify({ mode: 'none' });
  await application.simulator.pay(scan, 'approved');

  await database.restart();
  await eventually(async () => expect((await health()).status).toBe(200));
  await eventually(() => expect(reader.hasEnded()).toBe(true));
  expect((await shop.watch(id)).status).toBe(204);
  const returned = await readLive(application.url, { cookie: person.cookie, lastEventId: eventId });
  await returned.sees({ id, status: 'closed' }, { withinMs: 10_000 });
  await shop.becomes(id, { status: 'closed', exception: 'none' });
  returned.close();
});

describe('a transaction that loses its connection', () => {
  test.each<[string, (transaction: TransactionSql) => Promise<unknown>]>([
    [
      'while it waits for a statement',
      async (transaction) => {
        const sleeping = transaction`select pg_sleep(60)`.execute();
        await database.kill();
        return sleeping;
      },
    ],
    [
      'between two statements',
      async (transaction) => {
        await transaction`select 1`;
        await database.kill();
        return transaction`select 2`;
      },
    ],
  ])('%s fails, and takes neither the process nor the pool along', async (_when, work) => {
    const { sql } = application.services;
    await expect(sql.begin(work)).rejects.toThrow();
    await database.restart();
    await eventually(() => Promise.all(Array.from({ length: 20 }, () => sql`select 1`)), { withinMs: 10_000 });
  });
});

test('a reader who was connected while it went away is told to come again, as changes may have been missed', async () => {
  const { cookie } = await shop.signIn('cashier');
  const reader = await readLive(application.url, { cookie });
  await database.kill();
  await database.restart();
  await eventually(() => expect(reader.hasEnded()).toBe(true), { withinMs: 10_000 });
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(0);
});
