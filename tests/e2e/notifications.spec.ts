import { readFile } from 'node:fs/promises';
import { accounting } from '../../lib/i18n/messages/accounting';
import { notifications } from '../../lib/i18n/messages/notifications';
import { expect, expectAccessible, sameOrigin, test } from './support/test';

test('a payment’s notification is in the list with what it changed, and replaying it changes nothing', async ({
  desk,
  simulator,
}) => {
  const words = notifications.es;
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P02', items: [{ title: 'Torta', unit_price: '4300', quantity: 1 }] },
  });
  const { id, external_reference: reference } = await created.json();
  await simulator.pay(await simulator.scanOrder('S001P02'), 'approved');
  await expect
    .poll(async () => (await (await desk.request.get(`/api/v1/orders/${id}`)).json()).closed_by, { timeout: 15_000 })
    .toBe('notification');

  await desk.goto(`/notifications?q=${reference}&outcome=changed`);
  await expectAccessible(desk);
  const paid = desk.getByRole('row').filter({ hasText: words.outcome.paid }).first();
  await expect(paid.getByRole('link', { name: reference })).toBeVisible();
  await paid.getByRole('link', { name: /Notificación/ }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('Notificación');
  await expect(desk.getByText(words.detail.event.closed, { exact: true })).toBeVisible();
  await expect(desk.locator('pre')).toContainText('POST /api/notifications/mercadopago/…');
  await expectAccessible(desk);

  const before = await (await desk.request.get(`/api/v1/orders/${id}/events`)).text();
  await desk.request.post(`/api/v1/orders/${id}/check`, { headers: sameOrigin() });
  const learnt = await (await desk.request.get(`/api/v1/orders/${id}/events`)).text();
  await desk.getByRole('button', { name: words.replay.button }).click();
  await expect(desk.getByText(words.replay.nothing_new)).toBeVisible();
  expect(await (await desk.request.get(`/api/v1/orders/${id}/events`)).text()).toBe(learnt);
  expect(JSON.parse(learnt).results.slice(0, JSON.parse(before).results.length)).toEqual(JSON.parse(before).results);

  const answer = await desk.goto('/notifications/999999999');
  expect(answer?.status()).toBe(404);
});

test('the test of our address says that it was reached, and is in the list for what it is', async ({ desk }) => {
  await desk.goto('/notifications');
  await desk.getByRole('button', { name: notifications.es.url.test }).click();
  await expect(desk.getByText(/Llegó y quedó guardada en \d+ ms/)).toBeVisible();
  await expectAccessible(desk);
  await expect(async () => {
    await desk.goto('/notifications');
    const row = desk.getByRole('row').filter({ hasText: notifications.es.outcome.self_test });
    await expect(row.first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});

test('the closed orders of a day, their sums and their file say the same', async ({ desk, simulator }) => {
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P02', items: [{ title: '=1+1', unit_price: '1234.56', quantity: 1 }] },
  });
  const { id, external_reference: reference } = await created.json();
  await simulator.pay(await simulator.scanOrder('S001P02'), 'approved');
  await expect
    .poll(async () => (await (await desk.request.get(`/api/v1/orders/${id}`)).json()).status, { timeout: 15_000 })
    .toBe('closed');
  await desk.goto('/accounting/closed');
  await expect(desk.getByRole('link', { name: new RegExp(reference) })).toBeVisible();
  await expect(desk.getByText('America/Argentina/Buenos_Aires')).toBeVisible();
  await expectAccessible(desk);
  const download = desk.waitForEvent('download');
  await desk.getByRole('link', { name: accounting.es.download.excel }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(
    /^closed-orders_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d_America-Argentina-Buenos_Aires\.csv$/,
  );
  const text = await readFile(await file.path(), 'utf8');
  expect(
    text.startsWith(`\uFEFF"${accounting.es.csv.closed_local.replace('{zone}', 'America/Argentina/Buenos_Aires')}";`),
  ).toBe(true);
  const lines = text.trim().split('\n').slice(1);
  expect(lines.find((line) => line.includes(reference))).toMatch(/;'=1\+1;.*;ARS;1234,56;1234,56;0,00;1234,56$/);
  const sums = desk.getByRole('region', { name: /ARS/ });
  await expect(sums.getByText(String(lines.length), { exact: true })).toBeVisible();
});

test('nobody has page or file without signing in, and an address of nonsense is today’s file', async ({
  desk,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL });
  expect((await context.request.get('/accounting/closed/export', { maxRedirects: 0 })).status()).toBe(307);
  expect((await context.request.get('/notifications', { maxRedirects: 0 })).status()).toBe(307);
  await context.close();
  const answer = await desk.request.get('/accounting/closed/export?from=2026-02-30&store=nowhere&period=%00');
  expect(answer.status()).toBe(200);
});
