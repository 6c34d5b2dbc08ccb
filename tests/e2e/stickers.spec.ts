import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Download, Page } from '@playwright/test';
import { stickers } from '../../lib/i18n/messages/stickers';
import { browserRun } from '../support/browser-run';
import { filmOf } from './support/film';
import { expectIsFor } from './support/language';
import { readers } from './support/readers';
import { expect, expectAccessible, test } from './support/test';

for (const { language, width, screen } of readers) {
  test.describe(`in ${language} at ${width} px`, () => {
    test.use({ language, ...screen });

    test('a sticker is seen, printed, printed again with a reason, checked with a photo, made void, and told apart', async ({
      desk,
      ownStore,
    }, testInfo) => {
      // A whole working day of a sticker, on a machine that has other work.
      test.setTimeout(120_000);
      const words = stickers[language];
      const [till] = ownStore.tills;
      const name = `${till?.name}, ${ownStore.name}`;
      const code = `S${Number(ownStore.code.slice(1))}-C01-v1`;
      await desk.goto(`/stickers?pos=${till?.code}`);
      await desk.locator('#paper').selectOption('avery_l7165');
      await desk.locator('#start-cell').selectOption('2');
      await expect(desk.getByText(words.studio.used, { exact: true })).toHaveCount(1);
      await expect(desk.locator('svg image')).toHaveAttribute('href', /^data:image\/svg/);
      if (width === 360) await expectAccessible(desk);
      await expectIsFor(desk, language);

      await desk.getByText(words.studio.pictures).click();
      const picture = await downloadOf(desk, 'PNG');
      expect(picture.suggestedFilename()).toBe(`${code}.png`);
      const photo = testInfo.outputPath('photo.png');
      await picture.saveAs(photo);

      await desk.reload();
      const pdf = desk.getByRole('button', { name: /PDF/ });
      await expect(pdf).toBeDisabled();
      await desk.locator('#reprint-reason').selectOption('damaged');
      const sheet = await downloadOf(desk, /PDF/);
      expect(
        readFileSync(await sheet.path())
          .subarray(0, 8)
          .toString(),
      ).toBe('%PDF-1.7');
      await expect(desk.getByRole('status').filter({ hasText: 'stickers.pdf' })).toBeVisible();
      const testPage = await desk.request.get((await desk.getByText(words.studio.testPage).getAttribute('href')) ?? '');
      expect(testPage.headers()['content-type']).toBe('application/pdf');

      await expectVerdict(desk, photo, words.scan.verdict.current.replace('{till}', name));
      await expect(desk.getByText(code)).toBeVisible();
      await expectIsFor(desk, language);

      await desk.goto('/stickers/prints');
      await expect(desk.getByText(words.studio.reason.damaged).first()).toBeVisible();
      await desk.getByRole('link', { name: code }).first().click();
      await desk.getByRole('button', { name: words.pos.voidTitle.replace('{code}', code) }).click();
      const dialog = desk.getByRole('dialog');
      await dialog.getByRole('combobox').selectOption('swapped');
      if (width === 360) await expectAccessible(desk);
      await expectIsFor(desk, language);
      await dialog.getByRole('button', { name: words.pos.void, exact: true }).click();
      await expect(dialog).toHaveCount(0);
      const row = desk.getByRole('listitem').filter({ hasText: code });
      await expect(row.getByText(words.pos.state.voided, { exact: true })).toBeVisible();
      await expect(row.getByText(words.pos.voidReason.swapped)).toBeVisible();
      await expect(row.getByRole('button')).toHaveCount(0);

      await expectVerdict(desk, photo, words.scan.verdict.voided.replace('{till}', name));
      await desk.goto(`/pos/${till?.code}`);
      await expect(row.getByText(words.pos.state.voided, { exact: true })).toBeVisible();
    });
  });
}

test('a camera that is held at a sticker says which till it charges to', async ({
  desk,
  ownerState,
  playwright,
}, testInfo) => {
  const pos: { qr: { data: string } } = await (await desk.request.get('/api/v1/pos/S001P01')).json();
  const folder = mkdtempSync(path.join(tmpdir(), 'mostrador-camera-'));
  const film = path.join(folder, 'sticker.y4m');
  writeFileSync(film, filmOf(pos.qr.data));
  const { launchOptions } = testInfo.project.use;
  const camera = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  const args = [...(launchOptions?.args ?? []), ...camera, `--use-file-for-fake-video-capture=${film}`];
  const browser = await playwright.chromium.launch({ ...launchOptions, args });
  try {
    const context = await browser.newContext({ baseURL: browserRun.url, storageState: ownerState });
    await context.addCookies([{ name: 'locale', value: 'es', url: browserRun.url }]);
    const phone = await context.newPage();
    await phone.setViewportSize({ width: 360, height: 780 });
    await phone.goto('/stickers/scan');
    await phone.getByRole('button', { name: stickers.es.scan.start }).click();
    await expect(phone.getByText('Es el de Caja 1, Centro')).toBeVisible({ timeout: 20_000 });
    await expect(phone.locator('video')).toBeHidden();
    await expect(phone.getByRole('button', { name: stickers.es.scan.another })).toBeVisible();
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function downloadOf(desk: Page, button: string | RegExp): Promise<Download> {
  const downloading = desk.waitForEvent('download');
  await desk.getByRole('button', { name: button }).click();
  return downloading;
}

/** Holds a photo at the page that checks stickers. */
async function expectVerdict(desk: Page, photo: string, verdict: string): Promise<void> {
  await desk.goto('/stickers/scan');
  await desk.locator('input[type=file]').setInputFiles(photo);
  await expect(desk.getByText(verdict)).toBeVisible();
}
