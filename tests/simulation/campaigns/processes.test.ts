import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../support/answer';
import { type AppProcess, startAppProcess } from '../../support/app-process';
import { openApplication, type TestApplication } from '../../support/application';
import { moveClock } from '../../support/clock';
import { sendDeliveries } from '../../support/delivery-stream';
import { eventually } from '../../support/eventually';
import { type Gate, openGate } from '../../support/gate';
import { openShop, type Shop, tills } from '../../support/shop';
import { campaignOption, reportFigures } from '../campaign';

/*
 * S3: worlds with real processes. In each a process is killed with SIGKILL at two labelled points, and this one takes over
 * with the same database and no memory: what was acknowledged is in the inbox once, every sale is published once, and ends
 * as its buyer left it.
 */

const WORLDS = campaignOption('worlds', 50);
const SEED = campaignOption('seed', 1);
/** A process that was just started on a busy machine takes its time to come to the point. */
const patience = { withinMs: 60_000 };

/** What the buyer and the cashier had done when the process died, and so how the order must end. */
type Ended = { readonly id: string; readonly status: 'opened' | 'closed' | 'canceled' | 'failed' } | null;
type Point = (shop: Shop, victim: AppProcess) => Promise<Ended>;

let application: TestApplication;
let gate: Gate;
/** Starting one takes longest, so the next ones start while a world is played. */
const waiting: Promise<AppProcess>[] = [];

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  gate = await openGate(application.simulator.url);
});
afterAll(async () => {
  for (const victim of waiting) await (await victim).kill();
  await gate.close();
  await application.close();
});

const points: Readonly<Record<string, Point>> = {
  'create: before the commit': async (shop, victim) => {
    const lock = await lockRow('select 1 from merchants where id = $1 for update', [shop.merchant.id]);
    const answer = chargeAt(shop, victim);
    await victimWaitsForLock();
    await die(victim, lock);
    await answer;
    expect(await ordersOf(shop)).toEqual([]);
    return null;
  },
  'create: before the call': async (shop, victim) => {
    gate.hold('requests');
    const answer = chargeAt(shop, victim);
    await gate.holds('PUT /instore', patience);
    await die(victim);
    await answer;
    return { id: await onlyOrderOf(shop), status: 'failed' };
  },
  'create: after the call': async (shop, victim) => {
    gate.hold('answers');
    const answer = chargeAt(shop, victim);
    await gate.holds('HTTP/1.1 204', patience);
    await die(victim);
    await answer;
    return { id: await onlyOrderOf(shop), status: 'opened' };
  },
  'create: after the call, and paid at once': async (shop, victim) => {
    gate.hold('answers');
    const answer = chargeAt(shop, victim);
    await gate.holds('HTTP/1.1 204', patience);
    await die(victim);
    await answer;
    await application.simulator.pay(await shop.scan(), 'approved');
    return { id: await onlyOrderOf(shop), status: 'closed' };
  },
  'cancel: before the withdrawal': async (shop, victim) => {
    const { id } = await shop.openedOrder();
    gate.hold('requests');
    const answer = cancelAt(shop, victim, id);
    await gate.holds('GET /instore', patience);
    await die(victim);
    await answer;
    return { id, status: 'canceled' };
  },
  'cancel: after the withdrawal': async (shop, victim) => {
    const { id } = await shop.openedOrder();
    gate.hold('answers');
    const answer = cancelAt(shop, victim, id);
    await gate.holds('HTTP/1.1 200', patience);
    gate.hold('answers');
    await gate.holds('HTTP/1.1 204', patience);
    await die(victim);
    await answer;
    return { id, status: 'canceled' };
  },
  'notification: while it asks': async (shop, victim) => {
    gate.hold('answers');
    const id = await paidAndTold(shop, victim);
    await gate.holds('"external_reference"', patience);
    await die(victim);
    return { id, status: 'closed' };
  },
  'notification: before it saves': async (shop, victim) => {
    gate.hold('answers');
    const id = await paidAndTold(shop, victim);
    await gate.holds('"external_reference"', patience);
    const lock = await lockRow('select 1 from orders where id = $1 for update', [id]);
    gate.hold('nothing');
    await victimWaitsForLock();
    await die(victim, lock);
    return { id, status: 'closed' };
  },
  'notification: before it notes that': async (shop, victim) => {
    gate.hold('answers');
    const id = await paidAndTold(shop, victim);
    await gate.holds('"external_reference"', patience);
    const lock = await lockRow('select 1 from notifications where merchant_id = $1 for update', [shop.merchant.id]);
    gate.hold('nothing');
    await shop.becomes(id, { status: 'closed' }, { withinMs: 30_000 });
    await die(victim, lock);
    return { id, status: 'closed' };
  },
  'sweep: while it asks': async (shop, victim) => {
    const { id } = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    await application.services.sql`update orders set look_again_at = now() where id = ${id}`;
    gate.hold('answers');
    victim.work();
    await gate.holds('"external_reference"', patience);
    await die(victim);
    return { id, status: 'closed' };
  },
  'inbox: while deliveries arrive': async (shop, victim) => {
    const stream = sendDeliveries(`${victim.url}${shop.notificationPath}`, randomUUID(), { senders: 16 });
    await eventually(() => expect(stream.countOf(200)).toBeGreaterThan(30), { withinMs: 30_000 });
    await die(victim);
    await stream.stop();
    const rows = await application.services.sql<{ name: string }[]>`
      select split_part(query, 'name=', 2) as name from notifications where merchant_id = ${shop.merchant.id}`;
    const stored = new Set(rows.map((row) => row.name));
    found.storedTwice += rows.length - stored.size;
    found.lost += stream.acknowledged().filter((name) => !stored.has(name)).length;
    found.acknowledged += stream.countOf(200);
    return null;
  },
};

/** What the kills came to, counted before it is judged. */
const found = { acknowledged: 0, lost: 0, storedTwice: 0, appliedTwice: 0 };

test('whatever a process was doing when it was killed, another one finishes it, once', async () => {
  const names = Object.keys(points);
  const killed = new Map<string, number>();
  for (let kill = 0; kill < 2 * WORLDS; kill++) {
    // Every point in turn, the first of them by the seed.
    const name = names[(kill + SEED) % names.length] ?? '';
    const point = points[name] ?? expect.unreachable('it is one of them');
    gate.hold('nothing');
    const shop = await openShop(application);
    await application.simulator.notify({ mode: 'none' });
    const victim = await nextVictim();
    try {
      const ended = await point(shop, victim);
      gate.hold('nothing');
      if (ended) await finish(shop, ended);
    } catch (error) {
      throw new Error(`kill ${kill} with seed ${SEED}, at "${name}"`, { cause: error });
    } finally {
      await victim.kill();
    }
    killed.set(name, (killed.get(name) ?? 0) + 1);
    const { broken } = await application.services.verifyOrders();
    expect(broken).toEqual([]);
    reportFigures({
      worlds: Math.ceil((kill + 1) / 2),
      of: WORLDS,
      seed: SEED,
      kills: kill + 1,
      points: killed.size,
      acknowledged: found.acknowledged,
      acknowledged_and_lost: found.lost,
      applied_twice: found.appliedTwice,
    });
    expect(found).toMatchObject({ lost: 0, storedTwice: 0, appliedTwice: 0 });
  }
});

/** This process takes over: once the leases are over and every look is due, the order ends as it must. */
async function finish(shop: Shop, { id, status }: NonNullable<Ended>): Promise<void> {
  const { services, simulator } = application;
  // The grace of a publication, the lease of a claim, and the next look are over.
  for (const seconds of [35, 35]) {
    moveClock(seconds);
    await services.workOnInbox();
    await services.sweepOrders();
  }
  const order = await shop.order(id);
  expect(order).toMatchObject({ status, exception: 'none', paid_amount: status === 'closed' ? '320.00' : '0.00' });
  const events = await shop.history(id);
  for (const once of ['published', 'closed', 'canceled'])
    found.appliedTwice += Math.max(0, events.filter((type) => type === once).length - 1);
  expect(order.payments).toHaveLength(status === 'closed' ? 1 : 0);
  expect((await simulator.requestsOf(shop.userId, 'PUT', '/orders')).length).toBeLessThanOrEqual(1);
  if (status !== 'opened') expect((await shop.charge()).status).toBe(201);
}

async function nextVictim(): Promise<AppProcess> {
  const start = () => startAppProcess({ mercadopagoUrl: gate.url, appUrl: application.url });
  waiting.push(start());
  if (waiting.length < 2) waiting.push(start());
  return (await waiting.shift()) ?? expect.unreachable('one was just started');
}

function chargeAt(shop: Shop, victim: AppProcess): Promise<unknown> {
  const headers = { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': randomUUID() };
  const body = { external_pos_id: tills[0], items: [{ title: 'Menú del día', unit_price: '320.00', quantity: 1 }] };
  return call(`${victim.url}/api/v1/orders`, { method: 'POST', body, headers }).catch(() => 'no answer');
}

function cancelAt(shop: Shop, victim: AppProcess, id: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${shop.apiKey}` };
  return call(`${victim.url}/api/v1/orders/${id}/cancel`, { method: 'POST', headers }).catch(() => 'no answer');
}

/** A paid order of which the victim is told, and works on it. */
async function paidAndTold(shop: Shop, victim: AppProcess): Promise<string> {
  victim.work();
  const { id } = await shop.openedOrder();
  const scan = await shop.scan();
  await application.simulator.pay(scan, 'approved');
  const address = `${victim.url}${shop.notificationPath}?topic=merchant_order&id=${scan}`;
  expect((await call(address, { method: 'POST', body: '' })).status).toBe(200);
  return id;
}

async function ordersOf(shop: Shop): Promise<string[]> {
  const rows = await application.services.sql<{ id: string }[]>`
    select id from orders where merchant_id = ${shop.merchant.id}`;
  return rows.map((row) => row.id);
}

async function onlyOrderOf(shop: Shop): Promise<string> {
  const [id, ...others] = await ordersOf(shop);
  expect(others).toEqual([]);
  return id ?? expect.unreachable('it was stored before the call');
}

/** Holds rows so that the victim must wait for them; the answer lets go. */
async function lockRow(query: string, values: string[]): Promise<() => Promise<void>> {
  const connection = await application.services.sql.reserve();
  await connection`begin`;
  await connection.unsafe(query, values);
  return async () => {
    await connection`rollback`;
    connection.release();
  };
}

async function victimWaitsForLock(): Promise<void> {
  await eventually(
    async () => {
      const rows = await application.services.sql`
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      expect(rows.length).toBeGreaterThan(0);
    },
    { withinMs: 30_000 },
  );
}

async function die(victim: AppProcess, unlock: () => Promise<void> = async () => undefined): Promise<void> {
  await victim.kill();
  await unlock();
}
