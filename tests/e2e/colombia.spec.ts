import { catalog } from '../../lib/i18n/messages/catalog';
import { ticket } from '../../lib/i18n/messages/ticket';
import { till as tillWords } from '../../lib/i18n/messages/till';
import { tillSettings } from '../../lib/i18n/messages/till-settings';
import { browserRun } from '../support/browser-run';
import { openInColombia } from './support/colombia';
import { expect, expectAccessible, sameOrigin, test } from './support/test';
import { tillOf } from './support/till';

test('in Colombia every item carries its IVA, amounts have no cents, and the receipt says the IVA and what it is not', {
  tag: '@phone',
}, async ({ browser, simulator, viewport }) => {
  const context = await browser.newContext({ baseURL: browserRun.url, viewport });
  await context.addCookies([{ name: 'locale', value: 'es', url: browserRun.url }]);
  const page = await context.newPage();
  const { externalPosId } = await openInColombia(page);

  await page.goto('/settings/till');
  await page.getByLabel(tillSettings.es.tax.label).selectOption('19');
  await page.getByRole('button', { name: tillSettings.es.save }).last().click();
  await expect(page.getByText(tillSettings.es.saved)).toBeVisible();
  // Coffee and whatever is typed at 19 %, bread at 5 %.
  for (const [name, price, rate] of [
    ['Tinto grande', '11.900', '19'],
    ['Pan aliñado', '2.100', '5'],
  ] as const) {
    await page.goto('/catalog/new');
    await page.getByLabel(catalog.es.form.name, { exact: true }).fill(name);
    await page.getByLabel(catalog.es.form.price, { exact: true }).fill(price);
    await page.getByLabel(catalog.es.form.tax, { exact: true }).selectOption(rate);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/catalog');
  }
  await expect(page.getByRole('main')).toContainText('19 %');

  const till = tillOf(page);
  await till.open(externalPosId);
  // A phone shows either the keypad or the items.
  await page.keyboard.press('/');
  await page.getByRole('button', { name: /^Tinto grande/ }).click();
  await page.getByRole('button', { name: /^Pan aliñado/ }).click();
  for (const digit of '5000') await page.keyboard.press(digit);
  // 2,698 inside 16,900 at 19 %, and 100 of the bread.
  const tax = page.getByLabel(tillWords.es.sale.tax, { exact: true });
  await expect(tax).toHaveAttribute('placeholder', '2.798');
  await expect(page.getByRole('button', { name: new RegExp(`^${tillWords.es.build.charge}`) })).toContainText('19.000');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await till.waits();
  await expect(page.getByRole('img', { name: till.words.waiting.screen })).toBeVisible();
  await expectAccessible(page);

  const { results }: { results: Record<string, string>[] } = await (
    await page.request.get(`/api/v1/orders?external_pos_id=${externalPosId}`, { headers: sameOrigin() })
  ).json();
  expect(results).toMatchObject([
    { mode: 'dynamic', currency_id: 'COP', total_amount: '19000', taxes: [{ type: 'IVA', value: '2798' }] },
  ]);
  await simulator.pay(await simulator.scanCode(results[0]?.qr_data ?? ''), 'approved');
  await till.isPaid();

  await page.goto(`/orders/${results[0]?.id}/ticket`);
  const paper = page.getByRole('article');
  for (const line of ['NO ES FACTURA DE VENTA', ticket.es.paper.tax, '2.798', '$ 19.000', 'Tienda El Prado'])
    await expect(paper).toContainText(line);
  await expect(paper).not.toContainText(/\d,\d\d\b/);
  await expectAccessible(page);
  await context.close();
});
