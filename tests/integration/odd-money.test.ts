import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewOf } from '@/app/(till)/till/[pos]/till-view';
import type { NextAction } from '@/lib/domain/next-action';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openShop, readOrder, type Shop, type ShownOrder, tills } from '../support/shop';

/*
 * Everything that buyers do with one sale, and what it must come to: a status, an exception, what the order's page and the
 * till say, and so what the cashier does next. Each story is told twice: by notifications, and by nobody at all.
 */

let application: TestApplication;

beforeAll(async () => {
  application = await openApplication();
});
afterAll(() => application.close());

/** A sale of 320.00 and what becomes of it; the answer is its id. */
type Story = (shop: Shop) => Promise<string>;

/** The sale that buyers hold open on their phones, so that many times as they scanned. */
async function scannedSale(shop: Shop, scans = 1, change: Record<string, unknown> = {}) {
  const { id } = await shop.openedOrder(change);
  const merchantOrders: string[] = [];
  for (let count = 0; count < scans; count++) merchantOrders.push(await shop.scan());
  const [first = '', second = ''] = merchantOrders;
  return { id, first, second };
}

/** Waits until the sale has ended, and then the buyer pays what is on the phone all the same. */
async function paidAfter(shop: Shop, status: 'canceled' | 'expired', amount?: number): Promise<string> {
  const { id, first } = await scannedSale(shop, 1, { expires_in: 30 });
  if (status === 'canceled') await shop.cancel(id);
  else moveClock(31);
  await shop.becomes(id, { status });
  await application.simulator.pay(first, 'approved', amount);
  return id;
}

type Row = {
  readonly name: string;
  readonly story: Story;
  readonly comesTo: Pick<ShownOrder, 'status' | 'exception' | 'paid_amount'> & { readonly next_action: NextAction };
  /** What the page says of it, by the keys of its sentences; nothing for an ordinary sale. */
  readonly says: readonly string[];
  /** What the till shows, which decides what the cashier can do next. */
  readonly till: ReturnType<typeof viewOf>;
};

const paid = { status: 'closed', exception: 'none', paid_amount: '320.00', next_action: 'hand_over' } as const;

const rows: readonly Row[] = [
  {
    name: 'several merchant orders, one of them paid',
    story: async (shop) => {
      const { id, second } = await scannedSale(shop, 2);
      await application.simulator.pay(second, 'approved');
      return id;
    },
    comesTo: paid,
    says: [],
    till: 'paid',
  },
  {
    name: 'several payments of one merchant order that cover it together',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      for (const amount of [100, 120, 100]) await application.simulator.pay(first, 'approved', amount);
      return id;
    },
    comesTo: paid,
    says: [],
    till: 'paid',
  },
  {
    name: 'parts in two merchant orders that cover it together',
    story: async (shop) => {
      const { id, first, second } = await scannedSale(shop, 2);
      await application.simulator.pay(first, 'approved', 319.99);
      await application.simulator.pay(second, 'approved', 0.01);
      return id;
    },
    comesTo: paid,
    says: [],
    till: 'paid',
  },
  {
    name: 'rejected, nothing after it',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      await application.simulator.pay(first, 'rejected');
      return id;
    },
    comesTo: { status: 'opened', exception: 'none', paid_amount: '0.00', next_action: 'wait' },
    says: [],
    till: 'rejected',
  },
  {
    name: 'rejected twice, then approved',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      for (const outcome of ['rejected', 'rejected', 'approved'] as const)
        await application.simulator.pay(first, outcome);
      return id;
    },
    comesTo: paid,
    says: [],
    till: 'paid',
  },
  {
    name: 'in process, no verdict yet',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      await application.simulator.pay(first, 'in_process');
      return id;
    },
    comesTo: { status: 'opened', exception: 'none', paid_amount: '0.00', next_action: 'wait' },
    says: [],
    till: 'in_process',
  },
  {
    name: 'overpaid',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      await application.simulator.pay(first, 'approved', 350);
      return id;
    },
    comesTo: { status: 'closed', exception: 'paid_over', paid_amount: '350.00', next_action: 'refund_surplus' },
    says: ['over'],
    till: 'paid',
  },
  {
    name: 'underpaid by one cent',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      await application.simulator.pay(first, 'approved', 319.99);
      return id;
    },
    comesTo: { status: 'opened', exception: 'paid_partial', paid_amount: '319.99', next_action: 'wait' },
    says: ['partialOpen'],
    till: 'partial',
  },
  {
    name: 'underpaid, then canceled',
    story: async (shop) => {
      const { id, first } = await scannedSale(shop);
      await application.simulator.pay(first, 'approved', 100);
      await shop.cancel(id);
      return id;
    },
    comesTo: { status: 'canceled', exception: 'paid_partial', paid_amount: '100.00', next_action: 'keep_or_refund' },
    says: ['partialEnded'],
    till: 'review',
  },
  {
    name: 'paid twice by two scans',
    story: async (shop) => {
      const { id, first, second } = await scannedSale(shop, 2);
      for (const scan of [first, second]) await application.simulator.pay(scan, 'approved');
      return id;
    },
    comesTo: { status: 'closed', exception: 'paid_over', paid_amount: '640.00', next_action: 'refund_surplus' },
    says: ['over'],
    till: 'paid',
  },
  {
    name: 'paid after it was canceled',
    story: (shop) => paidAfter(shop, 'canceled'),
    comesTo: { status: 'closed', exception: 'paid_late', paid_amount: '320.00', next_action: 'keep_or_refund' },
    says: ['late.canceled'],
    till: 'paid_odd',
  },
  {
    name: 'paid after it expired',
    story: (shop) => paidAfter(shop, 'expired'),
    comesTo: { status: 'closed', exception: 'paid_late', paid_amount: '320.00', next_action: 'keep_or_refund' },
    says: ['late.expired'],
    till: 'paid_odd',
  },
  {
    name: 'paid too much after it expired',
    story: (shop) => paidAfter(shop, 'expired', 400),
    comesTo: { status: 'closed', exception: 'paid_late', paid_amount: '400.00', next_action: 'keep_or_refund' },
    says: ['late.expired', 'over'],
    till: 'paid_odd',
  },
  {
    name: 'paid too little after it was canceled',
    story: (shop) => paidAfter(shop, 'canceled', 1),
    comesTo: { status: 'canceled', exception: 'paid_partial', paid_amount: '1.00', next_action: 'keep_or_refund' },
    says: ['partialEnded'],
    till: 'review',
  },
  {
    name: 'paid for an order that another had replaced on the till',
    story: async (shop) => {
      const id = await paidAfter(shop, 'canceled', 320);
      const next = await shop.openedOrder();
      await shop.check(next.id);
      expect(await shop.order(next.id)).toMatchObject({ status: 'opened', exception: 'none', payments: [] });
      return id;
    },
    comesTo: { status: 'closed', exception: 'paid_late', paid_amount: '320.00', next_action: 'keep_or_refund' },
    says: ['late.canceled'],
    till: 'paid_odd',
  },
  {
    name: 'paid although Mercado Pago had said that it refused the order',
    story: async (shop) => {
      const refusal = { method: 'PUT', path: '/instore', kind: 'status', status: 400, commit: true, times: 1 } as const;
      await application.simulator.misbehave({
        ...refusal,
        body: { error: 'invalid_title', message: 'No', status: 400 },
      });
      expect(await shop.charge({ external_reference: 'Refused-1' })).toMatchObject({ status: 502 });
      const listed = await shop.api('GET', '/orders?external_reference=Refused-1');
      const { id } = readOrder(Reflect.get(Object(listed.json), 'results')?.[0]);
      await application.simulator.pay(await shop.scan(), 'approved');
      return id;
    },
    comesTo: { status: 'closed', exception: 'paid_late', paid_amount: '320.00', next_action: 'keep_or_refund' },
    says: ['late.failed'],
    till: 'paid_odd',
  },
  {
    name: 'paid twice, and the second given back in their panel',
    story: async (shop) => {
      const { id, first, second } = await scannedSale(shop, 2);
      await application.simulator.pay(first, 'approved');
      await application.simulator.refund(await application.simulator.pay(second, 'approved'));
      return id;
    },
    comesTo: { status: 'closed', exception: 'partially_refunded', paid_amount: '640.00', next_action: 'hand_over' },
    // What was too much is back with its buyer.
    says: ['partiallyRefunded'],
    till: 'returned',
  },
];

// First, while no other order of this file is due when the clock moves.
test('what somebody else pays for a closed order is found without anybody telling or asking, for a quarter of an hour', async () => {
  const shop = await openShop(application);
  await application.simulator.notify({ mode: 'none' });
  const { id, first, second } = await scannedSale(shop, 2);
  await application.simulator.pay(first, 'approved');
  expect((await shop.check(id)).json).toMatchObject({ verdict: 'paid' });
  const asked = () => application.simulator.requestsOf(shop.userId, 'GET', '/merchant_orders/search');
  const askedBefore = (await asked()).length;
  await application.simulator.pay(second, 'approved');
  // Nobody waits for a closed order at a till: a screen that shows it brings no look forward.
  await shop.watch(id);
  moveClock(61);
  await shop.becomes(id, { status: 'closed', exception: 'paid_over', paid_amount: '640.00', closed_by: 'check' });
  const { sql } = application.services;
  const [seen] = await sql`select source from order_events where order_id = ${id} order by sequence desc limit 1`;
  expect(seen).toEqual({ source: 'sweep' });
  const cases = await sql`select kind, reason, status, amount_minor from exception_cases where order_id = ${id}`;
  expect(cases).toEqual([{ kind: 'order', reason: 'paid_over', status: 'open', amount_minor: '32000' }]);
  moveClock(15 * 60);
  await eventually(async () =>
    expect(await sql`select look_again_at from orders where id = ${id}`).toEqual([{ look_again_at: null }]),
  );
  expect((await asked()).length - askedBefore).toBe(2);
});

describe.each(['notifications', 'nobody'] as const)('told by %s', (teller) => {
  test.each(rows)('$name', async ({ story, comesTo, says, till }) => {
    const shop = await openShop(application);
    await application.simulator.notify({ mode: teller === 'nobody' ? 'none' : 'both' });
    const id = await story(shop);
    if (teller === 'nobody') await shop.check(id);
    await eventually(async () => {
      expect(await shop.order(id)).toMatchObject(comesTo);
      expect(await tillShows(shop, id)).toBe(till);
      expect(await sentencesOf(shop, id)).toEqual(says);
    });
    // Looking again and again changes nothing.
    await shop.check(id);
    const settled = await shop.order(id);
    await shop.check(id);
    expect(await shop.order(id)).toEqual(settled);
    expect(settled).toMatchObject(comesTo);
  });
});

test('a payment that the search of merchant orders leaves out is found when somebody asks, and once the time is over', async () => {
  const nothing = { method: 'GET', path: '/merchant_orders/search', kind: 'status', status: 200 } as const;
  for (const finder of ['check', 'sweep'] as const) {
    const shop = await openShop(application);
    await application.simulator.notify({ mode: 'none' });
    await application.simulator.misbehave({ ...nothing, body: { elements: null, next_offset: 0, total: 0 } });
    const { id, first } = await scannedSale(shop, 1, { expires_in: 30 });
    await application.simulator.pay(first, 'approved');
    if (finder === 'check') expect((await shop.check(id)).json).toMatchObject({ verdict: 'paid' });
    else moveClock(31);
    await shop.becomes(id, { status: 'closed', closed_by: finder, exception: 'none', merchant_order_ids: [first] });
  }
});

test('twenty looks at once at a sale that was just paid: one saves, and nobody fails', async () => {
  const shop = await openShop(application);
  await application.simulator.notify({ mode: 'none' });
  const { id, first } = await scannedSale(shop);
  await application.simulator.pay(first, 'approved');
  const answers = await Promise.all(Array.from({ length: 20 }, () => shop.check(id)));
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
  const { version } = await shop.order(id);
  expect(await shop.history(id)).toHaveLength(version);
});

test('every order of this file can be rebuilt from its history', async () => {
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(2 * rows.length);
});

/** The sentences of the order's page, as it looks them up in `order.notes`. */
async function sentencesOf(shop: Shop, id: string): Promise<string[]> {
  const [{ getOrder, listOrderEvents }, { remarksOn }, { order: texts }] = await Promise.all([
    import('@/db/orders'),
    import('@/app/(dashboard)/orders/[orderId]/order-remarks'),
    import('@/lib/i18n/messages/order'),
  ]);
  const order = (await getOrder(shop.merchant, id)) ?? expect.unreachable('it was just read');
  const keys = remarksOn(order, await listOrderEvents(shop.merchant, id), new Date()).map((remark) => {
    if (remark.kind === 'late') return `late.${remark.after}`;
    if (remark.kind === 'partial') return remark.isOpen ? 'partialOpen' : 'partialEnded';
    return remark.kind === 'partially_refunded' ? 'partiallyRefunded' : remark.kind;
  });
  for (const key of keys)
    for (const language of ['es', 'pt', 'en'] as const)
      expect(Object.keys(texts[language].notes), key).toContain(key.split('.')[0]);
  return keys;
}

async function tillShows(shop: Shop, id: string): Promise<string> {
  const [{ getPos }, { readTillOrder }] = await Promise.all([
    import('@/db/pos'),
    import('@/app/(till)/till/[pos]/read-till-order'),
  ]);
  const pos = (await getPos(shop.merchant, tills[0])) ?? expect.unreachable('every shop has it');
  const order =
    (await readTillOrder(shop.merchant, { orderId: id, posId: pos.id })) ?? expect.unreachable('its own till');
  return viewOf(order, new Date(order.expiresAt) <= new Date());
}
