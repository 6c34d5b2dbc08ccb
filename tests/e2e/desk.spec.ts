import { errors } from '../../lib/i18n/messages/errors';
import { refusal } from '../../lib/i18n/messages/refusal';
import { settings } from '../../lib/i18n/messages/settings';
import { demoToken } from './support/simulator-controls';
import { connectAgain, expect, expectAccessible, sameOrigin, test } from './support/test';

test('an order has a page with its history, and a ticket only once it is closed', { tag: '@phone' }, async ({
  desk,
  simulator,
}) => {
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P03', items: [{ title: 'Torta', unit_price: '4300', quantity: 1 }] },
  });
  const { id, external_reference: reference } = await created.json();
  await desk.goto(`/orders/${id}/ticket`);
  await expect(desk.getByText('DOCUMENTO NO VÁLIDO COMO FACTURA')).toHaveCount(0);
  await simulator.pay(await simulator.scanOrder('S001P03'), 'approved');
  await desk.goto(`/orders/${id}`);
  await expect(desk.getByText(reference).first()).toBeVisible();
  await expect(desk.getByText('Pagada').first()).toBeVisible({ timeout: 15_000 });
  await expectAccessible(desk);
});

test('what does not exist, or is nonsense, is a page that says so', async ({ desk }) => {
  for (const path of [
    '/orders/no-such-order',
    '/orders/01a1fdc2-2b42-706e-9bab-97da259aa4c9',
    '/pos/NOPE',
    '/stores/%00',
    '/till/NOPE',
    '/nowhere',
  ]) {
    const answer = await desk.goto(path);
    expect(answer?.status(), path).toBe(404);
  }
});

test('a list of orders survives any query', async ({ desk }) => {
  for (const query of [
    'status=bogus',
    'cursor=%00',
    'from=yesterday&to=%ff',
    'q=%25_%5C',
    'limit=-1',
    `q=${'x'.repeat(5000)}`,
  ]) {
    const answer = await desk.goto(`/orders?${query}`);
    expect(answer?.status(), query).toBe(200);
  }
});

test('a token that Mercado Pago refuses is said at its field and changes nothing', async ({ desk }) => {
  await desk.goto('/settings/mercadopago');
  await desk.locator('#access_token').fill('TEST-0000000000000001-000000-nobodys-999999');
  await desk.getByRole('button', { name: settings.es.mercadoPago.submit }).click();
  await expect(desk.getByText(errors.es.field.token_rejected)).toBeVisible();
  await desk.getByText(refusal.es.raw).press('Enter');
  await expect(desk.getByText(/^401 · /)).toBeVisible();
  await expect(desk.getByRole('button', { name: refusal.es.copy })).toBeVisible();
  await expect(desk.getByText('TESTUSER100001')).toBeVisible();
});

test('the account’s token connects again, and is never shown', async ({ desk }) => {
  await connectAgain(desk);
  expect(await desk.content()).not.toContain(demoToken);
});

test('secrets of notices are added and removed, and only their ends are shown', async ({ desk }) => {
  const words = settings.es.mercadoPago.secrets;
  const [first, second] = ['only-for-tests-first-secret-aaaa', 'only-for-tests-second-secret-bbbb'];
  await desk.goto('/settings/mercadopago');
  for (const secret of [first, second]) {
    await desk.getByLabel(words.field).fill(secret);
    await desk.getByRole('button', { name: words.add, exact: true }).click();
    await expect(desk.getByText(`••••••••${secret.slice(-4)}`)).toBeVisible();
  }
  await desk.getByRole('button', { name: words.removeLabel.replace('{lastFour}', 'aaaa') }).click();
  await expect(desk.getByText('••••••••aaaa')).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByText('••••••••bbbb')).toBeVisible();
  expect(await desk.content()).not.toContain(second);
  await desk.getByRole('button', { name: words.removeLabel.replace('{lastFour}', 'bbbb') }).click();
  await expect(desk.getByText(words.none)).toBeVisible();
});

test('nobody sees the desk without signing in, and signing out ends it', async ({ browser, baseURL, desk }) => {
  const context = await browser.newContext({ baseURL });
  const stranger = await context.newPage();
  for (const path of ['/overview', '/orders', '/till/S001P01', '/settings/mercadopago']) {
    await stranger.goto(path);
    expect(new URL(stranger.url()).pathname).toBe('/login');
  }
  expect((await context.request.get('/api/v1/orders')).status()).toBe(401);
  await context.close();
  expect((await desk.request.get('/api/v1/orders')).status()).toBe(200);
});
