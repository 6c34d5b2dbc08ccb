import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { errors } from '@/lib/i18n/messages/errors';
import { call, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openTwoShops, type Shop, tills } from '../support/shop';

const till = tills[0];

let application: TestApplication;
let shop: Shop;
let stranger: Shop;
let path: string;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());
beforeEach(async () => {
  ({ ours: shop, theirs: stranger } = await openTwoShops(application));
  path = await becomesUnattended('v1');
});

async function becomesUnattended(protocol: 'v1' | 'v2'): Promise<string> {
  const change = { integration: 'unattended', unattended_protocol: protocol };
  const answer = await shop.api('PATCH', `/pos/${till}`, change);
  expect(answer.status, answer.text).toBe(200);
  return new URL(textAt(answer.json, 'unattended_url')).pathname;
}

/** What both doors answer; they must not differ. */
async function poll(agent = 'test'): Promise<{ status: number; json: unknown; headers: Headers }> {
  const [front, handler] = await Promise.all(
    [application.url, application.handlersUrl].map((url) =>
      call(url + path, { method: 'GET', headers: { 'user-agent': agent } }),
    ),
  );
  if (!front || !handler) throw new Error('two doors were asked');
  expect({ status: front.status, text: front.text }).toEqual({ status: handler.status, text: handler.text });
  return front;
}

const says = (kind: string) => ({ status: 400, json: { error: { type: kind } } });
const say = (state: string, key = shop) => key.api('PUT', `/pos/${till}/unattended`, { state });

describe('an unattended till', () => {
  test('says what a pump told it to say, then shows the order, and nothing once it is paid', async () => {
    expect(await poll()).toMatchObject(says('unavailable'));
    expect(await say('in_process')).toMatchObject({ status: 200, json: { state: 'in_process' } });
    expect(await poll()).toMatchObject(says('in_process'));
    const order = await shop.openedOrder();
    expect(await poll()).toMatchObject({
      status: 200,
      json: { collector_id: shop.userId, external_reference: order.external_reference },
    });
    await application.simulator.pay(await shop.scan(), 'approved');
    await shop.becomes(order.id, { status: 'closed' });
    expect(await poll()).toMatchObject(says('in_process'));
    expect(await say('unavailable')).toMatchObject({ status: 200 });
    expect(await poll()).toMatchObject(says('unavailable'));
  });

  test('of the second protocol says the same with 202 and its own words', async () => {
    path = await becomesUnattended('v2');
    await say('in_process');
    expect(await poll()).toMatchObject({ status: 202, json: { status: { status_detail: 'in_process' } } });
    await say('unavailable');
    expect(await poll()).toMatchObject({ status: 202, json: { status: { status_detail: 'notihing_to_pay' } } });
    const order = await shop.openedOrder();
    const shown = await poll();
    expect(shown).toMatchObject({ status: 200, json: { external_reference: order.external_reference } });
    expect(shown.headers.get('order-version')).toBe('2');
  });

  test('stops showing an order when its time is over or somebody cancels it, and money that comes late is late', async () => {
    await application.simulator.notify({ mode: 'none' });
    const canceled = await shop.openedOrder();
    expect((await poll()).status).toBe(200);
    expect(await shop.cancel(canceled.id)).toMatchObject({ status: 200, json: { status: 'canceled' } });
    expect(await poll()).toMatchObject(says('unavailable'));

    const { id } = await shop.openedOrder({ expires_in: 30 });
    const scanned = await shop.scan();
    moveClock(31);
    expect(await poll()).toMatchObject(says('unavailable'));
    moveClock(30);
    await shop.becomes(id, { status: 'expired' });
    await application.simulator.pay(scanned, 'approved');
    await shop.check(id);
    expect(await shop.order(id)).toMatchObject({ status: 'closed', exception: 'paid_late' });
  });

  test('holds one order at a time, whose reference and amount no poll changes', async () => {
    const order = await shop.openedOrder();
    const before = await poll();
    expect(await shop.charge()).toMatchObject({ status: 409, json: { error: { code: 'pos_busy' } } });
    await Promise.all(Array.from({ length: 20 }, () => poll()));
    expect((await poll()).json).toEqual(before.json);
    expect(await shop.order(order.id)).toMatchObject({ version: order.version, status: 'opened' });
  });

  test('is told what to say by its own merchant’s keys that may, and only while it is unattended', async () => {
    expect(await say('ready')).toMatchObject({
      status: 422,
      json: { error: { code: 'invalid_input', fields: { state: expect.any(String) } } },
    });
    const more = await shop.api('PUT', `/pos/${till}/unattended`, { state: 'in_process', order: 1 });
    expect(more).toMatchObject({ status: 422, json: { error: { fields: { order: expect.any(String) } } } });
    expect(await shop.api('PUT', `/pos/${tills[1]}/unattended`, { state: 'in_process' })).toMatchObject({
      status: 409,
      json: { error: { code: 'conflict' } },
    });
    expect(await shop.api('PUT', '/pos/NOPE/unattended', { state: 'in_process' })).toMatchObject({ status: 404 });
    // The stranger has a till of the same name, which is attended: ours is not within reach.
    expect(await say('in_process', stranger)).toMatchObject({ status: 409 });
    const weak = await shop.keyFor(['pos:read', 'orders:write']);
    const asked = await call(`${application.url}/api/v1/pos/${till}/unattended`, {
      method: 'PUT',
      body: { state: 'in_process' },
      headers: { authorization: `Bearer ${weak}` },
    });
    expect(asked).toMatchObject({ status: 403 });
    expect(await poll()).toMatchObject(says('unavailable'));
  });
});

describe('the questions', () => {
  type Counted = { answer: string; status: number; reference: string; agent: string; address: string; asked: number };
  const counted = async () => {
    await application.services.flushPolls();
    return application.services.sql<Counted[]>`
      select answer, status, reference, agent, max(address) as address, sum(asked)::int as asked from unattended_polls
      where merchant_id = ${shop.merchant.id} group by 1, 2, 3, 4 order by agent, answer`;
  };

  test('are counted with who asked, what was said and how long it took, in rows that stay few', async () => {
    const order = await shop.openedOrder();
    for (let asked = 0; asked < 3; asked++) await poll('MercadoPago Agent');
    expect(await counted()).toEqual([
      {
        answer: 'ready',
        status: 200,
        reference: order.external_reference,
        agent: 'MercadoPago Agent',
        address: '127.0.0.1',
        asked: 6,
      },
    ]);
    const { json } = await shop.api('GET', `/pos/${till}`);
    const unattendedKey = textAt(json, 'unattended_url').split('/').at(-2) ?? '';
    const question = { unattendedKey, answer: 'unavailable', status: 400, reference: '', tookUs: 90 } as const;
    for (let flood = 0; flood < 600; flood++)
      application.services.notePoll({ ...question, asker: { address: '10.0.0.1', agent: `${flood}` }, at: new Date() });
    const rows = await counted();
    expect(rows.length).toBeLessThanOrEqual(502);
    expect(rows.reduce((sum, row) => sum + row.asked, 0)).toBe(606);
    const [time] = await application.services.sql`
      select min(max_us) as fastest from unattended_polls where merchant_id = ${shop.merchant.id}`;
    expect(time?.fastest).toBeGreaterThan(0);
  });

  test('under a key of nobody’s leave nothing, and those older than two weeks are forgotten', async () => {
    const before = await application.services.sql`select count(*)::int as rows from unattended_polls`;
    for (const key of ['abcdefghijklmnopqrstuvwx', 'x', `${'k'.repeat(100)}`])
      for (const url of [application.url, application.handlersUrl])
        expect(await call(`${url}/api/pos/${key}/order`, { method: 'GET' })).toMatchObject(says('invalid'));
    await application.services.flushPolls();
    expect(await application.services.sql`select count(*)::int as rows from unattended_polls`).toEqual(before);

    await poll();
    await application.services.flushPolls();
    await application.services.sql`
      update unattended_polls set minute = now() - interval '15 days' where merchant_id = ${shop.merchant.id}`;
    expect(await application.services.forgetOldDeliveries()).toBeGreaterThan(0);
    expect(await counted()).toEqual([]);
  });

  test('are put into the database by the worker alone', async () => {
    await poll();
    await eventually(async () => {
      const rows = await application.services.sql`
        select asked from unattended_polls where merchant_id = ${shop.merchant.id}`;
      expect(rows.length).toBeGreaterThan(0);
    });
  });
});

describe('the setup of an unattended till', () => {
  test('sees whether Mercado Pago knows the address, and registers it again', async () => {
    const { getPos } = await import('@/db/pos');
    const { readRegistration } = await import('@/lib/services/unattended-reading');
    const { registerUnattendedUrl } = await import('@/lib/services/unattended-setup');
    const registration = async () => {
      const pos = await getPos(shop.merchant, till);
      if (!pos) throw new Error('the till exists');
      return readRegistration(shop.merchant, pos);
    };
    expect(await registration()).toEqual({ kind: 'ours' });
    const { json } = await shop.api('GET', `/pos/${till}`);
    const elsewhere = `${application.url}/elsewhere`;
    const at = { authorization: `Bearer ${shop.accessToken}` };
    await call(`${application.simulator.url}/pos/${textAt(json, 'pos_id')}`, {
      method: 'PUT',
      headers: at,
      body: { fixed_amount: true, url: elsewhere },
    });
    expect(await registration()).toEqual({ kind: 'other', url: elsewhere });
    const caller = {
      merchant: shop.merchant,
      by: { source: 'api', personId: null, apiKeyId: null },
      principal: 'test',
    } as const;
    await registerUnattendedUrl(caller, till);
    expect(await registration()).toEqual({ kind: 'ours' });
    await expect(registerUnattendedUrl(caller, tills[1])).rejects.toMatchObject({ code: 'conflict' });
    const put = { method: 'PUT', path: '/pos/*', times: 1 } as const;
    await application.simulator.misbehave({ ...put, kind: 'drop_after_commit' });
    await expect(registerUnattendedUrl(caller, till)).rejects.toMatchObject({ details: { why: 'outcome_unknown' } });
    await application.simulator.misbehave({ kind: 'status', status: 500, method: 'GET', path: '/pos', times: 20 });
    expect(await registration()).toMatchObject({ kind: 'unread' });
    // The name is there by the time the address is to be taken away.
    await application.simulator.misbehave(
      { ...put, kind: 'delay', delay_ms: 0 },
      { ...put, kind: 'status', status: 423 },
    );
    const back = () => shop.api('PATCH', `/pos/${till}`, { name: 'Surtidor', integration: 'attended_v2' });
    const half = await back();
    expect(half).toMatchObject({ status: 503, json: { error: { why: 'partly_done' } } });
    expect(textAt(half.json, 'error', 'message')).toBe(errors.es.about.partlyDone);
    expect((await shop.api('GET', `/pos/${till}`)).json).toMatchObject({ integration: 'unattended' });
    expect((await back()).json).toMatchObject({ integration: 'attended_v2', name: 'Surtidor' });
    expect(await registration()).toEqual({ kind: 'none' });
  });

  test('asks its own address as Mercado Pago would, and knows what is said and what is not ours', async () => {
    const { testUnattendedUrl } = await import('@/lib/services/unattended-url-test');
    const ask = () => testUnattendedUrl(shop.merchant, till);
    expect(await ask()).toMatchObject({ finding: 'unavailable', status: 400, code: null });
    const order = await shop.openedOrder();
    const shown = await ask();
    expect(shown).toMatchObject({ finding: 'ready', status: 200, version: null });
    expect(shown.body).toContain(order.external_reference);
    expect(shown.tookMs).toBeGreaterThan(0);
    await expect(testUnattendedUrl(shop.merchant, 'NOPE')).rejects.toMatchObject({ code: 'not_found' });
  });
});
