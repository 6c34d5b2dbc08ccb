import fc from 'fast-check';
import { at, call } from '../support/answer';
import type { TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, type Shop, tills } from '../support/shop';
import type { Fault } from '../support/simulator';
import { legal } from './books';

/*
 * S2: the same idea with the services, PostgreSQL and the simulator over HTTP. A world keeps its own ledger of what buyers
 * paid; after every step the database must not say more, and in the end it must say the same.
 */

const TOTAL_MINOR = 32_000;
/** One shop is used for so many worlds: opening it costs more than playing one. */
const WORLDS_PER_SHOP = 25;

type Sale = { readonly id: string; readonly scans: string[]; paidMinor: number; status: string };
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

const looks = [
  step('check', index, (world, place) => onSale(world, place, (sale) => world.shop.check(sale.id))),
  step('work', fc.constant(null), ({ application }) => application.services.workOnInbox()),
  step('sweep', fc.constantFrom(1, 4, 16, 35), async ({ application }, seconds) => {
    moveClock(seconds);
    await application.services.sweepOrders();
  }),
  step('cancel', index, (world, place) => onSale(world, place, (sale) => world.shop.cancel(sale.id))),
];

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
  const id = at(answer.json, 'id') ?? (answer.status === 409 ? null : at(answer.json, 'error', 'order_id'));
  if (typeof id === 'string') world.sales.push({ id, scans: [], paidMinor: 0, status: 'draft' });
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
  for (const sale of world.sales) {
    globalThis.mostradorBudgets = undefined;
    await shop.check(sale.id);
    const order = await shop.order(sale.id);
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
