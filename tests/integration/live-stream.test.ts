import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, listAt, textAt } from '../support/answer';
import { type AppProcess, startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { type LiveReader, readLive } from '../support/live-reader';
import { openTwoShops, type Shop } from '../support/shop';

let application: TestApplication;
let elsewhere: AppProcess;
let ours: Shop;
let theirs: Shop;
let readers: LiveReader[];

beforeAll(async () => {
  application = await openApplication();
  elsewhere = await startAppProcess({ mercadopagoUrl: application.simulator.url, appUrl: application.url });
  ({ ours, theirs } = await openTwoShops(application));
});
afterAll(async () => {
  await elsewhere.stop();
  await application.close();
});
beforeEach(() => {
  readers = [];
});
afterEach(async () => {
  for (const reader of readers) reader.close();
  // The tills are free for the next test.
  const { json } = await ours.api('GET', '/orders?status=opened');
  for (const order of listAt(json, 'results')) expect((await ours.cancel(textAt(order, 'id'))).status).toBe(200);
});

async function read(url: string, options: { cookie?: string; lastEventId?: string }): Promise<LiveReader> {
  const reader = await readLive(url, options);
  readers.push(reader);
  return reader;
}

const doors: [string, () => string][] = [
  ['the front door', () => application.url],
  ['the route handler', () => application.handlersUrl],
  ['another process', () => elsewhere.url],
];

describe.each(doors)('a reader at %s', (_name, door) => {
  test('hears of every change as it is committed, with ids and states only', async () => {
    const { cookie } = await ours.signIn('cashier');
    const reader = await read(door(), { cookie });
    expect(reader.headers['content-type']).toContain('text/event-stream');
    expect(reader.headers['cache-control']).toContain('no-cache');
    const { order } = await ours.closedOrder();
    const opened = await reader.sees({ id: order.id, status: 'opened' });
    const closed = await reader.sees({ id: order.id, status: 'closed', exception: 'none' });
    expect(closed.version).toBeGreaterThan(opened.version);
  });

  test("hears nothing of another merchant's", async () => {
    const { cookie } = await ours.signIn('owner');
    const reader = await read(door(), { cookie });
    const foreign = await theirs.closedOrder();
    const { id } = await ours.openedOrder();
    await reader.sees({ id, status: 'opened' });
    expect(reader.changes.filter((change) => change.id === foreign.order.id)).toEqual([]);
  });

  test('hears after a break what changed meanwhile', async () => {
    const { cookie } = await ours.signIn('cashier');
    const before = await read(door(), { cookie });
    const { id } = await ours.openedOrder();
    const last = await before.sees({ id, status: 'opened' });
    before.close();
    await application.simulator.pay(await ours.scan(), 'approved');
    await ours.becomes(id, { status: 'closed' });
    const after = await read(door(), { cookie, lastEventId: last.eventId });
    await after.sees({ id, status: 'closed' });
  });

  test.each([
    ['without a cookie', () => ({})],
    ['with a cookie of letters', () => ({ cookie: 'mostrador.session=abc' })],
  ])('%s is answered 401', async (_case, options) => {
    expect((await read(door(), options())).status).toBe(401);
  });

  test('reads on whatever was said to be the last event', async () => {
    const { cookie } = await ours.signIn('cashier');
    const several: LiveReader[] = [];
    for (const lastEventId of ['abc', '-1', '9'.repeat(30), '1e5', '%00'])
      several.push(await read(door(), { cookie, lastEventId }));
    const { id } = await ours.openedOrder();
    for (const reader of several) await reader.sees({ id, status: 'opened' });
  });
});

test('a reader hears of what another process did', async () => {
  const { cookie } = await ours.signIn('cashier');
  const reader = await read(application.url, { cookie });
  const answer = await call(`${elsewhere.url}/api/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ours.apiKey}`, 'idempotency-key': 'elsewhere' },
    body: { external_pos_id: 'S001P01', items: [{ title: 'Café', unit_price: '15', quantity: 1 }] },
  });
  expect(answer.status).toBe(201);
  await reader.sees({ status: 'opened' });
});

test('after a long break nothing is left out, however much changed meanwhile', async () => {
  const { sql } = application.services;
  const { order } = await ours.closedOrder();
  const many = 1_300;
  // Orders of the past hour, each changed at a time of its own; what they are does not matter here.
  await sql`
    insert into orders select (jsonb_populate_record(orders, jsonb_build_object(
      'id', gen_random_uuid(), 'external_reference', 'Past-' || place, 'status', 'draft', 'version', 1, 'paid_minor', 0,
      'refunded_minor', 0, 'mode', 'dynamic', 'closed_at', null, 'closed_by', null,
      'changed_at', now() - interval '1 hour' + place * interval '1 second', 'look_again_at', null))).*
    from orders, generate_series(1, ${many}) as place where orders.id = ${order.id}`;
  const { cookie } = await ours.signIn('cashier');
  const reader = await read(application.url, { cookie, lastEventId: String(Date.now() - 2 * 3_600_000) });
  const rows = await sql<{ id: string }[]>`select id from orders where merchant_id = ${ours.merchant.id}`;
  expect(rows.length).toBeGreaterThan(many);
  await eventually(() => {
    const seen = new Set(reader.changes.map((change) => change.id));
    expect(rows.filter((row) => !seen.has(row.id))).toEqual([]);
  });
});

describe('a stream that is open', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const openDoors = doors.slice(0, 2);

  test.each(openDoors)('has a heartbeat every fifteen seconds at %s', async (_name, door) => {
    const { cookie } = await ours.signIn('cashier');
    const reader = await read(door(), { cookie });
    await vi.advanceTimersByTimeAsync(15_000);
    await eventually(() => expect(reader.comments).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(15_000);
    await eventually(() => expect(reader.comments).toHaveLength(2));
    expect(reader.hasEnded()).toBe(false);
  });

  test.each(openDoors)('ends within thirty seconds of the session at %s', async (_name, door) => {
    const person = await ours.signIn('cashier');
    const reader = await read(door(), { cookie: person.cookie });
    await person.signOut();
    await vi.advanceTimersByTimeAsync(30_000);
    await eventually(() => expect(reader.hasEnded()).toBe(true));
    await ours.openedOrder();
    expect(reader.changes).toEqual([]);
  });

  test('tells whoever may not read orders only that something changed, and ends when somebody becomes such a one', async () => {
    const [printer, cashier] = [await ours.signIn('printer'), await ours.signIn('cashier')];
    const readers = await Promise.all(
      [printer, cashier].map(({ cookie }) => read(application.url, { cookie, lastEventId: '1' })),
    );
    const [ofPrinter, ofCashier] = [readers[0] ?? expect.unreachable(), readers[1] ?? expect.unreachable()];
    const { id } = await ours.openedOrder();
    await ofCashier.sees({ id, status: 'opened' });
    await eventually(() => expect(ofPrinter.text()).toContain('event: change\ndata: null\n\n'));
    expect(ofPrinter.text()).toMatch(/^(?:retry: 2000\n\n|event: change\ndata: null\n\n)+$/);
    await application.services.sql`update memberships set role = 'printer' where person_id = ${cashier.personId}`;
    await vi.advanceTimersByTimeAsync(30_000);
    await eventually(() => expect(ofCashier.hasEnded()).toBe(true));
    expect(ofPrinter.hasEnded()).toBe(false);
  });

  test('ends within thirty seconds of somebody being disabled', async () => {
    const person = await ours.signIn('manager');
    const reader = await read(application.url, { cookie: person.cookie });
    await application.services.sql`update people set is_disabled = true where id = ${person.personId}`;
    await vi.advanceTimersByTimeAsync(30_000);
    await eventually(() => expect(reader.hasEnded()).toBe(true));
  });

  test.each(openDoors)('leaves nothing behind when its reader goes away at %s', async (_name, door) => {
    const { cookie } = await ours.signIn('cashier');
    const before = vi.getTimerCount();
    const several = await Promise.all(Array.from({ length: 5 }, () => read(door(), { cookie })));
    expect(vi.getTimerCount()).toBe(before + 5);
    for (const reader of several) reader.close();
    await eventually(() => expect(vi.getTimerCount()).toBe(before));
  });
});
