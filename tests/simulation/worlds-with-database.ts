import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { type Answer, at, call } from '../support/answer';
import type { TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { giveBack } from '../support/refunding';
import { openShop, type Shop, type ShownOrder, tills } from '../support/shop';
import type { Fault } from '../support/simulator';
import { legal } from './books';

/*
 * S2: the same idea with the services, PostgreSQL and the simulator over HTTP. A world keeps its own ledger of what buyers
 * paid; after every step the database must not say more, and in the end it must say the same.
 */

const TOTAL_MINOR = 32_000;
/** One shop is used for so many worlds: opening it costs more than playing one. */
const WORLDS_PER_SHOP = 25;

type Sale = {
  readonly id: string;
  readonly scans: string[];
  paidMinor: number;
  status: string;
  /** What the requests for a refund that were taken asked for, each of them once. */
  askedBackMinor: number;
};
type World = { readonly application: TestApplication; readonly shop: Shop; readonly sales: Sale[] };
type Step = { readonly name: string; readonly does: (world: World) => Promise<unknown> };

const index = fc.nat(5);
const step = <Given>(name: string, given: fc.Arbitrary<Given>, act: (world: World, given: Given) => Promise<unknown>) =>
  given.map((value): Step => ({ name: `${name}(${JSON.stringify(value)})`, does: (world) => act(world, value) }));

const publicationFaults: readonly (Omit<Fault, 'method' | 'path'> | null)[] = [
  null,
  null,
  null,
  { kind: 'drop' },
  { kind: 'drop_after_commit' },
  { kind: 'status', status: 500, commit: true },
  { kind: 'rate_limit' },
];
const readFaults: readonly Fault[] = [
  { kind: 'status', status: 500, method: 'GET', path: '/merchant_orders' },
  { kind: 'drop', method: 'GET', path: '/merchant_orders/search' },
  { kind: 'garbage', method: 'GET', path: '/instore' },
  { kind: 'drop_after_commit', method: 'DELETE', path: '/instore' },
  { kind: 'status', status: 404, method: 'DELETE', path: '/instore' },
];

const refundFaults: readonly (Omit<Fault, 'method' | 'path'> | null)[] = [
  null,
  null,
  { kind: 'drop' },
  { kind: 'drop_after_commit' },
  { kind: 'status', status: 500, commit: true },
  { kind: 'status', status: 400 },
];

const looks = [
  step('check', index, (world, place) => onSale(world, place, (sale) => world.shop.check(sale.id))),
  step('work', fc.constant(null), ({ application }) => application.services.workOnInbox()),
  step('sweep', fc.constantFrom(1, 4, 16, 35), async ({ application }, seconds) => {
    moveClock(seconds);
    await application.services.sweepOrders();
  }),
  step('cancel', index, (world, place) => onSale(world, place, (sale) => world.shop.cancel(sale.id))),
];

const afterwards = [
  step(
    'give back',
    fc.tuple(index, fc.constantFrom('10.00', '200.00'), fc.constantFrom(...refundFaults)),
    giveSomeBack,
  ),
  step('settle', fc.constantFrom(1, 12, 31), async ({ application }, seconds) => {
    moveClock(seconds);
    await application.services.settleRefunds();
  }),
  step('print', index, print),
];

/** Else too few sales are paid and seen when somebody wants money back, or a receipt. */
const boughtAndAfter = fc.tuple(step('buy', index, buy), fc.oneof(...afterwards)).map(
  ([purchase, after]): Step => ({
    name: `${purchase.name}, then ${after.name}`,
    does: async (world) => {
      await purchase.does(world);
      await after.does(world);
    },
  }),
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: step('charge', fc.tuple(fc.nat(1), fc.constantFrom(...publicationFaults)), charge) },
  { weight: 3, arbitrary: step('scan', index, scan) },
  {
    weight: 4,
    arbitrary: step(
      'pay',
      fc.tuple(index, fc.constantFrom('approved', 'approved', 'rejected'), fc.constantFrom(320, 320, 100, 350)),
      pay,
    ),
  },
  { weight: 3, arbitrary: step('tell', fc.tuple(index, fc.integer({ min: 1, max: 3 }), fc.boolean()), tell) },
  { weight: 6, arbitrary: fc.oneof(...looks) },
  { weight: 3, arbitrary: fc.oneof(...afterwards) },
  { weight: 5, arbitrary: boughtAndAfter },
  {
    weight: 2,
    arbitrary: step('fault', fc.constantFrom(...readFaults), ({ application }, fault) =>
      application.simulator.misbehave({ ...fault, times: 1 }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.oneof(...looks), fc.oneof(...looks)).map(
      ([one, other]): Step => ({
        name: `${one.name} beside ${other.name}`,
        does: (world) => Promise.all([one.does(world), other.does(world)]),
      }),
    ),
  },
);

/** Plays so many worlds, or only the one at a `path` that a failure printed; null, or what broke and where. */
export async function playWorldsWithDatabase(
  application: TestApplication,
  { worlds, seed, path, onWorld }: { worlds: number; seed: number; path?: string; onWorld?: (count: number) => void },
): Promise<string | null> {
  let played = 0;
  let shop: Shop | null = null;
  const details = await fc.check(
    fc.asyncProperty(fc.array(steps, { minLength: 3, maxLength: 14 }), async (story) => {
      if (shop === null || played % WORLDS_PER_SHOP === 0) shop = await openShop(application);
      await application.simulator.notify({ mode: 'none' });
      await play({ application, shop, sales: [] }, story);
      played += 1;
      onWorld?.(played);
    }),
    { numRuns: worlds, seed, endOnFailure: true, ...(path ? { path } : {}) },
  );
  if (!details.failed) return null;
  const story = details.counterexample?.[0].map(({ name }) => name).join('\n') ?? '';
  return `again: npm run simulate -- s2 --seed ${seed} --path ${details.counterexamplePath} --worlds 1\n${story}\n${details.errorInstance}`;
}

async function play(world: World, story: readonly Step[]): Promise<void> {
  globalThis.mostradorBudgets = undefined;
  await charge(world, [0, null]);
  await scan(world, 0);
  for (const { does } of story) {
    // Its account's turns are not what is tested here.
    globalThis.mostradorBudgets = undefined;
    await does(world);
    await checkNow(world);
  }
  await checkInTheEnd(world);
}

async function charge(world: World, [pos, fault]: [number, (typeof publicationFaults)[number]]): Promise<void> {
  const { application, shop } = world;
  const path = '/instore/qr/seller/collectors/*/orders';
  await application.simulator.misbehave(...(fault ? [{ ...fault, method: 'PUT', path, times: 1 }] : []));
  const answer = await shop.charge({ external_pos_id: tills[pos] });
  keepSecret(world, answer);
  const id = at(answer.json, 'id') ?? (answer.status === 409 ? null : at(answer.json, 'error', 'order_id'));
  if (typeof id === 'string') world.sales.push({ id, scans: [], paidMinor: 0, status: 'draft', askedBackMinor: 0 });
  else if (answer.status !== 409) throw new Error(`a charge was answered ${answer.status}: ${answer.text}`);
}

/** A buyer scans what is on a till: whichever sale that is, by the answer. */
async function scan(world: World, place: number): Promise<void> {
  const { application, shop } = world;
  const scanned = await application.simulator.control('POST', '/scan', {
    external_pos_id: tills[place % 2],
    user_id: shop.userId,
  });
  const reference = at(scanned.json, 'merchant_order', 'external_reference');
  const id = at(scanned.json, 'merchant_order_id');
  if (id === undefined) return;
  const rows = await application.services.sql<{ id: string }[]>`
    select id from orders where merchant_id = ${shop.merchant.id} and external_reference = ${String(reference)}`;
  world.sales.find((sale) => sale.id === rows[0]?.id)?.scans.push(String(id));
}

async function pay(world: World, [place, outcome, amount]: [number, string, number]): Promise<void> {
  await onSale(world, place, async (sale) => {
    const id = sale.scans.at(-1);
    if (id === undefined) return;
    const paid = await call(`${world.application.simulator.url}/_control/pay`, {
      method: 'POST',
      body: { merchant_order_id: Number(id), outcome, amount },
    });
    // A scan that is paid takes nothing more.
    if (paid.status === 200 && outcome === 'approved') sale.paidMinor += amount * 100;
  });
}

/** Somebody pays all of it, and the cashier looks. */
async function buy(world: World, place: number): Promise<void> {
  await pay(world, [place, 'approved', 320]);
  await onSale(world, place, (sale) => world.shop.check(sale.id));
}

async function tell(world: World, [place, copies, isForged]: [number, number, boolean]): Promise<void> {
  const { application, shop } = world;
  const id = isForged ? '4242' : world.sales.at(-1 - (place % Math.max(1, world.sales.length)))?.scans.at(-1);
  if (id === undefined) return;
  const address = `${application.url}${shop.notificationPath}?topic=merchant_order&id=${id}`;
  const answers = await Promise.all(
    Array.from({ length: copies }, () => call(address, { method: 'POST', body: '{"status":"closed"}' })),
  );
  if (answers.some(({ status }) => status !== 200)) throw new Error('a delivery was not taken');
}

/** Asks for a refund, and for the same one once more, as whoever got no answer does. */
async function giveSomeBack(
  world: World,
  [place, amount, fault]: [number, string, (typeof refundFaults)[number]],
): Promise<void> {
  await onSale(world, place, async (sale) => {
    const path = '/v1/payments/*/refunds';
    if (fault) await world.application.simulator.misbehave({ ...fault, method: 'POST', path, times: 1 });
    const key = randomUUID();
    const answers = await Promise.all([0, 1].map(() => giveBack(world.shop, sale.id, { amount }, key)));
    for (const answer of answers) {
      if (![201, 409, 422].includes(answer.status))
        throw new Error(`a refund was answered ${answer.status}: ${answer.text}`);
      keepSecret(world, answer);
    }
    if (answers.some(({ status }) => status === 201)) sale.askedBackMinor += Math.round(Number(amount) * 100);
  });
}

/** I12: there is a receipt of what is closed, and of nothing else. */
async function print({ application, shop, sales }: World, place: number): Promise<void> {
  const { recordPrint } = await import('@/lib/services/receipts');
  await onSale({ application, shop, sales }, place, async ({ id }) => {
    const { status, paid_amount: paid } = await shop.order(id);
    const isCovered = status === 'closed' && Math.round(Number(paid) * 100) >= TOTAL_MINOR;
    const print = { paper: '80', form: 'page', personId: null } as const;
    const isPrinted = await recordPrint(shop.merchant, { orderId: id, refundId: null }, print).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'conflict') return false;
        throw error;
      },
    );
    if (isPrinted !== isCovered)
      throw new Error(`I12: ${id} is ${status}, paid ${paid}, and has ${isPrinted ? 'a' : 'no'} receipt`);
  });
}

/** I13: no answer holds the account's token, or what our own URL is told by. */
function keepSecret({ shop }: World, { text }: Answer): void {
  for (const secret of [shop.accessToken, shop.apiKey, shop.notificationKey])
    if (text.includes(secret)) throw new Error(`I13: an answer tells a secret: ${text}`);
}

async function onSale(world: World, place: number, act: (sale: Sale) => Promise<unknown>): Promise<void> {
  const sale = world.sales.at(-1 - (place % Math.max(1, world.sales.length)));
  if (sale) await act(sale);
}

async function checkNow(world: World): Promise<void> {
  const ids = world.sales.map((sale) => sale.id);
  const rows = await world.application.services.sql<{ id: string; status: keyof typeof legal; paid: string }[]>`
    select id, status, paid_minor as paid from orders where id = any(${ids})`;
  for (const row of rows) {
    const sale = world.sales.find(({ id }) => id === row.id);
    if (!sale) continue;
    if (row.status === 'closed' && sale.paidMinor < TOTAL_MINOR)
      throw new Error(`I3: ${row.id} is closed and not paid`);
    if (Number(row.paid) > sale.paidMinor) throw new Error(`I11: ${row.id} has ${row.paid} of ${sale.paidMinor}`);
    const before = Object.keys(legal).find((known): known is keyof typeof legal => known === sale.status) ?? 'draft';
    const isStep = row.status === before || legal[before].includes(row.status) || before === 'draft';
    if (!isStep) throw new Error(`I6: ${row.id} went from ${before} to ${row.status}`);
    sale.status = row.status;
  }
}

/** Every fault is over: the workers and one look at each make the books say what buyers did, and free the tills. */
async function checkInTheEnd(world: World): Promise<void> {
  const { application, shop } = world;
  await application.simulator.misbehave();
  for (let round = 0; round < 2; round++) {
    globalThis.mostradorBudgets = undefined;
    moveClock(35);
    await application.services.workOnInbox();
    await application.services.sweepOrders();
  }
  await settleRefunds(world);
  for (const sale of world.sales) {
    globalThis.mostradorBudgets = undefined;
    const checked = await shop.check(sale.id);
    keepSecret(world, checked);
    const order = await shop.order(sale.id);
    await compareRefunds(world, sale, order);
    const isPaid = sale.paidMinor >= TOTAL_MINOR;
    if (Math.round(Number(order.paid_amount) * 100) !== sale.paidMinor)
      throw new Error(`oracle: ${sale.id} has ${order.paid_amount}, buyers paid ${sale.paidMinor / 100}`);
    if ((order.status === 'closed') !== isPaid) throw new Error(`L1: ${sale.id} is ${order.status}`);
    if (order.status === 'draft') throw new Error(`L2: ${sale.id} is still a draft`);
    if (order.status === 'opened') await shop.cancel(sale.id);
    const left = await shop.order(sale.id);
    if (left.status === 'opened') throw new Error(`L6: ${sale.id} cannot be canceled`);
  }
}

/** L5: within five minutes it is known what became of every refund. */
async function settleRefunds({ application, shop }: World): Promise<void> {
  const { services } = application;
  for (let waited = 0; waited <= 300; waited += 30) {
    const open = await services.sql`
      select id from refunds where merchant_id = ${shop.merchant.id} and status not in ('approved', 'rejected')`;
    if (open.length === 0) return;
    globalThis.mostradorBudgets = undefined;
    moveClock(30);
    await services.settleRefunds();
  }
  throw new Error('L5: a refund is not settled after five minutes');
}

/**
 * I10: what went back at Mercado Pago is what our requests say, refund by refund; nobody else gives back here. I4: it is never more than was paid, nor more
 * than was asked for.
 */
async function compareRefunds({ application, shop }: World, sale: Sale, order: ShownOrder): Promise<void> {
  const headers = { authorization: `Bearer ${shop.accessToken}` };
  const lists = await Promise.all(
    order.payments.map(({ id }) =>
      call(`${application.simulator.url}/v1/payments/${id}/refunds`, { method: 'GET', headers }),
    ),
  );
  const theirs = lists.flatMap(({ json }) => refundsSchema.parse(json));
  const books = await application.services.sql<{ id: string; minor: number }[]>`
    select mercadopago_refund_id as id, amount_minor::int as minor from refunds
    where order_id = ${order.id} and status = 'approved' and origin = 'here'`;
  const line = (id: string | number, minor: number) => `${id} ${minor}`;
  const ours = books.map(({ id, minor }) => line(id, minor)).sort();
  const done = theirs.map(({ id, amount }) => line(id, Math.round(amount * 100))).sort();
  if (ours.join() !== done.join()) throw new Error(`I10: ${order.id} has refunds ${ours}, and there are ${done}`);
  const backMinor = theirs.reduce((total, { amount }) => total + Math.round(amount * 100), 0);
  if (backMinor > Math.min(sale.paidMinor, sale.askedBackMinor))
    throw new Error(
      `I4: ${backMinor} of ${order.id} is back, asked for were ${sale.askedBackMinor} of ${sale.paidMinor}`,
    );
  if (Math.round(Number(order.refunded_amount) * 100) !== backMinor)
    throw new Error(`I10: ${order.id} says ${order.refunded_amount} is back, and ${backMinor} is`);
}

const refundsSchema = z.array(z.object({ id: z.number(), amount: z.number() }));
