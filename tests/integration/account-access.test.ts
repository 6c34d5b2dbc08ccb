import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openTwoShops, type Shop } from '../support/shop';

let application: TestApplication;
let ours: Shop;
let theirs: Shop;
let access: typeof import('@/lib/services/access');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  access = await import('@/lib/services/access');
});
afterAll(() => application.close());
beforeEach(async () => {
  ({ ours, theirs } = await openTwoShops(application));
  await application.simulator.notify({ mode: 'none' });
});

/** Mercado Pago knows our token no more: ours is another one from now on. */
async function tokenIsRevoked(): Promise<void> {
  const [{ saveSecret }, { seal }, { sealingPlace }, { db }] = await Promise.all([
    import('@/db/merchants'),
    import('@/lib/sealing'),
    import('@/lib/services/accounts'),
    import('@/db/client'),
  ]);
  const sealed = seal('APP_USR-a-token-that-was-revoked', sealingPlace(ours.merchant, 'access_token'));
  await saveSecret(ours.merchant, db, 'access_token', sealed);
}

async function problem(): Promise<unknown> {
  const [row] = await application.services.sql`select access_problem from merchants where id = ${ours.merchant.id}`;
  return row?.access_problem;
}

const asked = async () => (await application.simulator.control('GET', '/requests')).json;
const connectAgain = () =>
  application.services.connectAccount(ours.merchant, { accessToken: ours.accessToken, personId: null });
const isDueAgain = () =>
  application.services.sql`update merchants set access_due_at = now() where access_due_at is not null`;

describe('a token that Mercado Pago refuses', () => {
  test('pauses this merchant alone, sends nothing more, and ends when the account is connected again', async () => {
    const paid = await ours.openedOrder();
    await application.simulator.pay(await ours.scan(), 'approved');
    await tokenIsRevoked();
    expect(await ours.check(paid.id)).toMatchObject({ json: { verdict: 'unknown' } });
    expect(await access.checkDoubtfulAccess()).toBe(1);
    expect(await problem()).toBe('refused');

    const before = await asked();
    const charge = { external_pos_id: 'S001P02' };
    expect(await ours.charge(charge)).toMatchObject({ status: 409, json: { error: { code: 'conflict' } } });
    expect(await ours.check(paid.id)).toMatchObject({ json: { verdict: 'unknown', order: { status: 'opened' } } });
    expect(await access.checkDoubtfulAccess()).toBe(0);
    expect(await asked()).toEqual(before);
    await theirs.openedOrder();

    await connectAgain();
    expect(await problem()).toBeNull();
    expect(await ours.check(paid.id)).toMatchObject({ json: { verdict: 'paid', order: { status: 'closed' } } });
    expect(await ours.charge(charge)).toMatchObject({ status: 201 });
  });

  test('is tried again later, and one that works after all ends the pause by itself', async () => {
    await tokenIsRevoked();
    await access.checkAccess(ours.merchant);
    expect(await access.checkDoubtfulAccess(), 'before its time').toBe(0);
    await isDueAgain();
    expect(await access.checkDoubtfulAccess()).toBe(1);
    expect(await problem()).toBe('refused');
    await connectAgain();
    await application.services.sql`
      update merchants set access_problem = 'refused', access_due_at = now() where id = ${ours.merchant.id}`;
    expect(await access.checkDoubtfulAccess()).toBe(1);
    expect(await problem()).toBeNull();
    const trail = await application.services.sql`
      select action from audit_entries where merchant_id = ${ours.merchant.id} and action like 'access%' order by id`;
    expect(trail.map((entry) => entry.action)).toEqual(['access_refused', 'access_restored']);
  });

  test('is not concluded from a 401 about something else, nor from no answer at all', async () => {
    const { id } = await ours.openedOrder();
    const fault = { method: 'GET', path: '/merchant_orders', kind: 'status', status: 401, times: 9 } as const;
    await application.simulator.misbehave(fault);
    expect(await ours.check(id)).toMatchObject({ json: { verdict: 'unknown' } });
    expect(await access.checkDoubtfulAccess()).toBe(1);
    expect(await problem()).toBeNull();
    await application.simulator.misbehave({ method: 'GET', path: '/users/me', kind: 'status', status: 503, times: 9 });
    expect(await access.checkAccess(ours.merchant)).toEqual({ access: 'no_answer', isNews: false });
    expect(await problem()).toBeNull();
  });
});

test('a notice that the account was unlinked is a reason to look whether the token works', async () => {
  const unlink = async () => {
    const body = { type: 'mp-connect', action: 'application.deauthorized', user_id: ours.userId, data: { id: '1' } };
    expect((await call(application.url + ours.notificationPath, { method: 'POST', body })).status).toBe(200);
    await application.services.workOnInbox();
    const [row] = await application.services.sql`
      select outcome from notifications where merchant_id = ${ours.merchant.id} order by id desc limit 1`;
    return [row?.outcome, await problem()];
  };
  // Whoever has the address can say so: nothing is believed but the token's own answer.
  expect(await unlink()).toEqual(['nothing_new', null]);
  await tokenIsRevoked();
  // And however often it is said, it is looked at once in a while.
  moveClock(15);
  expect(await unlink()).toEqual(['changed', 'refused']);
});

describe('an account that its owner disconnects', () => {
  test('loses its tokens and keeps its history, and can be connected again', async () => {
    const { id } = await ours.openedOrder();
    await application.simulator.pay(await ours.scan(), 'approved');
    await ours.check(id);
    await access.disconnectAccount(ours.merchant, null);
    const kept = await application.services.sql`
      select kind from credentials where merchant_id = ${ours.merchant.id}`;
    expect([[...kept], await problem()]).toEqual([[], 'disconnected']);
    expect(await ours.order(id)).toMatchObject({ status: 'closed', paid_amount: '320.00' });
    expect(await ours.charge()).toMatchObject({ status: 409 });
    await connectAgain();
    expect(await ours.charge()).toMatchObject({ status: 201 });
  });

  test('is not let go while an order can still be paid', async () => {
    await ours.openedOrder();
    await expect(access.disconnectAccount(ours.merchant, null)).rejects.toMatchObject({ code: 'conflict' });
    expect(await problem()).toBeNull();
  });
});
