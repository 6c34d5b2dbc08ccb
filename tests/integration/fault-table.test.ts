import { afterAll, beforeAll, expect, test } from 'vitest';
import { viewOf } from '@/app/(till)/till/[pos]/till-view';
import { at, call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { giveBack, readRefund } from '../support/refunding';
import { openShop, type Shop, type ShownOrder, tills } from '../support/shop';
import type { Fault } from '../support/simulator';

/*
 * Forty things that Mercado Pago does wrong, each while an order is created, canceled, read by its merchant order and
 * searched for, and while money is given back. What was never answered is not known: neither the order, nor the till, nor the answer to "the customer
 * says they paid" may say more than is true. A further operation is one more entry of `operations`.
 */

type Wrong = Omit<Fault, 'method' | 'path' | 'times'>;

const status = (code: number, more: Partial<Wrong> = {}): Wrong => ({ kind: 'status', status: code, ...more });
const body = (value: unknown): Wrong => ({ kind: 'status', status: 200, commit: true, body: value });
const page = (code: number, commit = false): Wrong => ({ kind: 'html', status: code, commit });

const faults: readonly Wrong[] = [
  ...[400, 401, 403, 404, 408, 409, 410, 422, 423, 425].map((code) => status(code)),
  ...[500, 501, 502, 503, 504, 520, 599].map((code) => status(code)),
  // Done, and answered as if it were not.
  ...[408, 500, 502, 503, 504, 599].map((code) => status(code, { commit: true })),
  ...[301, 302].map((code) => status(code)),
  status(307, { commit: true }),
  ...[200, 403, 404, 502].map((code) => page(code)),
  ...[200, 403, 502].map((code) => page(code, true)),
  { kind: 'garbage' },
  { kind: 'drop' },
  { kind: 'drop_after_commit' },
  { kind: 'rate_limit', retry_after: 1 },
  { kind: 'delay', delay_ms: 20 },
  // Answered, with something else.
  body({}),
  body([]),
];

/** What is so at Mercado Pago, read past our application. */
type Truth = { readonly isOnPos: boolean; readonly isPaid: boolean };
/** What we said after the operation with its fault, and where the order ended once everything answered again. */
type Said = { readonly order: ShownOrder; readonly till: string; readonly verdict: string | null };
type Operation = {
  /** Does it with the fault; even cases are about a sale that is paid and of which nobody heard. */
  readonly act: (shop: Shop, fault: Wrong, isPaid: boolean) => Promise<{ id: string; verdict: string | null }>;
};

let application: TestApplication;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
});
afterAll(() => application.close());

const slotPath = '/instore/qr/seller/collectors/*/orders';

/** An order that waits, or is already paid without anybody knowing, and its scan. */
async function sale(shop: Shop, isPaid: boolean): Promise<{ id: string; scan: string }> {
  const { id } = await shop.openedOrder();
  const scan = await shop.scan();
  if (isPaid) await application.simulator.pay(scan, 'approved');
  return { id, scan };
}

const operations: Readonly<Record<string, Operation>> = {
  create: {
    act: async (shop, fault) => {
      await application.simulator.misbehave({ method: 'PUT', path: slotPath, times: 1, ...fault });
      const answer = await shop.charge();
      const id = at(answer.json, 'id') ?? at(answer.json, 'error', 'order_id');
      return { id: String(id), verdict: null };
    },
  },
  cancel: {
    act: async (shop, fault, isPaid) => {
      const { id } = await sale(shop, isPaid);
      // A paid order has left its POS: there the slot's read is what goes wrong.
      const method = isPaid ? 'GET' : 'DELETE';
      await application.simulator.misbehave({ method, path: slotPath, times: 1, ...fault });
      await shop.cancel(id);
      return { id, verdict: null };
    },
  },
  get: {
    act: async (shop, fault, isPaid) => {
      const { id, scan } = await sale(shop, isPaid);
      // The search is silent as well, so that only this read could tell.
      await application.simulator.misbehave(
        { method: 'GET', path: `/merchant_orders/${scan}`, times: 2, ...fault },
        { method: 'GET', path: '/merchant_orders/search', times: 1, kind: 'status', status: 500 },
      );
      const address = `${application.url}${shop.notificationPath}?topic=merchant_order&id=${scan}`;
      await fetch(address, { method: 'POST', body: '' });
      await application.services.workOnInbox();
      return { id, verdict: null };
    },
  },
  search: {
    act: async (shop, fault, isPaid) => {
      const { id } = await sale(shop, isPaid);
      await application.simulator.misbehave({ method: 'GET', path: '/merchant_orders/search', times: 1, ...fault });
      const { json } = await shop.check(id);
      return { id, verdict: String(at(json, 'verdict')) };
    },
  },
};

test.each(Object.keys(operations))(
  '%s: forty faults, and never a word that is not true',
  { timeout: 90_000 },
  async (name) => {
    expect(faults).toHaveLength(40);
    const operation = operations[name] ?? expect.unreachable('it is one of them');
    const shop = await openShop(application);
    await application.simulator.notify({ mode: 'none' });
    const wrong: unknown[] = [];
    for (const [place, fault] of faults.entries()) {
      // Forty sales a second are no customer's; their account's turns are not what is tested.
      globalThis.mostradorBudgets = undefined;
      const isPaid = name !== 'create' && place % 2 === 0;
      const { id, verdict } = await operation.act(shop, fault, isPaid);
      const truth = await readTruth(shop, isPaid);
      const order = await shop.order(id);
      const said: Said = { order, till: await tillShows(shop, id), verdict };
      const lies = liesOf(said, truth);
      await application.simulator.misbehave();
      globalThis.mostradorBudgets = undefined;
      lies.push(...(await settle(shop, id, name === 'cancel' ? { ...truth, isOnPos: false } : truth)));
      if (lies.length > 0) wrong.push({ fault, isPaid, truth, status: order.status, till: said.till, verdict, lies });
    }
    expect(wrong).toEqual([]);
  },
);

/** What was said that is not so. */
function liesOf({ order, till, verdict }: Said, truth: Truth): string[] {
  const lies: string[] = [];
  const isDead = ['failed', 'canceled', 'expired'].includes(order.status);
  if (order.status === 'closed' && !truth.isPaid) lies.push('closed and not paid');
  if (isDead && (truth.isPaid || truth.isOnPos)) lies.push(`${order.status} and still alive`);
  if (till === 'waiting' && !truth.isPaid && !truth.isOnPos) lies.push('the till says waiting');
  if (['paid', 'paid_odd', 'returned'].includes(till) && !truth.isPaid) lies.push(`the till says ${till}`);
  if (['failed', 'canceled', 'expired', 'rejected'].includes(till) && (truth.isPaid || truth.isOnPos))
    lies.push(`the till says ${till}`);
  if (verdict === 'paid' && !truth.isPaid) lies.push('the answer is paid');
  if (verdict === 'not_seen' && truth.isPaid) lies.push('the answer is not seen');
  return lies;
}

/** Once everything answers, the order ends where it must, and leaves its till free. */
async function settle(shop: Shop, id: string, truth: Truth): Promise<string[]> {
  const lies: string[] = [];
  moveClock(35);
  await shop.check(id);
  const known = await shop.order(id);
  const expected = truth.isPaid ? ['closed'] : truth.isOnPos ? ['opened'] : ['failed', 'canceled'];
  if (!expected.includes(known.status)) lies.push(`in the end ${known.status}, not ${expected.join(' or ')}`);
  if (known.status === 'opened') await shop.cancel(id);
  return lies;
}

/** A cancellation is finished by what comes after it: what counts is whether buyers can scan the order now. */
async function readTruth(shop: Shop, isPaid: boolean): Promise<Truth> {
  const slot = `${application.simulator.url}/instore/qr/seller/collectors/${shop.userId}/pos/${tills[0]}/orders`;
  await application.simulator.misbehave();
  const { status: code } = await fetch(slot, { headers: { authorization: `Bearer ${shop.accessToken}` } });
  return { isOnPos: code === 200, isPaid };
}

async function tillShows(shop: Shop, id: string): Promise<string> {
  const [{ getPos }, { readTillOrder }] = await Promise.all([
    import('@/db/pos'),
    import('@/app/(till)/till/[pos]/read-till-order'),
  ]);
  const pos = (await getPos(shop.merchant, tills[0])) ?? expect.unreachable('every shop has it');
  const order = (await readTillOrder(shop.merchant, { orderId: id, posId: pos.id })) ?? expect.unreachable('its own');
  return viewOf(order, false);
}

/** What goes wrong while money goes back: the call itself, or reading what became of one that was done and not answered. */
const refundCalls: Readonly<Record<'refund' | 'read of a refund', (fault: Wrong) => Fault[]>> = {
  refund: (fault) => [{ method: 'POST', path: '/v1/payments/*/refunds', times: 1, ...fault }],
  'read of a refund': (fault) => [
    { method: 'POST', path: '/v1/payments/*/refunds', times: 1, kind: 'drop_after_commit' },
    { method: 'GET', path: '/v1/payments/*', times: 3, ...fault },
  ],
};

test.each(Object.keys(refundCalls))(
  '%s: forty faults, money goes back once, and nobody is told otherwise',
  { timeout: 90_000 },
  async (name) => {
    const faultsOf =
      Object.entries(refundCalls).find(([call]) => call === name)?.[1] ?? expect.unreachable('one of them');
    const shop = await openShop(application);
    await application.simulator.notify({ mode: 'none' });
    const { id, scan } = await sale(shop, false);
    const payment = await application.simulator.pay(scan, 'approved');
    await shop.check(id);
    const wrong: unknown[] = [];
    let before = 0;
    for (const [place, fault] of faults.entries()) {
      globalThis.mostradorBudgets = undefined;
      await application.simulator.misbehave(...faultsOf(fault));
      const asked = readRefund(await giveBack(shop, id, { amount: '1.00' }));
      const words = [asked.status, await refundStatusOf(asked.id)];
      moveClock(12);
      await application.services.settleRefunds();
      words.push(await refundStatusOf(asked.id));
      await application.simulator.misbehave();
      const during = (await refundsThere(shop, payment)).length - before;
      const lies = words.filter((word) => (word === 'approved' && during === 0) || (word === 'rejected' && during > 0));
      const settled = await settleRefund(asked.id);
      const done = (await refundsThere(shop, payment)).length - before;
      const order = await shop.order(id);
      if (settled !== (done === 1 ? 'approved' : 'rejected') || done > 1) lies.push(`${done} done, and ${settled}`);
      if (Number(order.refunded_amount) !== before + done) lies.push(`the order says ${order.refunded_amount}`);
      if (order.status !== 'closed') lies.push(`the order is ${order.status}`);
      if (lies.length > 0) wrong.push({ place, fault, words, during, done, lies });
      before += done;
    }
    expect(wrong).toEqual([]);
  },
);

/** Once everything answers, it is known within five minutes what became of a refund. */
async function settleRefund(refundId: string): Promise<string> {
  for (let waited = 0; waited <= 300; waited += 30) {
    const status = await refundStatusOf(refundId);
    if (status === 'approved' || status === 'rejected') return status;
    moveClock(30);
    globalThis.mostradorBudgets = undefined;
    await application.services.settleRefunds();
  }
  return 'not settled in five minutes';
}

async function refundStatusOf(requestId: string): Promise<string> {
  const [row] = await application.services.sql<{ status: string }[]>`
    select status from refunds where request_id = ${requestId}`;
  return row?.status ?? 'not in the books';
}

/** What Mercado Pago gave back, read past our application. */
async function refundsThere(shop: Shop, paymentId: string): Promise<unknown[]> {
  const { json } = await call(`${application.simulator.url}/v1/payments/${paymentId}/refunds`, {
    method: 'GET',
    headers: { authorization: `Bearer ${shop.accessToken}` },
  });
  return Array.isArray(json) ? json : expect.unreachable('a list');
}

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBe(4 * faults.length + Object.keys(refundCalls).length);
});
