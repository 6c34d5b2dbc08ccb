import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ItemRow } from '@/db/reconciliation';
import { dayAt } from '@/lib/domain/calendar';
import { call } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { moveClock } from '../support/clock';
import { eventually } from '../support/eventually';
import { openShop, openTwoShops, type Shop, tills } from '../support/shop';

let application: TestApplication;
let shop: Shop;
let modules: Awaited<ReturnType<typeof loadModules>>;
let personId: string;

beforeAll(async () => {
  application = await openApplication();
  modules = await loadModules();
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
  ({ personId } = await shop.signIn('accountant'));
  await application.simulator.notify({ mode: 'none' });
});

async function loadModules() {
  const [requests, runs, cases, queue, adoption, listing, work, page] = await Promise.all([
    import('@/lib/services/reconciliation'),
    import('@/db/reconciliation'),
    import('@/db/exceptions'),
    import('@/lib/services/exceptions'),
    import('@/lib/services/adoption'),
    import('@/lib/services/reconciliation-listing'),
    import('@/lib/services/reconciliation-work'),
    import('@/app/(dashboard)/reconciliation/[run]/read-run'),
  ]);
  return { ...requests, ...runs, ...cases, ...queue, ...adoption, ...listing, ...work, ...page };
}

/** From now on nothing is learnt about the orders that exist but by reconciling. */
async function lookAway(): Promise<void> {
  await application.services.sql`update orders set look_again_at = null`;
}

/** A sale that was paid while nobody looked. */
async function paidUnseen(change: Record<string, unknown> = {}, amount?: number) {
  const order = await shop.openedOrder(change);
  await lookAway();
  const scan = await shop.scan(typeof change.external_pos_id === 'string' ? change.external_pos_id : tills[0]);
  return { order, scan, payment: await application.simulator.pay(scan, 'approved', amount) };
}

/** Money at Mercado Pago that another system charged on one of the merchant's tills. */
async function foreignSale(reference: string, amount = 100): Promise<string> {
  const slot = `/instore/qr/seller/collectors/${shop.userId}/stores/S001/pos/${tills[1]}/orders`;
  const item = { title: 'Otro', unit_price: amount, quantity: 1, unit_measure: 'unit', total_amount: amount };
  const sale = { title: 'Otro', description: 'Otro', total_amount: amount, items: [item] };
  const put = await call(application.simulator.url + slot, {
    method: 'PUT',
    headers: { authorization: `Bearer ${shop.accessToken}` },
    body: { external_reference: reference, ...sale },
  });
  expect(put.status, put.text).toBe(204);
  const scan = await shop.scan(tills[1]);
  return application.simulator.pay(scan, 'approved');
}

async function compare(text: string): Promise<string> {
  return modules.startReconciliation(shop.merchant, personId, { scope: 'references', text });
}

async function compareToday(): Promise<string> {
  const { getMerchant } = await import('@/db/merchants');
  const { timeZone } = await getMerchant(shop.merchant);
  const now = new Date();
  // Both, so that a test around midnight compares what it made before.
  const [first, last] = [dayAt(new Date(now.getTime() - 3_600_000), timeZone), dayAt(now, timeZone)];
  return modules.startReconciliation(shop.merchant, personId, { scope: 'period', first, last });
}

/** Waits until a comparison is over, and gives its sales by subject. */
async function finished(runId: string, options: { withinMs?: number } = {}): Promise<Map<string, ItemRow>> {
  await eventually(
    async () => expect(await modules.getRun(shop.merchant, runId)).toMatchObject({ status: 'done' }),
    options,
  );
  return itemsOf(runId);
}

async function itemsOf(runId: string): Promise<Map<string, ItemRow>> {
  const items = await modules.listItems(shop.merchant, runId, { filter: 'all', limit: 500, offset: 0 });
  return new Map(items.map((item) => [item.subject, item]));
}

async function openCases() {
  return modules.listCases(shop.merchant, { filter: { status: 'open' }, limit: 100, offset: 0 });
}

async function historyOf(caseId: string): Promise<string[]> {
  return (await modules.listCaseEntries(shop.merchant, caseId)).map((entry) => entry.type);
}

describe('comparing references', () => {
  test('gives every verdict that the two sides can have, with its reason', async () => {
    const { simulator, services } = application;
    await shop.check(await paidAndNoted('Equal'));
    const refunded = await paidUnseen({ external_reference: 'Refunded-there' });
    await shop.check(refunded.order.id);
    await simulator.refund(refunded.payment, 20);
    const twice = await shop.openedOrder({ external_reference: 'Paid-twice' });
    const [first, second] = [await shop.scan(), await shop.scan()];
    await simulator.pay(first, 'approved');
    await shop.check(twice.id);
    await simulator.pay(second, 'approved');
    await foreignSale('Other-1');
    await forget('Forgotten');
    const open = await shop.openedOrder({ external_reference: 'Unpaid', external_pos_id: tills[1] });
    const late = await paidUnseen({ external_reference: 'Paid-there' });

    const asked = 'Paid-there, Equal;Refunded-there\nPaid-twice Other-1 Forgotten Unpaid Nowhere';
    const items = await finished(await compare(asked), { withinMs: 15_000 });
    const said = [...items].map(([subject, { verdict, reasons }]) => [subject, verdict, ...reasons]);
    expect(said).toEqual([
      ['Paid-there', 'status_differs', 'paid_there_only'],
      ['Equal', 'matched'],
      ['Refunded-there', 'refund_not_in_books', 'refund_there_only'],
      ['Paid-twice', 'amount_differs', 'more_there'],
      ['Other-1', 'missing_here', 'no_order_here'],
      ['Forgotten', 'missing_there', 'nothing_there'],
      ['Unpaid', 'no_money'],
      ['Nowhere', 'no_money'],
    ]);
    expect(items.get('Paid-there')).toMatchObject({
      orderId: late.order.id,
      ours: { status: 'opened', paidMinor: 0, totalMinor: 32_000, posName: 'Caja 1' },
      theirs: { paidMinor: 32_000, paymentIds: [late.payment], merchantOrderIds: [late.scan] },
      after: { status: 'closed', exception: 'none', paidMinor: 32_000, refundedMinor: 0 },
    });
    expect(items.get('Forgotten')).toMatchObject({ after: null, theirs: { paidMinor: 0 } });
    // Comparing changes nothing in the books.
    expect(await shop.order(late.order.id)).toMatchObject({ status: 'opened', paid_amount: '0.00' });
    expect(await shop.order(open.id)).toMatchObject({ status: 'opened' });
    const reasons = (await openCases()).map((one) => `${one.externalReference} ${one.kind} ${one.reason}`).sort();
    expect(reasons).toEqual([
      'Forgotten difference missing_there',
      'Other-1 orphan missing_here',
      'Paid-there difference status_differs',
      'Paid-twice difference amount_differs',
      'Refunded-there difference refund_not_in_books',
    ]);
    expect((await services.verifyOrders()).broken).toEqual([]);
  });

  test('finds a sale by the ids that Mercado Pago gave its payment and its scan', async () => {
    const { scan, payment } = await paidUnseen({ external_reference: 'By-id' });
    const foreign = await foreignSale('Other-2');
    const items = await finished(await compare(`${scan} ${payment} ${foreign} 99999999`));
    expect([...items.values()].map(({ verdict }) => verdict)).toEqual([
      'status_differs',
      'status_differs',
      'missing_here',
      'no_money',
    ]);
  });

  test('takes a list as spreadsheets, chats and web pages give it, and one sale under whatever it is called', async () => {
    await foreignSale('List-1');
    await foreignSale('List-2');
    const pasted = await compare('\ufeff"List-1"\r\n\u200bList-2\u200e\t“List-1”,,\u00a0=1+1;');
    const found = await finished(pasted);
    expect([...found].map(([subject, { verdict }]) => [subject, verdict])).toEqual([
      ['List-1', 'missing_here'],
      ['List-2', 'missing_here'],
      ['=1+1', 'no_money'],
    ]);
    const subject = 'Pedido 12, mesa "4"';
    const one = await modules.startReconciliation(shop.merchant, personId, { scope: 'subject', subject });
    expect([...(await finished(one)).keys()]).toEqual([subject]);
  });

  test('leaves unknown what had no answer, and asks again until there is one', async () => {
    const { simulator } = application;
    await shop.check(await paidAndNoted('Slow'));
    await simulator.misbehave(
      { path: '/merchant_orders', kind: 'status', status: 500, times: 1 },
      { path: '/v1/payments', kind: 'html', times: 1 },
      { path: '/merchant_orders', kind: 'garbage', times: 1 },
      { path: '/v1/payments', kind: 'delay', delay_ms: 700, times: 1 },
    );
    const runId = await compare('Slow');
    await eventually(async () => {
      const waiting = (await itemsOf(runId)).get('Slow');
      expect(waiting).toMatchObject({ state: 'pending', verdict: null, problem: expect.any(String) });
    });
    expect(await openCases()).toEqual([]);
    await eventually(
      async () => {
        moveClock(5);
        expect((await itemsOf(runId)).get('Slow')).toMatchObject({ state: 'compared' });
      },
      { withinMs: 15_000 },
    );
    const items = await finished(runId);
    expect(items.get('Slow')).toMatchObject({ state: 'compared', verdict: 'matched' });
  });

  test('is nobody else’s: another merchant finds neither the comparison nor the case', async () => {
    const { ours, theirs } = await openTwoShops(application);
    shop = ours;
    await foreignSale('Other-3');
    const runId = await compare('Other-3');
    await finished(runId);
    const [found] = await openCases();
    const { merchant } = theirs;
    expect(await modules.getRun(merchant, runId)).toBeNull();
    expect(await modules.getCase(merchant, found?.id ?? '')).toBeNull();
    const asked = modules.applyTheirs(merchant, runId, { subjects: ['Other-3'], personId });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    const taken = modules.assignCase(merchant, found?.id ?? '', { ownerPersonId: null, personId });
    await expect(taken).rejects.toMatchObject({ code: 'not_found' });
    const adopted = modules.adoptOrphan(merchant, found?.id ?? '', { posKey: tills[0], personId });
    await expect(adopted).rejects.toMatchObject({ code: 'not_found' });
  });
});

/** An order that was paid, before anybody looks. */
async function paidAndNoted(reference: string): Promise<string> {
  return (await paidUnseen({ external_reference: reference })).order.id;
}

/** A paid order of which Mercado Pago, asked in any way, knows nothing any more. */
async function forget(reference: string): Promise<void> {
  const order = await shop.openedOrder({ external_reference: reference });
  await lookAway();
  const id = order.id;
  const { applyInputs } = await import('@/lib/services/look');
  const payment = {
    paymentId: '77',
    merchantOrderId: '78',
    status: 'approved',
    statusDetail: null,
    currencyId: 'ARS',
    amountMinor: 32_000,
    refundedMinor: 0,
    methodId: null,
    approvedAt: new Date(),
    lastModifiedAt: new Date(),
  } as const;
  const by = { source: 'check', personId: null, apiKeyId: null } as const;
  await applyInputs(shop.merchant, id, [{ type: 'payments_observed', source: 'check', payments: [payment] }], { by });
  expect(await shop.order(id)).toMatchObject({ status: 'closed' });
}

describe('applying what Mercado Pago says', () => {
  test('brings the books to what was shown before, names who asked, and settles the case', async () => {
    const { order } = await paidUnseen({ external_reference: 'Apply-1' });
    await foreignSale('Apply-other');
    const runId = await compare('Apply-1 Apply-other');
    const before = (await finished(runId)).get('Apply-1');
    const request = { subjects: ['Apply-1', 'Apply-other', 'Nobody'], personId };
    expect(await modules.applyTheirs(shop.merchant, runId, request)).toBe(1);
    await eventually(async () => expect((await itemsOf(runId)).get('Apply-1')).toMatchObject({ state: 'applied' }));
    const applied = (await itemsOf(runId)).get('Apply-1');
    expect(applied?.after).toEqual(before?.after);
    expect(await modules.sumItems(shop.merchant, runId)).toEqual({ oursMinor: 32_000, theirsMinor: 42_000 });
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed', closed_by: 'check', paid_amount: '320.00' });
    expect((await openCases()).map((one) => one.externalReference)).toEqual(['Apply-other']);
    const [settled] = await modules.listCases(shop.merchant, { filter: { status: 'resolved' }, limit: 9, offset: 0 });
    expect(settled).toMatchObject({ resolution: 'by_facts', orderId: order.id });
    expect(await historyOf(settled?.id ?? '')).toEqual(['opened', 'resolved_by_facts']);
    const again = await modules.applyTheirs(shop.merchant, runId, { subjects: ['Apply-1'], personId });
    expect(again).toBe(0);
    // What was applied is not among what somebody has to look at, and each number counts what is listed under it.
    const views = { different: ['Apply-other'], applied: ['Apply-1'], waiting: [], all: ['Apply-1', 'Apply-other'] };
    for (const filter of modules.runViews) {
      const page = await modules.readRun(shop.merchant, runId, { filter, page: 0 });
      expect(page?.items.map(({ subject }) => subject)).toEqual(views[filter]);
      expect(page?.counts[filter]).toBe(views[filter].length);
    }
  });

  test('that has no answer says so, keeps the books as they are, and can be asked for again', async () => {
    const { simulator } = application;
    const { order } = await paidUnseen({ external_reference: 'Apply-2' });
    const runId = await compare('Apply-2');
    await finished(runId);
    await simulator.misbehave({ path: '/', kind: 'status', status: 503 });
    await modules.applyTheirs(shop.merchant, runId, { subjects: ['Apply-2'], personId });
    await eventually(
      async () => {
        moveClock(30);
        expect((await itemsOf(runId)).get('Apply-2')).toMatchObject({ state: 'not_applied', dueAt: null });
      },
      { withinMs: 20_000 },
    );
    expect(await shop.order(order.id)).toMatchObject({ status: 'opened', paid_amount: '0.00' });
    await simulator.misbehave();
    expect(await modules.applyTheirs(shop.merchant, runId, { subjects: ['Apply-2'], personId })).toBe(1);
    await eventually(async () => expect((await itemsOf(runId)).get('Apply-2')).toMatchObject({ state: 'applied' }));
    expect(await shop.order(order.id)).toMatchObject({ status: 'closed' });
  });

  test('in part counts as money of ours, shows what is left, and applies that when asked again', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder({ external_reference: 'Apply-3' });
    const scans = [await shop.scan(), await shop.scan()];
    await lookAway();
    for (const scan of scans) await simulator.pay(scan, 'approved');
    const runId = await compare('Apply-3');
    expect((await finished(runId)).get('Apply-3')).toMatchObject({ after: { paidMinor: 64_000 } });
    // Both searches lag while it is applied: only the scan that is asked for by its id is seen.
    await simulator.misbehave(
      { path: '/merchant_orders/search', kind: 'status', status: 200, body: { elements: [], total: 0 }, times: 1 },
      { path: '/v1/payments/search', kind: 'status', status: 200, body: noPayments, times: 1 },
    );
    const request = { subjects: ['Apply-3'], personId };
    expect(await modules.applyTheirs(shop.merchant, runId, request)).toBe(1);
    await eventually(async () =>
      expect((await itemsOf(runId)).get('Apply-3')).toMatchObject({
        state: 'not_applied',
        problem: 'still_differs',
        reasons: ['more_there'],
        ours: { status: 'closed', paidMinor: 32_000 },
        after: { paidMinor: 64_000 },
      }),
    );
    expect(await shop.order(order.id)).toMatchObject({ paid_amount: '320.00' });
    expect(await modules.sumItems(shop.merchant, runId)).toEqual({ oursMinor: 32_000, theirsMinor: 64_000 });
    expect(await modules.applyTheirs(shop.merchant, runId, request)).toBe(1);
    await eventually(async () => expect((await itemsOf(runId)).get('Apply-3')).toMatchObject({ state: 'applied' }));
    expect(await modules.sumItems(shop.merchant, runId)).toEqual({ oursMinor: 64_000, theirsMinor: 64_000 });
  });
});

const noPayments = { paging: { total: 0, limit: 30, offset: 0 }, results: [] };

describe('comparing a period', () => {
  test('finds what is missing on either side, and counts what is equal without asking about it again', async () => {
    const { simulator } = application;
    for (const reference of ['Same-1', 'Same-2']) await shop.check(await paidAndNoted(reference));
    await foreignSale('Other-4');
    await forget('Here-only');
    await paidUnseen({ external_reference: 'There-only' });
    const before = (await simulator.requestsOf(shop.userId, 'GET', '/search')).length;
    const runId = await compareToday();
    const items = await finished(runId, { withinMs: 15_000 });
    expect([...items].map(([subject, { verdict }]) => [subject, verdict]).sort()).toEqual([
      ['Here-only', 'missing_there'],
      ['Other-4', 'missing_here'],
      ['There-only', 'status_differs'],
    ]);
    expect(await modules.getRun(shop.merchant, runId)).toMatchObject({ agreedCount: 2, agreedMinor: 64_000 });
    const searches = (await simulator.requestsOf(shop.userId, 'GET', '/search')).slice(before);
    expect(searches.filter(({ query }) => query.includes('Same-'))).toEqual([]);
    const left = await application.services.sql`select 1 from reconciliation_batches`;
    expect(left).toHaveLength(0);
  });

  test('is forgotten after four hundred days, the rows of its sales first; what it put in the queue stays', async () => {
    const { sql, forgetOldDeliveries } = application.services;
    await foreignSale('Old-1');
    const runId = await compareToday();
    expect(await finished(runId)).toHaveLength(1);
    const age = (days: number) =>
      sql`update reconciliation_runs set created_at = now() - ${days}::int * interval '1 day' where id = ${runId}`;
    await age(399);
    await forgetOldDeliveries();
    expect(await modules.getRun(shop.merchant, runId)).toMatchObject({ itemCount: 1 });
    await age(401);
    await forgetOldDeliveries();
    expect(await modules.getRun(shop.merchant, runId)).toMatchObject({ itemCount: 0 });
    await forgetOldDeliveries();
    expect(await modules.getRun(shop.merchant, runId)).toBeNull();
    expect(await openCases()).toHaveLength(1);
  });

  test('goes on where another process died, without listing again what was kept', async () => {
    const { services, simulator } = application;
    await paidUnseen({ external_reference: 'Crash-1' });
    await foreignSale('Crash-2');
    await services.stopWorker();
    const runId = await compareToday();
    // Somebody took both the listing and then a sale, and was never heard of again.
    const died = { now: new Date(), leaseUntil: new Date(Date.now() + 60_000) };
    const { actAsSystem } = await import('@/lib/domain/scope');
    expect(await modules.claimListing(actAsSystem(), died)).not.toBeNull();
    expect(await modules.workOnListings()).toBe(0);
    moveClock(61);
    expect(await modules.workOnListings()).toBe(1);
    const listings = (await simulator.requestsOf(shop.userId, 'GET', '/v1/payments/search')).length;
    expect(await modules.workOnListings()).toBe(1);
    expect(await modules.getRun(shop.merchant, runId)).toMatchObject({ status: 'comparing', windows: [] });
    expect(await simulator.requestsOf(shop.userId, 'GET', '/v1/payments/search')).toHaveLength(listings);
    const lost = await modules.claimItems(actAsSystem(), {
      now: new Date(),
      leaseUntil: new Date(Date.now() + 60_000),
      limit: 1,
    });
    expect(lost).toHaveLength(1);
    services.startWorker();
    await eventually(async () => expect(await openCases()).toHaveLength(1));
    moveClock(61);
    const items = await finished(runId, { withinMs: 15_000 });
    expect([...items.values()].map(({ state }) => state)).toEqual(['compared', 'compared']);
    expect(await openCases()).toHaveLength(2);
    // One may die as well between the last sale and the end of its comparison.
    await services.sql`update reconciliation_runs set status = 'comparing', finished_at = null where id = ${runId}`;
    await finished(runId);
    // What the dead one may still send is too late.
    const [late] = lost;
    if (!late) throw new Error('one was claimed');
    const { db } = await import('@/db/client');
    expect(await modules.saveItem(late.merchant, db, late.item, { state: 'unanswered', dueAt: null })).toBe(false);
  });

  test('is done once by two workers at once', async () => {
    const { services } = application;
    for (const reference of ['Two-1', 'Two-2', 'Two-3', 'Two-4']) await foreignSale(reference);
    await services.stopWorker();
    const runId = await compareToday();
    const rounds = async () => {
      while ((await modules.workOnListings()) + (await modules.workOnItems()) > 0);
    };
    await Promise.all([rounds(), rounds(), rounds()]);
    services.startWorker();
    expect([...(await finished(runId)).values()].map(({ verdict }) => verdict)).toEqual(Array(4).fill('missing_here'));
    const cases = await openCases();
    expect(cases).toHaveLength(4);
    for (const one of cases) expect(await historyOf(one.id)).toEqual(['opened']);
  });
});

describe('the queue of what needs a person', () => {
  test('takes in odd money by itself, leaves by a decision, and comes back when the facts change', async () => {
    const { simulator } = application;
    const order = await shop.openedOrder();
    const [first, second, third] = [await shop.scan(), await shop.scan(), await shop.scan()];
    await simulator.pay(first, 'approved');
    await simulator.pay(second, 'approved', 20);
    await shop.check(order.id);
    const [found] = await openCases();
    expect(found).toMatchObject({ kind: 'order', reason: 'paid_over', amountMinor: 2_000, orderId: order.id });
    const caseId = found?.id ?? '';
    await modules.assignCase(shop.merchant, caseId, { ownerPersonId: personId, personId });
    await modules.noteOnCase(shop.merchant, caseId, { note: 'Propina', personId });
    const decision = { resolution: 'kept', note: '', personId };
    const stale = modules.resolveCase(shop.merchant, caseId, { ...decision, version: 1 });
    await expect(stale).rejects.toMatchObject({ code: 'conflict' });
    await modules.resolveCase(shop.merchant, caseId, { ...decision, version: 3 });
    expect(await openCases()).toEqual([]);
    // The same facts again change nothing; other facts bring it back, with its owner.
    await shop.check(order.id);
    expect(await openCases()).toEqual([]);
    await simulator.pay(third, 'approved', 5);
    await shop.check(order.id);
    expect(await openCases()).toMatchObject([{ id: caseId, amountMinor: 2_500, ownerPersonId: personId }]);
    expect(await historyOf(caseId)).toEqual(['opened', 'taken', 'noted', 'resolved', 'reopened']);
  });

  test('cannot be left, emptied or rewritten behind its history', async () => {
    const { sql } = application.services;
    await foreignSale('Guarded');
    await finished(await compare('Guarded'));
    await expect(
      sql`update exception_cases set status = 'resolved', resolution = 'kept', resolved_at = now()`,
    ).rejects.toThrow('without a line');
    const counted = sql`update exception_cases set status = 'resolved', resolution = 'kept', resolved_at = now(), version = version + 1`;
    await expect(counted).rejects.toThrow('without a line');
    await expect(sql`delete from exception_entries`).rejects.toThrow('append-only');
    await expect(sql`delete from exception_cases`).rejects.toThrow('append-only');
  });

  test('a decision that explains nothing by itself needs a note, and stays until the money changes', async () => {
    await foreignSale('Channel');
    await finished(await compare('Channel'));
    const [found] = await openCases();
    const decision = { resolution: 'other_channel', personId, version: found?.version ?? 0 };
    const silent = modules.resolveCase(shop.merchant, found?.id ?? '', { ...decision, note: ' ' });
    await expect(silent).rejects.toMatchObject({ fields: { note: 'required' } });
    await modules.resolveCase(shop.merchant, found?.id ?? '', { ...decision, note: 'La tienda en línea' });
    await finished(await compare('Channel'));
    expect(await openCases()).toEqual([]);
  });
});

describe('money without an order', () => {
  async function orphan(reference: string) {
    const payment = await foreignSale(reference);
    await finished(await compare(reference));
    const [found] = await openCases();
    if (!found) throw new Error('no case was opened');
    return { found, payment };
  }

  test('is adopted once, however many people do it at once, and its order closes like any other', async () => {
    const { found, payment } = await orphan('Adopted-1');
    const attempts = await Promise.allSettled(
      Array.from({ length: 4 }, () => modules.adoptOrphan(shop.merchant, found.id, { posKey: tills[1], personId })),
    );
    const made = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []));
    expect(made).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'conflict' });
    const [orderId = ''] = made;
    expect(await shop.order(orderId)).toMatchObject({
      external_reference: 'Adopted-1',
      status: 'closed',
      exception: 'none',
      paid_amount: '100.00',
      payments: [{ id: payment }],
    });
    expect(await openCases()).toEqual([]);
    expect(await modules.getCase(shop.merchant, found.id)).toMatchObject({ resolution: 'adopted', orderId });
    const items = await finished(await compare('Adopted-1'));
    expect(items.get('Adopted-1')).toMatchObject({ verdict: 'matched', orderId });
    expect((await application.services.verifyOrders()).broken).toEqual([]);
    // Its till is free for the next sale.
    expect((await shop.charge({ external_pos_id: tills[1] })).status).toBe(201);
  });

  test('is not adopted while Mercado Pago does not answer, nor when it is gone', async () => {
    const { found } = await orphan('Adopted-2');
    const adopt = () => modules.adoptOrphan(shop.merchant, found.id, { posKey: tills[0], personId });
    await application.simulator.misbehave({ path: '/merchant_orders', kind: 'drop', times: 1 });
    await expect(adopt()).rejects.toMatchObject({ code: 'mercadopago_unavailable' });
    await application.simulator.misbehave({
      path: '/',
      kind: 'status',
      status: 200,
      body: { results: [], elements: null },
      times: 2,
    });
    await expect(adopt()).rejects.toMatchObject({ code: 'conflict', details: { why: 'no_money' } });
    expect(await openCases()).toHaveLength(1);
    await adopt();
    expect(await openCases()).toEqual([]);
  });
});
