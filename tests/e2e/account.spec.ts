import { pos as posWords } from '../../lib/i18n/messages/pos';
import { settings } from '../../lib/i18n/messages/settings';
import { shell } from '../../lib/i18n/messages/shell';
import { connectAgain, expect, expectAccessible, sameOrigin, test } from './support/test';

const words = settings.es.mercadoPago;

test('an account is let go once nothing can be paid any more, every page says so, and it is connected again', {
  tag: '@phone',
}, async ({ desk }) => {
  const charged = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P03', items: [{ title: 'Agua', unit_price: '900', quantity: 1 }] },
  });
  const { id }: { id: string } = await charged.json();
  await desk.goto('/settings/mercadopago');
  await desk.getByText(words.disconnect.title).click();
  await desk.getByRole('button', { name: words.disconnect.submit, exact: true }).click();
  await expect(desk.getByText(words.disconnect.unfinished)).toBeVisible();
  await expect(desk.getByText(shell.es.access.disconnected.title)).toHaveCount(0);
  await expectAccessible(desk);

  await desk.request.post(`/api/v1/orders/${id}/cancel`, { headers: sameOrigin() });
  await desk.getByRole('button', { name: words.disconnect.submit, exact: true }).click();
  try {
    await expect(desk.getByText(shell.es.access.disconnected.title)).toBeVisible();
    await expect(desk.locator('main').getByText(words.accessProblem.disconnected, { exact: true })).toBeVisible();
    await desk.goto('/orders');
    await expect(desk.getByText(shell.es.access.disconnected.title)).toBeVisible();
    await expectAccessible(desk);
  } finally {
    await connectAgain(desk);
  }
  await desk.goto('/orders');
  await expect(desk.getByText(shell.es.access.disconnected.title)).toHaveCount(0);
});

test('a till is tried in another way before it is switched, and goes back with one press', { tag: '@phone' }, async ({
  desk,
}) => {
  const { charging, integrations, mode } = posWords.es;
  const dialog = desk.getByRole('dialog');
  const way = (text: string, integration: 'attended_v2' | 'orders_api') =>
    text.replace('{integration}', integrations[integration]).replace('{mode}', mode.static);
  await desk.goto('/pos/S001P03');
  await desk.locator('#integration').selectOption('orders_api');
  await expect(desk.getByText(charging.about.orders_api)).toBeVisible();
  await desk.getByRole('button', { name: charging.test }).click();
  await dialog.getByRole('button', { name: /^Publicar \$ 15,00 y cancelar$/ }).click();
  await expect(dialog.getByText(charging.trial.canceled)).toBeVisible({ timeout: 15_000 });
  await expectAccessible(desk);
  await dialog.getByRole('button', { name: charging.close }).last().click();
  await expect(desk.locator('#integration')).toHaveValue('orders_api');

  await desk.getByRole('button', { name: charging.save, exact: true }).click();
  await expect(desk.getByText(way(charging.saved, 'orders_api'))).toBeVisible();
  await expect(desk.getByText(charging.finding.notifications_by_application)).toBeVisible();
  await desk.getByRole('button', { name: way(charging.back, 'attended_v2') }).click();
  await expect(desk.getByText(way(charging.saved, 'attended_v2'))).toBeVisible();
  await expect(desk.locator('#integration')).toHaveValue('attended_v2');
  await expectAccessible(desk);
});
