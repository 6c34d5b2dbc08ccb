import { catalog } from '../../lib/i18n/messages/catalog';
import { offline } from '../../lib/i18n/messages/offline';
import { refusal } from '../../lib/i18n/messages/refusal';
import { screen as screenWords } from '../../lib/i18n/messages/screen';
import { shell } from '../../lib/i18n/messages/shell';
import { till as tillWords } from '../../lib/i18n/messages/till';
import { tillSettings } from '../../lib/i18n/messages/till-settings';
import { demoSignIn } from '../support/browser-run';
import { expect, expectAccessible, expectNotWider, sameOrigin, signIn, test } from './support/test';
import { tillOf } from './support/till';

const { build, sale } = tillWords.es;

/** For what takes its time and is looked at on one screen alone. */
const onAPhone = { width: 360, height: 740 };

async function orders(desk: Parameters<typeof tillOf>[0], externalPosId: string) {
  const answer = await desk.request.get(`/api/v1/orders?external_pos_id=${externalPosId}&limit=50`);
  const list: {
    results: {
      id: string;
      status: string;
      total_amount: string;
      external_reference: string;
      qr_data: string | null;
      note?: string;
    }[];
  } = await answer.json();
  return list.results;
}

test('items of the catalogue, a discount and a note become one order, by keyboard alone, and the customer’s screen follows', {
  tag: '@phone',
}, async ({ desk, ownStore, simulator, browser, baseURL }) => {
  test.setTimeout(90_000);
  const suffix = `de ${ownStore.code}`;
  const { form: words, file } = catalog.es;
  await desk.goto('/catalog/new');
  await desk.getByLabel(words.name, { exact: true }).fill(`Espresso doble ${suffix}`);
  await desk.getByLabel(words.price, { exact: true }).fill('35');
  await desk.getByLabel(words.category, { exact: true }).fill('Cafetería');
  await desk.keyboard.press('Enter');
  await desk.waitForURL('**/catalog');
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.goto('/catalog/file');
  await desk
    .getByLabel(file.paste)
    .fill(`Nombre;Precio;Categoría\nPorción de budín ${suffix};50,50;Panadería\nSin precio;;`);
  await desk.getByRole('button', { name: file.preview }).press('Enter');
  await expect(desk.getByText('1 para agregar, 0 para cambiar, 0 sin cambios, 1 con errores')).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.getByRole('button', { name: 'Guardar 1' }).press('Enter');
  await expect(desk.getByText('Listo: 1 agregado, 0 cambiados.')).toBeVisible();

  const externalPosId = ownStore.tills[0]?.code ?? '';
  const changed = await desk.request.patch(`/api/v1/pos/${externalPosId}`, {
    headers: sameOrigin(),
    data: { mode: 'dynamic' },
  });
  expect(changed.status(), await changed.text()).toBe(200);
  await desk.goto(`/pos/${externalPosId}`);
  await desk.getByLabel(tillSettings.es.reference.ofTill).fill(`${ownStore.code}-{date}-{number}`);
  await desk.getByLabel(tillSettings.es.reference.ofTill).press('Enter');
  await expect(desk.getByText(tillSettings.es.saved)).toBeVisible();
  const turnOn = desk.getByRole('button', { name: tillSettings.es.screen.turnOn });
  await turnOn.press('Enter');
  const address = await desk.getByRole('link', { name: tillSettings.es.screen.open }).getAttribute('href');

  const stranger = await browser.newContext({ baseURL: baseURL ?? '', locale: 'en-US' });
  const screen = await stranger.newPage();
  await screen.goto(address ?? '');
  await expect(screen.getByText(screenWords.es.idle)).toBeVisible();

  const till = tillOf(desk);
  await till.open(externalPosId);
  // Three coffees: found by search, then two more of the last.
  await desk.keyboard.press('/');
  await expect(desk.getByRole('searchbox')).toHaveCount(0);
  await desk.getByRole('button', { name: new RegExp(`Espresso doble ${suffix}`) }).press('Enter');
  await desk.keyboard.press('+');
  await desk.keyboard.press('+');
  await desk.getByRole('button', { name: new RegExp(`^Porción de budín ${suffix}`) }).press('Enter');
  await desk.keyboard.press('d');
  await expect(desk.getByLabel(sale.discount, { exact: true })).toBeFocused();
  await desk.keyboard.type('10%');
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Tab');
  await expect(desk.getByLabel(sale.note, { exact: true })).toBeFocused();
  await desk.keyboard.type('sin azúcar');
  await expect(desk.getByText(sale.preview)).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.getByLabel(sale.note, { exact: true }).blur();
  await desk.keyboard.press('Enter');
  await till.waits();
  await expect(desk.getByRole('img', { name: till.words.waiting.screen })).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  const [order] = await orders(desk, externalPosId);
  // 3 × 35.00 and 50.50, less a tenth.
  expect(order).toMatchObject({ status: 'opened', total_amount: '139.95', note: 'sin azúcar' });
  expect(order?.external_reference).toMatch(/^S\d{3}-\d{8}-\d{4}$/);

  await expect(screen.getByText(screenWords.es.waiting, { exact: true })).toBeVisible();
  await expect(screen.getByText('139').first()).toBeVisible();
  await expectAccessible(screen);
  await expectNotWider(screen);
  await expect(screen.getByRole('img', { name: screenWords.es.code })).toBeVisible();
  const scan = await simulator.scanCode(order?.qr_data ?? '');
  await simulator.pay(scan, 'rejected');
  await expect(screen.getByText(screenWords.es.rejected)).toBeVisible();
  await till.isRejected();
  await expectNotWider(desk);
  await simulator.pay(scan, 'approved');
  await till.isPaid();
  await expect(screen.getByText(screenWords.es.paid, { exact: true })).toBeVisible();
  await expectAccessible(screen);
  for (const hidden of ['Espresso', 'sin azúcar', order?.external_reference ?? 'none'])
    expect(await screen.content()).not.toContain(hidden);
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(build.nothing)).toBeVisible();

  await desk.goto(`/pos/${externalPosId}`);
  await desk.getByLabel(tillSettings.es.reference.ofTill).fill('');
  await desk.getByLabel(tillSettings.es.reference.ofTill).press('Enter');
  await expect(desk.getByText(tillSettings.es.saved)).toBeVisible();
  await desk.getByRole('button', { name: tillSettings.es.screen.turnOff }).press('Enter');
  await expect(turnOn).toBeVisible();
  expect((await screen.goto(address ?? ''))?.status()).toBe(200);
  await expect(screen.getByText(screenWords.en.gone)).toBeVisible();
  await stranger.close();
});

test('a catalogue file as long as may be is seen, corrected and seen again; a longer one is said to be too long', async ({
  desk,
}) => {
  const { file } = catalog.es;
  const filler = 'largo '.repeat(21);
  const line = (_: unknown, index: number) => `Artículo ${1_000 + index} ${filler},5`;
  const names = Array.from({ length: 1_999 }, line).join('\n');
  const see = async (text: string) => {
    const buffer = Buffer.from(text);
    await desk.getByLabel(file.choose, { exact: true }).setInputFiles({ name: 'c.csv', mimeType: 'text/csv', buffer });
    await desk.getByRole('button', { name: file.preview }).click();
  };
  await desk.goto('/catalog/file');
  await see(`title,price\nDólar,0.500\n${names}`);
  await expect(desk.getByText('1999 para agregar, 0 para cambiar, 0 sin cambios, 1 con errores')).toBeVisible();
  await see(`title,price\nDólar,0.50\n${names}`);
  await expect(desk.getByText('2000 para agregar, 0 para cambiar, 0 sin cambios, 0 con errores')).toBeVisible();
  await see('.'.repeat(2_000_000));
  await expect(desk.getByText(file.problem.too_long)).toBeVisible();
});

test(
  'a double tap, a lost answer and a reload in the middle are one order',
  { tag: '@phone' },
  async ({ desk, simulator }, { project }) => {
    const externalPosId = project.name === 'phone' ? 'S002P02' : 'S002P01';
    const before = (await orders(desk, externalPosId)).length;
    const till = tillOf(desk);
    await till.open(externalPosId);
    let posts = 0;
    await desk.route('**/api/v1/orders', async (route) => {
      posts += 1;
      // The first attempt arrives and its answer is lost; no other reaches anybody.
      if (posts === 1) await route.fetch();
      await route.abort();
    });
    for (const digit of '15000') await desk.keyboard.press(digit);
    await desk.getByRole('button', { name: new RegExp(`^${build.charge}`) }).dblclick();
    await expect(desk.getByRole('heading', { name: till.words.unsure.ours })).toBeVisible();
    await expectAccessible(desk);
    await expectNotWider(desk);
    await desk.reload();
    await till.waits();
    expect(await orders(desk, externalPosId)).toHaveLength(before + 1);
    await simulator.pay(await simulator.scanOrder(externalPosId), 'approved');
    await till.isPaid();
  },
);

test('of two cashiers one charges; the other sees whose order it is, and replaces it once it is certainly unpaid', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  const other = await desk.context().newPage();
  const [first, second] = [tillOf(desk), tillOf(other)];
  await first.open('S001P03');
  await second.open('S001P03');
  for (const digit of '20000') await other.keyboard.press(digit);
  await first.charge('10000');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('heading', { name: second.words.busy.title })).toBeVisible();
  await expect(other.getByText(second.words.busy.by.replace('{person}', 'Camila Ríos'))).toBeVisible();
  await expectAccessible(other);
  await expectNotWider(other);
  // Kept: back to the sale, which is as it was; then the same once more.
  await other.keyboard.press('Escape');
  await expect(other.getByRole('button', { name: new RegExp(`^${build.charge}`) })).toContainText('200,00');
  await first.waits();
  await other.keyboard.press('Enter');
  await expect(other.getByRole('heading', { name: second.words.busy.title })).toBeVisible();
  // Of a request that was not heard the till says so, and waits to be told again.
  await other.route('**/cancel', (route) => route.fulfill({ status: 403 }), { times: 1 });
  await other.getByRole('button', { name: /200,00/ }).press('Enter');
  await expect(other.getByText(second.words.notCanceled.notAllowed)).toBeVisible();
  await other.getByRole('button', { name: /200,00/ }).press('Enter');
  await second.waits();
  await expect(desk.getByRole('heading', { name: first.words.canceled.title })).toBeVisible();
  const [newest, replaced] = await orders(desk, 'S001P03');
  expect([newest?.status, newest?.total_amount, replaced?.status]).toEqual(['opened', '200.00', 'canceled']);
  await simulator.pay(await simulator.scanOrder('S001P03'), 'approved');
  await second.isPaid();
  await first.isNotPaid();
});

test('a refusal is said in words, with theirs and what support asks for one tap away, and the same sale can be tried again', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  const till = tillOf(desk);
  await till.open('S002P02');
  const body = { error: 'invalid_external_reference', message: 'external_reference is not valid', status: 400 };
  await simulator.faults([{ method: 'PUT', path: '/instore/', times: 1, kind: 'status', status: 400, body }]);
  for (const digit of '4300') await desk.keyboard.press(digit);
  await desk.keyboard.press('Enter');
  await expect(desk.getByText(refusal.es.reason.referenceInvalid.what)).toBeVisible();
  await desk.getByText(refusal.es.raw).press('Enter');
  await expect(desk.getByText('400 · invalid_external_reference · external_reference is not valid')).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await desk.getByRole('button', { name: refusal.es.copy }).press('Enter');
  await expect
    .poll(() => desk.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/account: 100001 \(MLA, simulator\)\noperation: publish, attended_v2, static\norder: /);
  await desk.getByRole('button', { name: new RegExp(`^${till.words.key.again}`) }).press('Enter');
  await expect(desk.getByRole('button', { name: new RegExp(`^${build.charge}`) })).toContainText('43,00');
});

test('a payment that is faster than the cancellation is shown as paid, never as canceled', async ({
  desk,
  simulator,
}) => {
  await desk.setViewportSize(onAPhone);
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('12300');
  await simulator.notifications({ mode: 'none' });
  const scan = await simulator.scanOrder('S001P01');
  // The request to cancel is on its way when the buyer pays.
  await desk.route('**/cancel', async (route) => {
    await simulator.pay(scan, 'approved');
    await route.fallback();
  });
  await desk.keyboard.press('Escape');
  await desk.keyboard.press('Enter');
  await till.isPaid();
  await expect(desk.getByText(till.words.canceled.title, { exact: true })).toHaveCount(0);
});

test('an order that runs out while it is paid is shown as paid, after a last look', async ({ desk, simulator }) => {
  test.setTimeout(90_000);
  await desk.setViewportSize(onAPhone);
  await simulator.notifications({ mode: 'none' });
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P02', items: [{ title: 'Agua', unit_price: '900', quantity: 1 }], expires_in: 30 },
  });
  expect(created.status()).toBe(201);
  const scan = await simulator.scanOrder('S001P02');
  // Nobody can look until the time is over.
  await simulator.faults([{ path: '/', method: 'GET', kind: 'status', status: 503 }]);
  await desk.goto('/till/S001P02');
  const till = tillOf(desk);
  await till.waits();
  await simulator.pay(scan, 'approved');
  await expect(desk.getByRole('heading', { name: till.words.lastLook.title })).toBeVisible({ timeout: 45_000 });
  await expectAccessible(desk);
  await expectNotWider(desk);
  await simulator.faults([]);
  await desk.keyboard.press('p');
  await till.isPaid();
});

test('without a connection the till says how old its news is, a page says what is known, and both come back by themselves', {
  tag: '@phone',
}, async ({ desk, simulator }) => {
  test.setTimeout(60_000);
  const till = tillOf(desk);
  await till.open('S001P03');
  await desk.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await till.charge('45600');
  await desk.context().setOffline(true);
  await expect(desk.getByText(till.words.stale.split('{')[0] ?? '')).toBeVisible({ timeout: 15_000 });
  await desk.reload();
  await expect(desk.getByRole('heading', { name: offline.es.title })).toBeVisible();
  await expect(desk.getByText(offline.es.dont)).toBeVisible();
  await expect(desk.getByText('456,00')).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  await simulator.pay(await simulator.scanOrder('S001P03'), 'approved');
  await desk.context().setOffline(false);
  await till.isPaid();
});

test('signing out forgets what the till kept, and another person’s sale is never shown', async ({
  browser,
  baseURL,
}) => {
  // A session of its own, for it ends here.
  const context = await browser.newContext({ baseURL: baseURL ?? '' });
  await context.addCookies([{ name: 'locale', value: 'es', url: baseURL ?? '' }]);
  const page = await context.newPage();
  await signIn(page, demoSignIn());
  const till = tillOf(page);
  await till.open('S002P02');
  for (const digit of '7700') await page.keyboard.press(digit);
  const kept = () => page.evaluate(() => Object.keys(sessionStorage).filter((name) => name.startsWith('till ')));
  await expect.poll(kept).toHaveLength(1);
  await page.evaluate(() => {
    sessionStorage.setItem('till somebody-else S002P02 sale', '{"lines":[],"typedMinor":99900}');
    sessionStorage.setItem('till somebody-else S002P02 seen', '"V-1"');
  });
  await page.reload();
  await expect(page.getByRole('button', { name: /77,00/ })).toBeVisible();
  await expect.poll(kept).toEqual([expect.not.stringContaining('somebody-else')]);
  await page.goto('/overview');
  await page.getByRole('button', { name: shell.es.person.menu.replace('{name}', 'Camila Ríos') }).click();
  await page.getByRole('button', { name: shell.es.person.signOut }).click();
  await page.waitForURL('**/login**');
  await expect.poll(kept).toEqual([]);
  await context.close();
});
