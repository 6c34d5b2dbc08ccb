import { locales } from '../../lib/i18n/locales';
import { ticket } from '../../lib/i18n/messages/ticket';
import { till as words } from '../../lib/i18n/messages/till';
import { connectAgain, expect, expectAccessible, sameOrigin, test } from './support/test';
import { tillOf } from './support/till';

for (const language of locales) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test(`an order goes from the keypad to a printed ticket (${language})`, { tag: '@phone' }, async ({
      desk,
      simulator,
    }) => {
      const till = tillOf(desk, language);
      await till.open('S001P01');
      await till.charge('2345000');
      await expectAccessible(desk);
      await simulator.pay(await simulator.scanOrder('S001P01'), 'approved');
      await till.isPaid();
      await expectAccessible(desk);
      const order = await newestOrder(desk);
      expect(order).toMatchObject({
        status: 'closed',
        exception: 'none',
        total_amount: '23450.00',
        paid_amount: '23450.00',
      });

      await desk.goto(`/orders/${order.id}/ticket`);
      await expect(desk.getByText(ticket.es.paper.paid)).toBeVisible();
      await expect(desk.getByText('DOCUMENTO NO VÁLIDO COMO FACTURA')).toBeVisible();
      await expect(desk.getByText(order.external_reference, { exact: true })).toBeVisible();
      await expect(desk.getByText('SIMULATOR').first()).toBeVisible();
    });
  });
}

test('a rejected attempt leaves the order open, and the next one closes it', async ({ desk, simulator }) => {
  const till = tillOf(desk);
  await till.open('S001P02');
  await till.charge('150000');
  const scan = await simulator.scanOrder('S001P02');
  await simulator.pay(scan, 'rejected');
  await till.isRejected();
  await till.isNotPaid();
  await simulator.pay(scan, 'approved');
  await till.isPaid();
  const order = await newestOrder(desk);
  expect(order.payments.map((payment) => payment.status).sort()).toEqual(['approved', 'rejected']);
});

test('a buyer who scans before there is an order waits, and then sees it', async ({ desk, simulator }) => {
  expect((await simulator.scan('S001P03')).result).toBe('waiting');
  const till = tillOf(desk);
  await till.open('S001P03');
  await till.charge('90000');
  await simulator.pay(await simulator.scanOrder('S001P03'), 'approved');
  await till.isPaid();
});

test('a notification that says opened changes nothing once the order is closed', async ({ desk, simulator }) => {
  await simulator.notifications({ mode: 'both', delay_ms: 400, duplicate: true, reorder: true });
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('70000');
  await simulator.pay(await simulator.scanOrder('S001P01'), 'approved');
  await till.isPaid();
  const closed = await newestOrder(desk);
  // A second scan makes another merchant order that stays opened, and announces it under the same reference.
  await desk.request.post(`/api/v1/orders/${closed.id}/check`, { headers: sameOrigin() });
  const after = await newestOrder(desk);
  expect({ ...after, version: closed.version }).toEqual(closed);
  await till.isPaid();
});

test('with notifications off the sweep closes the order', async ({ desk, simulator }) => {
  await simulator.notifications({ mode: 'none' });
  const till = tillOf(desk);
  await till.open('S002P01');
  await till.charge('120000');
  await simulator.pay(await simulator.scanOrder('S002P01'), 'approved');
  await till.isPaid();
  expect((await newestOrder(desk)).closed_by).toBe('sweep');
});

test('with the live stream cut the till turns green by polling', async ({ desk, simulator }) => {
  await desk.route('**/api/events', (route) => route.abort());
  const till = tillOf(desk);
  await till.open('S002P02');
  await till.charge('80000');
  await simulator.pay(await simulator.scanOrder('S002P02'), 'approved');
  await till.isPaid();
});

test('a canceled order frees the till and can no longer be scanned', { tag: '@phone' }, async ({ desk, simulator }) => {
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('50000');
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('button', { name: till.words.key.cancelCharge })).toBeFocused();
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(till.words.canceled.title, { exact: true })).toBeVisible({ timeout: 15_000 });
  expect((await newestOrder(desk)).status).toBe('canceled');
  expect((await simulator.scan('S001P01')).result).toBe('waiting');
});

test('an order that nobody pays expires only after a last look', async ({ desk }) => {
  test.setTimeout(90_000);
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P02', items: [{ title: 'Agua', unit_price: '900', quantity: 1 }], expires_in: 30 },
  });
  expect(created.status()).toBe(201);
  await desk.goto('/till/S001P02');
  const { expired } = tillOf(desk).words;
  await expect(desk.getByText(expired.title, { exact: true })).toBeVisible({ timeout: 60_000 });
  expect((await newestOrder(desk)).status).toBe('expired');
});

test('without access to the account a till keeps its order, with check and cancel, and charges nothing new', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  const refused = words.es.choose.refused;
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('61000');
  await simulator.faults([{ path: '/', kind: 'status', status: 401 }]);
  try {
    await desk.keyboard.press('p');
    await expect(desk.getByText(till.words.check.unknown, { exact: true })).toBeVisible();
    await expect(async () => {
      await desk.reload();
      await expect(desk.getByText(refused)).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await till.waits();
    await expectAccessible(desk);
    await desk.getByRole('button', { name: till.words.key.check }).click();
    await expect(desk.getByText(till.words.check.unknown, { exact: true })).toBeVisible();
    await desk.getByRole('button', { name: till.words.check.dismiss }).click();
    await desk.getByRole('button', { name: till.words.key.cancel }).click();
    await desk.getByRole('button', { name: till.words.key.cancelCharge }).click();
    await expect(desk.getByText(till.words.canceling.title, { exact: true })).toBeVisible();

    const free = await desk.context().newPage();
    await free.goto('/till/S001P02');
    await expect(free.getByText(refused)).toBeVisible();
    await expect(free.getByRole('button', { name: words.es.build.erase })).toHaveCount(0);
    await free.close();
  } finally {
    await simulator.calm();
    await connectAgain(desk);
  }
  await desk.goto('/till/S001P01');
  await expect(desk.getByText(refused)).toHaveCount(0);
  await expect.poll(async () => (await newestOrder(desk)).status).toBe('canceled');
});

test('two tills charge at once, and each shows its own payment', async ({ desk, simulator }) => {
  const other = await desk.context().newPage();
  const [first, second] = [tillOf(desk), tillOf(other)];
  await first.open('S001P01');
  await first.charge('11100');
  await second.open('S001P02');
  await second.charge('22200');
  await simulator.pay(await simulator.scanOrder('S001P02'), 'approved');
  await second.isPaid();
  await first.waits();
  await first.isNotPaid();
  await simulator.pay(await simulator.scanOrder('S001P01'), 'approved');
  await first.isPaid();
});

test('a till that is reloaded in the middle goes on with the same order, and its ticket prints by itself, once', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  const printed: string[] = [];
  await desk.exposeBinding('notePrint', ({ frame }) => printed.push(new URL(frame.url()).pathname));
  await desk.addInitScript(() => {
    window.print = () => {
      Reflect.get(window, 'notePrint')();
      window.dispatchEvent(new Event('afterprint'));
    };
  });
  const till = tillOf(desk);
  await till.open('S001P03');
  await desk.keyboard.press('?');
  await desk.getByRole('switch', { name: words.es.menu.ticket }).press(' ');
  await desk.getByLabel(words.es.menu.paper).selectOption('58');
  await expectAccessible(desk);
  await desk.keyboard.press('Escape');
  // What is typed while the settings are still there is not for the till.
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await till.charge('33300');
  const before = await newestOrder(desk);
  await desk.reload();
  await till.waits();
  await simulator.pay(await simulator.scanOrder('S001P03'), 'approved');
  await till.isPaid();
  await expect.poll(() => printed).toEqual([`/orders/${before.id}/ticket`]);
  expect((await newestOrder(desk)).id).toBe(before.id);
  await desk.reload();
  await till.isPaid();
  // Reading all of the page takes longer than a second ticket would need to begin.
  await expectAccessible(desk);
  await expect(desk.locator('iframe')).toHaveCount(0);
  await desk.goto(`/orders/${before.id}/ticket`);
  await expect(desk.getByText('58 mm ·')).toHaveCount(1);
  expect(printed).toHaveLength(1);
});

test('when Mercado Pago does not answer, the till says that it does not know and settles by looking', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  await simulator.faults([
    { method: 'PUT', path: '/instore/qr/seller', times: 1, kind: 'drop_after_commit' },
    // Nobody can look either, until it is over.
    { method: 'GET', path: '/', kind: 'status', status: 503 },
  ]);
  const till = tillOf(desk);
  await till.open('S002P01');
  for (const digit of '44400') await desk.keyboard.press(digit);
  await desk.keyboard.press('Enter');
  await expect(desk.getByRole('heading', { name: till.words.unsure.title })).toBeVisible();
  await desk.route('**/cancel', (route) => route.fulfill({ status: 403 }), { times: 1 });
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(till.words.notCanceled.notAllowed)).toBeVisible();
  await expectAccessible(desk);
  await simulator.faults([]);
  await expect(desk.getByText(till.words.waiting.title, { exact: true })).toBeVisible({ timeout: 30_000 });
  await simulator.pay(await simulator.scanOrder('S002P01'), 'approved');
  await till.isPaid();
});

test('the time from approval to the green screen is measured', async ({ desk, simulator }, { annotations }) => {
  test.setTimeout(120_000);
  const till = tillOf(desk);
  const times: number[] = [];
  for (let sale = 0; sale < 10; sale++) {
    await till.open('S002P02');
    await till.charge('10000');
    const scan = await simulator.scanOrder('S002P02');
    const startedAt = Date.now();
    await simulator.pay(scan, 'approved');
    await till.isPaid();
    times.push(Date.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const description = `median ${times[5]} ms, 95th percentile ${times[9]} ms of ${times.length} payments`;
  annotations.push({ type: 'approval to green', description });
  process.stdout.write(`approval to green: ${description}\n`);
});

type ApiOrder = {
  id: string;
  external_reference: string;
  status: string;
  closed_by: string | null;
  version: number;
  payments: { status: string }[];
};

async function newestOrder(desk: Parameters<typeof tillOf>[0]): Promise<ApiOrder> {
  const list: { results: ApiOrder[] } = await (await desk.request.get('/api/v1/orders?limit=1')).json();
  const [order] = list.results;
  if (!order) throw new Error('there is no order');
  return order;
}
