import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { openShop, type Shop } from '../support/shop';
import type { Fault } from '../support/simulator';

/*
 * Random scripts of faults, restarts, repeated clicks and refunds of the panel. However they end, each thing that was asked
 * for was done at most once, and our books say of every one what Mercado Pago says. `REFUND_SCRIPTS=2000` runs the long
 * campaign; a failure prints its seed.
 */

const scripts = Number(process.env.REFUND_SCRIPTS ?? 30);
const perOrder = 20;

let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  await application.simulator.notify({ mode: 'none' });
});
afterAll(() => application.close());

const refunding = { method: 'POST', path: '/v1/payments/*/refunds' } as const;
const reading = { method: 'GET', path: '/v1/payments/*/refunds' } as const;

/** What can go wrong with one call; whether it was done all the same is part of it. */
const faults: readonly Omit<Fault, 'method' | 'path'>[] = [
  { kind: 'drop' },
  { kind: 'drop_after_commit' },
  { kind: 'html', commit: true },
  { kind: 'html' },
  { kind: 'garbage' },
  { kind: 'garbage', commit: false },
  { kind: 'status', status: 500, commit: true },
  { kind: 'status', status: 504 },
  { kind: 'status', status: 409, body: { error: 'conflict', message: 'refund in progress' } },
  { kind: 'status', status: 409, commit: true, body: { error: 'conflict', message: 'refund in progress' } },
  { kind: 'status', status: 400, body: { error: 'bad_request', cause: [{ code: 2063 }] } },
  { kind: 'rate_limit', retry_after: 1 },
];

const fault = fc.option(
  fc.record({ index: fc.nat(faults.length - 1), times: fc.integer({ min: 1, max: 3 }), isReading: fc.boolean() }),
  { nil: null, freq: 3 },
);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ask' as const), cents: fc.constantFrom(100, 200), fault }) },
  // The same request several times at once, as from a double click or a POS system that repeats itself.
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('click' as const), times: fc.integer({ min: 2, max: 3 }), fault }),
  },
  // Different people at once, together for more than there may be.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rivals' as const), fault }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('repeat' as const), of: fc.nat(5), fault }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const), of: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('panel' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 11, 25, 1200), fault }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** An order that was paid twice, so that refunds of it have parts. */
type Sale = { readonly orderId: string; readonly payments: readonly string[]; panelCents: number; panelCount: number };

test(
  `${scripts} random scripts: nothing is ever given back twice, and the books end as Mercado Pago's`,
  async () => {
    let sale = await openSale();
    let played = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 7 }), async (steps) => {
        if (++played % perOrder === 0) sale = await openSale();
        await play(sale, steps);
        await settleEverything();
        await compare(sale);
      }),
      { numRuns: scripts, endOnFailure: true },
    );
  },
  60_000 + scripts * 1_000,
);

/** Plays a script; what was asked for is kept, so that it can be asked for once more. */
async function play(sale: Sale, steps: readonly Step[]): Promise<void> {
  const asked: { key: string; amount: string | undefined }[] = [];
  const ask = (key: string, amount: string | undefined) => {
    asked.push({ key, amount });
    return askOnce(sale.orderId, key, amount);
  };
  for (const current of steps) {
    if ('fault' in current) await misbehave(current.fault);
    switch (current.do) {
      case 'ask':
        await ask(randomUUID(), (current.cents / 100).toFixed(2));
        break;
      case 'click': {
        const key = randomUUID();
        await Promise.all(Array.from({ length: current.times }, () => ask(key, '1.00')));
        break;
      }
      case 'rivals':
        await Promise.all([1, 2, 3].map(() => ask(randomUUID(), '400.00')));
        break;
      case 'repeat': {
        const again = asked[current.of];
        if (again) await askOnce(sale.orderId, again.key, again.amount);
        break;
      }
      case 'crash':
        await crash(sale.orderId, current);
        break;
      case 'panel':
        await refundOnPanel(sale);
        break;
      case 'wait':
        moveClock(current.seconds);
        await goOn();
    }
  }
}

/** Whatever the answer is, it must not be a failure of ours. */
async function askOnce(orderId: string, key: string, amount: string | undefined): Promise<void> {
  const by = { source: 'api', personId: null, apiKeyId: null } as const;
  const caller = { merchant: shop.merchant, by: { ...by, apiKeyId: randomUUID() }, principal: 'scripts', role: null };
  try {
    await application.services.askForRefund(caller, orderId, { amount, reason: 'a script' }, key);
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(conflict|invalid_input)$/) });
  }
}

/**
 * The process that worked on a refund died before it could note the outcome: all that is left of its work is what was
 * committed before the call.
 */
async function crash(orderId: string, { of }: { of: number }): Promise<void> {
  const { sql } = application.services;
  await sql`update refunds set status = 'requested', mercadopago_refund_id = null,
    due_at = ${new Date().toISOString()}::timestamptz, uncertain_since = coalesce(uncertain_since, attempted_at)
    where attempts > 0 and id = (select id from refunds where order_id = ${orderId} and origin = 'here'
      and status <> 'rejected' order by created_at desc, position offset ${of} limit 1)`;
}

/** An amount that nobody asks for here, so that it can be told whose refund is whose. */
async function refundOnPanel(sale: Sale): Promise<void> {
  const payment = sale.payments[sale.panelCount % sale.payments.length] ?? '';
  sale.panelCents += 1;
  const made = await call(`${application.simulator.url}/_control/refund`, {
    method: 'POST',
    body: { payment_id: Number(payment), amount: sale.panelCents / 100 },
  });
  if (made.status === 200) sale.panelCount += 1;
}

async function misbehave(chosen: { index: number; times: number; isReading: boolean } | null): Promise<void> {
  const what = chosen && faults[chosen.index];
  if (!what) return;
  const place = chosen.isReading ? reading : refunding;
  await application.simulator.misbehave({ ...what, ...place, times: chosen.times });
}

/** One round of the worker. The account's budget of requests is real time, which this test has not. */
async function goOn(): Promise<number> {
  globalThis.mostradorBudgets?.clear();
  return application.services.settleRefunds();
}

async function settleEverything(): Promise<void> {
  await application.simulator.misbehave();
  for (let round = 0; round < 60; round++) {
    const [open] = await application.services.sql<{ count: number }[]>`
      select count(*)::int as count from refunds where due_at is not null`;
    if (open?.count === 0) return;
    moveClock(31);
    await goOn();
  }
  throw new Error('a refund does not come to an end');
}

const refundsSchema = z.array(z.object({ id: z.number(), amount: z.number(), status: z.string() }));

/** Ours, refund by refund, are what Mercado Pago has: none is missing, none is there twice, and none beside the panel's. */
async function compare(sale: Sale): Promise<void> {
  globalThis.mostradorBudgets?.clear();
  await shopLook(sale.orderId);
  const books = await application.services.sql<
    { origin: string; status: string; id: string; cents: number; idempotency_key: string }[]
  >`select origin, status, mercadopago_refund_id as id, amount_minor::int as cents, idempotency_key
    from refunds where order_id = ${sale.orderId}`;
  const theirs = (await Promise.all(sale.payments.map(listAtMercadoPago))).flat();
  const done = books.filter(({ status }) => status === 'approved');
  const line = (id: string | number, cents: number) => `${id} ${cents}`;
  expect(done.map(({ id, cents }) => line(id, cents)).sort()).toEqual(
    theirs.map(({ id, amount }) => line(id, Math.round(amount * 100))).sort(),
  );
  expect(done.filter(({ origin }) => origin === 'mercadopago')).toHaveLength(sale.panelCount);
  expect(books.every(({ status }) => status === 'approved' || status === 'rejected')).toBe(true);
  expect(theirs.reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)).toBeLessThanOrEqual(64_000);
}

async function shopLook(orderId: string): Promise<void> {
  const { lookAtOrder } = await import('@/lib/services/look');
  const by = { source: 'check', personId: null, apiKeyId: null } as const;
  await lookAtOrder(shop.merchant, orderId, { source: 'check', by });
}

async function listAtMercadoPago(paymentId: string) {
  const { json } = await call(`${application.simulator.url}/v1/payments/${paymentId}/refunds`, {
    method: 'GET',
    headers: { authorization: `Bearer ${shop.accessToken}` },
  });
  return refundsSchema.parse(json);
}

async function openSale(): Promise<Sale> {
  globalThis.mostradorBudgets?.clear();
  await application.simulator.misbehave();
  const { simulator } = application;
  const by = { source: 'api', personId: null, apiKeyId: null } as const;
  const { createOrder } = await import('@/lib/services/orders');
  const request = {
    externalPosId: 'S001P01',
    externalReference: undefined,
    title: undefined,
    description: undefined,
    items: [{ title: 'Menú', unitPrice: '320.00', quantity: 1 }],
    taxes: undefined,
    sponsorId: undefined,
    mode: undefined,
    expiresIn: undefined,
  };
  const made = await createOrder({ merchant: shop.merchant, by, principal: 'scripts' }, request, randomUUID());
  const { id: orderId } = z.object({ id: z.string() }).parse(made.body);
  const scans = [await shop.scan(), await shop.scan()];
  const payments = [];
  for (const scan of scans) payments.push(await simulator.pay(scan, 'approved'));
  await shopLook(orderId);
  return { orderId, payments, panelCents: 0, panelCount: 0 };
}
