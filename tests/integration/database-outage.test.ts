import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createChildren } from '../../scripts/launcher/children.mjs';
import { startDatabase } from '../../scripts/launcher/database.mjs';
import { ensureMigrated } from '../../scripts/launcher/migrations.mjs';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { readLive } from '../support/live-reader';
import { openShop, type Shop } from '../support/shop';

/* A PostgreSQL of this file alone, to be killed; the application in this process must never have to be started again. */

const dataDir = mkdtempSync(path.join(tmpdir(), 'mostrador-outage-'));
const children = createChildren();

let database: Awaited<ReturnType<typeof startDatabase>>;
let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  database = await startDatabase({ dataDir, children, isDisposable: true });
  await ensureMigrated(children, database.url, 'The database for this test');
  process.env.DATABASE_URL = database.url;
  application = await openApplication();
  await application.services.bootstrap();
});
afterAll(async () => {
  await application.close();
  await children.close();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  shop = await openShop(application);
});

/**
 * Stops the server and everything that it started, the server first: it must start nobody who is then missing here.
 * The database's own list of its processes lacks those that are only beginning, so the system's is read.
 */
function stopDatabase(): number[] {
  const server = database.child.pid ?? expect.unreachable('the database runs');
  signal(server, 'SIGSTOP');
  const everybody = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' });
  const started = everybody
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([parent, pid]) => (parent === server && pid ? [pid] : []));
  for (const pid of started) signal(pid, 'SIGSTOP');
  return [server, ...started];
}

/** SIGKILL for all of it, as when the machine's memory runs out. */
async function killDatabase(): Promise<void> {
  const ended = new Promise((resolve) => database.child.once('exit', resolve));
  for (const pid of stopDatabase()) signal(pid, 'SIGKILL');
  await ended;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself when the others did.
  }
}

async function restartDatabase(): Promise<void> {
  database = await startDatabase({ dataDir, children, port: database.port });
}

/** Sends deliveries from several places until it is told to stop; tells what became of each. */
function sendDeliveries(prefix: string) {
  const answers: { name: string; status: number; at: number }[] = [];
  let isStopping = false;
  const senders = Array.from({ length: 12 }, async (_, sender) => {
    for (let place = 0; !isStopping; place++) {
      const name = `${prefix}-${sender}-${place}`;
      const address = `${application.url}${shop.notificationPath}?topic=payment&id=1&name=${name}`;
      const { status } = await call(address, { method: 'POST', body: '{}' });
      answers.push({ name, status, at: performance.now() });
    }
  });
  return {
    answers,
    countOf: (status: number) => answers.filter((answer) => answer.status === status).length,
    stop: async () => {
      isStopping = true;
      await Promise.all(senders);
    },
  };
}

async function storedNames(): Promise<string[]> {
  const rows = await application.services.sql<{ name: string }[]>`
    select split_part(query, 'name=', 2) as name from notifications where merchant_id = ${shop.merchant.id}`;
  return rows.map((row) => row.name);
}

describe('killed under a stream of deliveries', () => {
  test.each([1, 2])(
    'everything that was acknowledged is there, nothing is while it is down, and it goes on by itself (%i)',
    async (round) => {
      const stream = sendDeliveries(`r${round}`);
      await eventually(() => expect(stream.countOf(200)).toBeGreaterThan(200), { withinMs: 15_000 });
      await killDatabase();
      const killedAt = performance.now();
      await eventually(() => expect(stream.countOf(503)).toBeGreaterThan(30), { withinMs: 15_000 });
      const falsely = stream.answers.filter((answer) => answer.status === 200 && answer.at > killedAt + 100);
      expect(falsely).toEqual([]);
      await restartDatabase();
      const backAt = performance.now();
      const isBack = await eventually(
        () => stream.answers.find((answer) => answer.status === 200 && answer.at > backAt) ?? expect.unreachable(),
        { withinMs: 15_000 },
      );
      expect(isBack.at - backAt).toBeLessThan(3_000);
      await eventually(() => expect(stream.answers.slice(-50).filter(({ status }) => status !== 200)).toEqual([]));
      await stream.stop();
      expect(stream.answers.filter(({ status }) => status !== 200 && status !== 503)).toEqual([]);
      const stored = await storedNames();
      const acknowledged = stream.answers.filter(({ status }) => status === 200).map(({ name }) => name);
      const known = new Set(stored);
      expect(acknowledged.filter((name) => !known.has(name))).toEqual([]);
      expect(known.size).toBe(stored.length);
    },
  );
});

test('a database that hangs is answered 503 in time, and nothing is lost when it goes on', async () => {
  const stopped = stopDatabase();
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
  for (const pid of stopped) signal(pid, 'SIGCONT');
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]));
  expect(tookMs).toBeLessThan(5_000);
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

  await killDatabase();
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

  await restartDatabase();
  await eventually(async () => expect((await health()).status).toBe(200));
  await eventually(() => expect(reader.hasEnded()).toBe(true));
  expect((await shop.watch(id)).status).toBe(204);
  const returned = await readLive(application.url, { cookie: person.cookie, lastEventId: eventId });
  await returned.sees({ id, status: 'closed' }, { withinMs: 10_000 });
  await shop.becomes(id, { status: 'closed', exception: 'none' });
  returned.close();
});

test('a reader who was connected while it went away is told to come again, as changes may have been missed', async () => {
  const { cookie } = await shop.signIn('cashier');
  const reader = await readLive(application.url, { cookie });
  await killDatabase();
  await restartDatabase();
  await eventually(() => expect(reader.hasEnded()).toBe(true), { withinMs: 10_000 });
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(0);
});
