import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserRun } from '../support/browser-run';
import { filmOf } from './support/film';
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

test('a buyer scans the sticker with the camera, and another one a photo of the poster', async ({
  desk,
  playwright,
}, testInfo) => {
  const till = tillOf(desk);
  await till.open('S001P01');
  await till.charge('91000');
  const pos: { qr: { data: string; template_image: string } } = await (
    await desk.request.get('/api/v1/pos/S001P01')
  ).json();
  const folder = mkdtempSync(path.join(tmpdir(), 'mostrador-camera-'));
  const film = path.join(folder, 'sticker.y4m');
  writeFileSync(film, filmOf(pos.qr.data));
  const { launchOptions } = testInfo.project.use;
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [
      ...(launchOptions?.args ?? []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
  try {
    const context = await browser.newContext({ locale: 'es-AR', viewport: { width: 360, height: 780 } });
    const phone = await context.newPage();
    await phone.goto(browserRun.simulatorUrl);
    await phone.getByRole('button', { name: 'Usar la cámara' }).click();
    await expect(phone.locator('#pay')).toBeVisible({ timeout: 20_000 });
    await expect(phone.locator('video')).toHaveCount(0);

    const other = await context.newPage();
    await other.goto(browserRun.simulatorUrl);
    const poster = await desk.request.get(pos.qr.template_image);
    await other
      .locator('#picture')
      .setInputFiles({ name: 'poster.png', mimeType: 'image/png', buffer: await poster.body() });
    await other.locator('#pay').click();
    await expect(other.getByRole('heading', { name: 'Pagado' })).toBeVisible();
    await till.isPaid();

    await other.locator('#paste').fill('00020101');
    await other.locator('#read').click();
    await expect(other.getByText('Esto no es un código de Mercado Pago.').first()).toBeVisible();
    const blank = { name: 'a.svg', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await other.locator('#picture').setInputFiles(blank);
    await expect(other.getByText('En esa foto no se ve ningún QR.').first()).toBeVisible();
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
