import { browserRun } from '../support/browser-run';
import { expect, expectAccessible, test } from './support/test';
import { tillOf } from './support/till';

test('a buyer scans, is refused once, pays by card, and the till turns green and says how it was paid', async ({
  desk,
  browser,
}) => {
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('70000');
  const context = await browser.newContext({ locale: 'es-AR', viewport: { width: 360, height: 780 } });
  const phone = await context.newPage();
  await phone.goto(browserRun.simulatorUrl);
  await phone
    .getByRole('button', { name: /S001P01|Caja 1/ })
    .first()
    .click();
  await phone.locator('#reject').click();
  await expect(phone.getByText('El pago no pasó. La orden sigue abierta.').first()).toBeVisible();
  await expectAccessible(phone);
  await phone.locator('#method-credit_card').check();
  await phone.locator('#pay').click();
  await expect(phone.getByRole('heading', { name: 'Pagado' })).toBeVisible();
  await expectAccessible(phone);
  await till.isPaid();
  await expect(desk.getByText('Visa').first()).toBeVisible();
  await context.close();
});

test('a buyer who walks away leaves the order open for the next one', async ({ desk, browser, simulator }) => {
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('80000');
  const context = await browser.newContext({ locale: 'es-AR' });
  const phone = await context.newPage();
  await phone.goto(browserRun.simulatorUrl);
  await phone
    .getByRole('button', { name: /S001P01|Caja 1/ })
    .first()
    .click();
  await phone.getByRole('button', { name: 'Irse' }).click();
  await expect(phone.getByRole('heading', { name: 'Escanear un QR' })).toBeVisible();
  expect((await simulator.scan('S001P01')).result).toBe('order');
  await context.close();
});
