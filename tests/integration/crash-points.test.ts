import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../support/answer';
import { type AppProcess, startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { type Gate, openGate } from '../support/gate';
import { openShop, type Shop, tills } from '../support/shop';

/*
 * A process is killed at a known point, and this one takes over: it has the same database and no memory of the other.
 */

let application: TestApplication;
let gate: Gate;
let shop: Shop;
let victim: AppProcess;
/** Starting takes longest, so the next victim starts while a test runs. */
let nextVictim: Promise<AppProcess>;

const start = () => startAppProcess({ mercadopagoUrl: gate.url, appUrl: application.url });

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  gate = await openGate(application.simulator.url);
  nextVictim = start();
});
afterAll(async () => {
  await (await nextVictim).kill();
  await gate.close();
  await application.close();
});
beforeEach(async () => {
  gate.hold('nothing');
  shop = await openShop(application);
  await application.simulator.notify({ mode: 'none' });
  victim = await nextVictim;
  nextVictim = start();
});
afterEach(() => victim.kill());

/** Charges through the process that will not live to answer. */
function chargeAt(url: string, key: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': key };
  const body = { external_pos_id: tills[0], items: [{ title: 'Menú del día', unit_price: '320.00', quantity: 1 }] };
  return call(`${url}/api/v1/orders`, { method: 'POST', body, headers }).catch(() => 'no answer');
}

const publications = () => application.simulator.requestsOf(shop.userId, 'PUT', '/orders');

async function onlyOrderId(): Promise<string> {
  const rows = await application.services.sql<{ id: string }[]>`
    select id from orders where merchant_id = ${shop.merchant.id}`;
  expect(rows).toHaveLength(1);
  return rows[0]?.id ?? '';
}

/** Waits until the victim waits for a lock that this test holds. */
async function victimWaitsForLock(): Promise<void> {
  await eventually(async () => {
    const rows = await application.services.sql`
      select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    expect(rows).toHaveLength(1);
  });
}

/** PostgreSQL finishes what a killed process had asked for; until then it may hold rows. */
async function nobodyIsInTheDatabase(): Promise<void> {
  await eventually(async () => {
    const rows = await application.services.sql`
      select query from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`;
    expect(rows).toEqual([]);
  });
}

describe('while an order is created', () => {
  test('killed after the commit and before the call: nothing was charged, and that is found out', async () => {
    const key = randomUUID();
    gate.hold('requests');
    const answer = chargeAt(victim.url, key);
    await gate.holds('PUT /instore');
    await victim.kill();
    expect(await answer).toBe('no answer');
    expect(await publications()).toEqual([]);
    const id = await onlyOrderId();
    expect(await shop.order(id)).toMatchObject({ status: 'draft' });

    moveClock(13);
    await application.services.sweepOrders();
    expect(await shop.order(id)).toMatchObject({ status: 'draft' });
    moveClock(20);
    await application.services.sweepOrders();
    expect(await shop.order(id)).toMatchObject({ status: 'failed' });
    const replay = await shop.charge({}, key);
    expect(replay).toMatchObject({ status: 503, json: { error: { code: 'mercadopago_unavailable', order_id: id } } });
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect((await shop.charge()).status).toBe(201);
  });

  test('killed between the call and the commit: the order is found at Mercado Pago and published once', async () => {
    const key = randomUUID();
    gate.hold('answers');
    const answer = chargeAt(victim.url, key);
    await gate.holds('HTTP/1.1 204');
    await victim.kill();
    expect(await answer).toBe('no answer');
    const id = await onlyOrderId();
    expect(await shop.order(id)).toMatchObject({ status: 'draft' });

    moveClock(13);
    await application.services.sweepOrders();
    expect(await shop.order(id)).toMatchObject({ status: 'opened' });
    moveClock(10);
    const replay = await shop.charge({}, key);
    expect(replay).toMatchObject({ status: 201, json: { id, status: 'opened' } });
    expect(await publications()).toHaveLength(1);
    await application.simulator.pay(await shop.scan(), 'approved');
    expect((await shop.check(id)).json).toMatchObject({ verdict: 'paid' });
  });

  test('killed between the call and the commit, and paid before anybody took over: it closes', async () => {
    gate.hold('answers');
    const answer = chargeAt(victim.url, randomUUID());
    await gate.holds('HTTP/1.1 204');
    await victim.kill();
    expect(await answer).toBe('no answer');
    await application.simulator.pay(await shop.scan(), 'approved');
    moveClock(13);
    await application.services.sweepOrders();
    expect(await shop.order(await onlyOrderId())).toMatchObject({ status: 'closed', exception: 'none' });
  });

  test('killed before the commit: there is no order, and the same key makes one', async () => {
    const key = randomUUID();
    const { sql } = application.services;
    const lock = await sql.reserve();
    await lock`begin`;
    // The number of the sale is taken last before the order is inserted.
    await lock`select 1 from merchants where id = ${shop.merchant.id} for update`;
    const answer = chargeAt(victim.url, key);
    await victimWaitsForLock();
    await victim.kill();
    await lock`rollback`;
    lock.release();
    expect(await answer).toBe('no answer');
    expect(await sql`select 1 from orders where merchant_id = ${shop.merchant.id}`).toHaveLength(0);
    expect(await shop.charge({}, key)).toMatchObject({ status: 201, json: { status: 'opened' } });
    expect(await publications()).toHaveLength(1);
  });
});

describe('while an order is canceled', () => {
  test('killed between the withdrawal and the commit: the cancellation is finished by somebody else', async () => {
    const { id } = await shop.openedOrder();
    gate.hold('answers');
    const headers = { authorization: `Bearer ${shop.apiKey}` };
    const address = `${victim.url}/api/v1/orders/${id}/cancel`;
    const answer = call(address, { method: 'POST', headers }).catch(() => 'no answer');
    await gate.holds('HTTP/1.1 200');
    gate.hold('answers');
    await gate.holds('HTTP/1.1 204');
    await victim.kill();
    expect(await answer).toBe('no answer');
    expect(await shop.order(id)).toMatchObject({ status: 'opened' });
    moveClock(16);
    await application.services.sweepOrders();
    expect(await shop.order(id)).toMatchObject({ status: 'canceled' });
  });
});

describe('while a notification is worked on', () => {
  async function notifyVictim(): Promise<string> {
    const { id } = await shop.openedOrder();
    const scan = await shop.scan();
    await application.simulator.pay(scan, 'approved');
    const address = `${victim.url}${shop.notificationPath}?topic=merchant_order&id=${scan}`;
    expect((await call(address, { method: 'POST', body: '' })).status).toBe(200);
    return id;
  }

  async function takeOver(id: string): Promise<void> {
    await nobodyIsInTheDatabase();
    expect(await application.services.workOnInbox(), 'while the lease of the killed one lasts').toBe(0);
    moveClock(31);
    await application.services.workOnInbox();
    const closed = await shop.order(id);
    expect(closed).toMatchObject({ status: 'closed', closed_by: 'notification', paid_amount: '320.00' });
    expect(closed.payments).toHaveLength(1);
    expect((await shop.history(id)).filter((type) => type === 'closed')).toHaveLength(1);
    const rows = await application.services.sql`
      select outcome, due_at from notifications where merchant_id = ${shop.merchant.id}`;
    expect(rows).toMatchObject([{ outcome: expect.stringMatching(/changed|nothing_new/), due_at: null }]);
  }

  test('killed while it asks Mercado Pago: somebody else asks, and closes it once', async () => {
    gate.hold('answers');
    victim.work();
    const id = await notifyVictim();
    await gate.holds('"external_reference"');
    await victim.kill();
    expect(await shop.order(id)).toMatchObject({ status: 'opened' });
    await takeOver(id);
  });

  test('killed after it knew and before it saved: somebody else finds out, and closes it once', async () => {
    const { sql } = application.services;
    gate.hold('answers');
    victim.work();
    const id = await notifyVictim();
    await gate.holds('"external_reference"');
    const lock = await sql.reserve();
    await lock`begin`;
    await lock`select 1 from orders where merchant_id = ${shop.merchant.id} and id = ${id} for update`;
    gate.hold('nothing');
    await victimWaitsForLock();
    await victim.kill();
    await lock`rollback`;
    lock.release();
    expect(await shop.order(id)).toMatchObject({ status: 'opened' });
    await takeOver(id);
  });

  test('killed after it saved and before it noted that: it is looked at again, and nothing changes', async () => {
    const { sql } = application.services;
    gate.hold('answers');
    victim.work();
    const id = await notifyVictim();
    await gate.holds('"external_reference"');
    const lock = await sql.reserve();
    await lock`begin`;
    await lock`select 1 from notifications where merchant_id = ${shop.merchant.id} for update`;
    gate.hold('nothing');
    await shop.becomes(id, { status: 'closed' });
    await victimWaitsForLock();
    await victim.kill();
    await lock`rollback`;
    lock.release();
    const before = await shop.order(id);
    await takeOver(id);
    expect(await shop.order(id)).toEqual(before);
  });

  test('killed while it swept: the order is looked at again when the lease is over', async () => {
    const { id } = await shop.openedOrder();
    await application.simulator.pay(await shop.scan(), 'approved');
    await application.services.sql`update orders set look_again_at = now() where id = ${id}`;
    gate.hold('answers');
    victim.work();
    await gate.holds('"external_reference"');
    await victim.kill();
    expect(await shop.order(id)).toMatchObject({ status: 'opened' });
    expect(await application.services.sweepOrders(), 'while the lease of the killed one lasts').toBe(0);
    moveClock(31);
    await application.services.sweepOrders();
    expect(await shop.order(id)).toMatchObject({ status: 'closed', closed_by: 'sweep' });
  });
});

describe('while what Mercado Pago says is applied to many sales', () => {
  test('killed in the middle: what is applied stays, and somebody else applies the rest, each once', async () => {
    const { sql } = application.services;
    const [{ applyTheirs, startReconciliation }, { listItems }, { workOnItems }] = await Promise.all([
      import('@/lib/services/reconciliation'),
      import('@/db/reconciliation'),
      import('@/lib/services/reconciliation-work'),
    ]);
    const { personId } = await shop.signIn('accountant');
    const ids: string[] = [];
    for (const pos of tills) {
      const { id } = await shop.openedOrder({ external_reference: `Bulk-${pos}`, external_pos_id: pos });
      await application.simulator.pay(await shop.scan(pos), 'approved');
      ids.push(id);
    }
    await sql`update orders set look_again_at = null`;
    const text = tills.map((pos) => `Bulk-${pos}`).join(' ');
    const runId = await startReconciliation(shop.merchant, personId, { scope: 'references', text });
    await workOnItems();
    const states = async () =>
      (await listItems(shop.merchant, runId, { filter: 'all', limit: 9, offset: 0 })).map(({ state }) => state);
    const subjects = text.split(' ');
    expect(await applyTheirs(shop.merchant, runId, { subjects, personId })).toBe(2);

    const lock = await sql.reserve();
    await lock`begin`;
    await lock`select 1 from orders where merchant_id = ${shop.merchant.id} and id = ${ids[1] ?? ''} for update`;
    victim.work();
    await eventually(async () => expect(await states()).toEqual(['applied', 'applying']));
    await victimWaitsForLock();
    await victim.kill();
    await lock`rollback`;
    lock.release();
    await nobodyIsInTheDatabase();
    expect(await workOnItems(), 'while the lease of the killed one lasts').toBe(0);
    moveClock(61);
    expect(await workOnItems()).toBe(1);
    expect(await states()).toEqual(['applied', 'applied']);
    for (const id of ids) {
      const closed = await shop.order(id);
      expect(closed).toMatchObject({ status: 'closed', closed_by: 'check', paid_amount: '320.00' });
      expect(closed.payments).toHaveLength(1);
      expect((await shop.history(id)).filter((type) => type === 'closed')).toHaveLength(1);
    }
  });
});

describe('while deliveries arrive', () => {
  test.each([1, 60, 400])('killed after %i were acknowledged: each of those is in the inbox, once', async (enough) => {
    const acknowledged: string[] = [];
    let isDead = false;
    const senders = Array.from({ length: 24 }, async (_, sender) => {
      for (let place = 0; !isDead; place++) {
        const name = `${sender}-${place}`;
        const address = `${victim.url}${shop.notificationPath}?topic=payment&id=1&name=${name}`;
        const status = await call(address, { method: 'POST', body: '{}' }).then(
          (answer) => answer.status,
          () => 'no answer' as const,
        );
        if (status === 200) acknowledged.push(name);
        // Nobody answers only once it was killed.
        else expect({ status, isDead }).toEqual({ status: 'no answer', isDead: true });
        if (acknowledged.length >= enough && !isDead) {
          isDead = true;
          void victim.kill();
        }
      }
    });
    await Promise.all(senders);
    await victim.kill();
    const rows = await application.services.sql<{ name: string }[]>`
      select split_part(query, 'name=', 2) as name from notifications where merchant_id = ${shop.merchant.id}`;
    const stored = rows.map((row) => row.name);
    expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
    expect(acknowledged.filter((name) => !stored.includes(name))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
  });
});

test('killed before the code of a new till was read: whoever goes on reads it, makes the till once, and leaves what changed since', async () => {
  const { sql } = application.services;
  const { workOnCreations } = await import('@/lib/services/place-creation');
  const picture = { method: 'GET', path: '/instore/merchant/qr/', times: 1 };
  await application.simulator.misbehave({ ...picture, kind: 'delay', delay_ms: 60_000 });
  const headers = { authorization: `Bearer ${shop.apiKey}` };
  const body = { external_pos_id: 'S001P03', name: 'Caja 3', external_store_id: 'S001' };
  const made = call(`${victim.url}/api/v1/pos`, { method: 'POST', body, headers }).catch(() => 'no answer');
  const codes = () => sql`select qr_data is not null as is_read from pos
    where merchant_id = ${shop.merchant.id} and external_pos_id = 'S001P03'`;
  await eventually(async () => expect(await codes()).toEqual([{ is_read: false }]));
  await victim.kill();
  expect(await made).toBe('no answer');
  expect((await shop.api('PATCH', '/pos/S001P03', { name: 'Barra', integration: 'attended_v1' })).status).toBe(200);
  // Two go on with it: the first takes longer than its lease.
  const { working } = await sql.begin(async (transaction) => {
    await transaction`select 1 from pos where external_pos_id = 'S001P03' for update`;
    const working = [];
    for (const count of [1, 2]) {
      moveClock(31);
      working.push(workOnCreations());
      await eventually(async () => {
        const waiting = await sql`select 1 from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock' and query like '%"pos"%'`;
        expect(waiting).toHaveLength(count);
      });
    }
    return { working };
  });
  expect(await Promise.all(working)).toEqual([1, 1]);
  expect(await codes()).toEqual([{ is_read: true }]);
  expect((await shop.api('GET', '/pos/S001P03')).json).toMatchObject({ name: 'Barra', integration: 'attended_v1' });
  const sent = await application.simulator.requestsOf(shop.userId, 'POST', '/pos');
  expect(sent.filter((request) => JSON.stringify(request.body).includes('S001P03'))).toHaveLength(1);
  expect(await sql`select 1 from place_creations where due_at is not null`).toHaveLength(0);
  expect(
    await sql`select 1 from audit_entries where action = 'pos_created' and merchant_id = ${shop.merchant.id}`,
  ).toHaveLength(1);
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(7);
});
