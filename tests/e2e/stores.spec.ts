import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { createTranslator } from 'next-intl';
import { weekdayName } from '../../lib/i18n/format-time';
import { errors } from '../../lib/i18n/messages/errors';
import { places } from '../../lib/i18n/messages/places';
import { pos } from '../../lib/i18n/messages/pos';
import { refusal } from '../../lib/i18n/messages/refusal';
import { stores } from '../../lib/i18n/messages/stores';
import { till } from '../../lib/i18n/messages/till';
import { browserRun } from '../support/browser-run';
import { expectIsFor } from './support/language';
import { hire } from './support/people';
import { readers } from './support/readers';
import { expect, expectAccessible, signIn, test } from './support/test';

for (const { language, width, screen } of readers) {
  const words = places[language];
  const t = createTranslator({ locale: language, messages: words });

  test.describe(`in ${language} at ${width} px`, () => {
    test.use({ language, ...screen });

    test('a store with three tills: mistakes corrected at their fields, edited, found, and retired by typing its code', async ({
      desk,
    }) => {
      const name = 'Belgrano «Ñandú» 🧉 <b>';
      const code = await describeStore(desk, name);
      await desk.getByRole('button', { name: words.store.more }).click();
      await desk.getByRole('button', { name: words.store.more }).click();
      await desk.locator('#city').fill('Rosario');
      await desk.getByRole('button', { name: t('store.submit', { tills: 3 }) }).click();
      await expect(desk.locator('#city-error')).toBeVisible();
      // The button is at the end of a long form, what came of it at its beginning.
      await expect(desk.getByText(refusal[language].raw)).toBeInViewport();
      await expect(desk.locator('#name')).toHaveValue(name);
      await expect(desk.locator('#state')).toHaveValue('Capital Federal');
      // Our words at the field, theirs and what support asks for above it.
      await desk.getByText(refusal[language].raw).press('Enter');
      await expect(desk.getByText(/^400 · VALIDATION_ERROR · /)).toBeVisible();
      await expect(desk.getByRole('button', { name: refusal[language].copy })).toBeVisible();
      if (width === 360) await expectAccessible(desk);
      await expectIsFor(desk, language);
      await desk.locator('#city').fill('Belgrano');
      await desk.getByRole('button', { name: t('store.submit', { tills: 3 }) }).click();
      await desk.waitForURL(`**/stores/${code}`);
      await expect(desk.getByRole('heading', { level: 1 })).toHaveText(name);
      await expect(desk.getByText(`${code}P03`)).toBeVisible();

      await desk.getByRole('link', { name: words.store.edit, exact: true }).click();
      await desk.locator('#number').fill('2232');
      await desk.getByLabel(weekdayName('saturday', language), { exact: true }).check();
      await desk.getByRole('button', { name: words.store.save, exact: true }).click();
      await desk.waitForURL(`**/stores/${code}`);
      await expect(desk.getByText('Av. Cabildo 2232').first()).toBeVisible();
      await expectIsFor(desk, language);

      await desk.goto('/stores');
      await desk.getByRole('searchbox', { name: words.search }).fill(`${code.toLowerCase()}`);
      await desk.keyboard.press('Enter');
      await expect(desk.getByRole('link', { name: 'Centro', exact: true })).toHaveCount(0);
      await expect(desk.getByRole('link', { name }).first()).toBeVisible();
      await expectIsFor(desk, language);

      await desk.goto(`/stores/${code}/edit`);
      await desk.getByRole('button', { name: words.retire.store }).click();
      const dialog = desk.getByRole('dialog');
      await dialog.getByRole('textbox').fill('S001');
      await dialog.getByRole('button', { name: words.retire.confirm, exact: true }).click();
      await expect(dialog.getByText(errors[language].field.wrong_code)).toBeVisible();
      await expectIsFor(desk, language);
      await dialog.getByRole('textbox').fill(code.toLowerCase());
      await dialog.getByRole('button', { name: words.retire.confirm, exact: true }).click();
      await desk.waitForURL('**/stores');
      await expect(desk.getByText(code, { exact: true })).toHaveCount(0);
      await desk.goto(`/pos/${code}P01`);
      await expect(desk.getByText(words.retire.retired)).toBeVisible();
    });

    test('a till is made after how it will charge, is moved to another store, and is retired', async ({
      desk,
      ownStore,
    }) => {
      await desk.goto(`/pos/new-till?store=${ownStore.code}`);
      for (const { name, example } of Object.values(words.till.models)) {
        await expect(desk.getByText(name, { exact: true })).toBeVisible();
        await expect(desk.getByText(example)).toBeVisible();
      }
      await desk.getByRole('radio', { name: words.till.models.dynamic.name }).check();
      await desk.locator('#name').fill('x'.repeat(45));
      const code = await desk.locator('#code').inputValue();
      expect(code).toBe(`${ownStore.code}P03`);
      await desk.getByRole('button', { name: words.till.submit }).click();
      await expect(desk.locator('#name-error')).toBeVisible();
      await expectIsFor(desk, language);
      await desk.locator('#name').fill('Ventana');
      await desk.getByRole('button', { name: words.till.submit }).click();
      await desk.waitForURL(`**/pos/${code}`);
      await expect(desk.getByLabel(pos[language].charging.mode, { exact: true })).toHaveValue('dynamic');
      await expectIsFor(desk, language);

      await desk.goto(`/pos/${code}/edit`);
      await desk.getByLabel(words.till.store, { exact: true }).selectOption({ label: 'Palermo · S002' });
      await desk.getByRole('button', { name: words.till.save, exact: true }).click();
      await desk.waitForURL(`**/pos/${code}`);
      await expect(desk.getByRole('link', { name: 'Palermo' }).first()).toBeVisible();

      await desk.goto(`/pos/${code}/edit`);
      await desk.getByRole('button', { name: words.retire.till }).click();
      await desk.getByRole('dialog').getByRole('textbox').fill(code);
      await desk.getByRole('dialog').getByRole('button', { name: words.retire.confirm, exact: true }).click();
      await desk.waitForURL(`**/pos/${code}`);
      await expect(desk.getByText(words.retire.retired)).toBeVisible();
      await expectIsFor(desk, language);
    });

    test('tills of a file and of a range are previewed, made with progress, gone on with after a failure, and not made twice', async ({
      desk,
      ownStore: { code, tills },
      simulator,
    }) => {
      const [ofRange, ofFile] = [0, 1].map((place) =>
        desk.getByRole('button', { name: words.bulk.preview }).nth(place),
      );
      const foreseen = (fresh: number, exist: number, wrong: number) =>
        expect(
          desk.getByText(t('bulk.count', { fresh: `${fresh}`, exist: `${exist}`, wrong: `${wrong}` })),
        ).toBeVisible();
      const made = (done: number, total: number) =>
        expect(desk.getByText(t('making.total', { done: `${done}`, total: `${total}` }), { exact: true })).toBeVisible({
          timeout: 15_000,
        });
      await desk.goto('/pos/many-tills');
      await desk
        .locator('#text')
        .fill(`name,external_store_id,external_pos_id\n=1+1,${code},\n"${longName}",S999,S-1\n`);
      await ofFile?.click();
      await foreseen(1, 0, 1);
      await expectIsFor(desk, language);
      await desk.locator('#text').fill(`name,external_store_id\nLote 1,${code}\nLote 2,${code}\n`);
      await ofFile?.click();
      await foreseen(2, 0, 0);
      await simulator.faults([{ method: 'POST', path: '/pos', kind: 'status', status: 400, times: 1 }]);
      await desk.getByRole('button', { name: t('bulk.submit', { count: 2 }) }).click();
      await desk.waitForURL(/many-tills\/[0-9a-f-]{36}$/);
      await expect(desk.getByText(words.making.state.refused, { exact: true })).toBeVisible({ timeout: 15_000 });
      await made(1, 2);
      await expectIsFor(desk, language);
      await desk.getByRole('button', { name: words.making.retry }).click();
      await made(2, 2);

      await desk.goto('/pos/many-tills');
      await desk.locator('#store').selectOption({ label: `Sucursal ${code} · ${code}` });
      await desk.locator('#pattern').fill('Lote');
      await desk.locator('#to').fill('3');
      await ofRange?.click();
      await foreseen(1, 2, 0);
      await desk.getByRole('button', { name: t('bulk.submit', { count: 1 }) }).click();
      await desk.waitForURL(/many-tills\/[0-9a-f-]{36}$/);
      await made(1, 1);

      await desk.goto('/pos/many-tills');
      const downloading = desk.waitForEvent('download');
      await desk.getByRole('link', { name: words.bulk.exportPos }).click();
      const file = await (await downloading).path();
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      expect(lines.filter((line) => line.includes(code))).toHaveLength(tills.length + 3);
      await desk.locator('#file').setInputFiles({ name: 'pos.csv', mimeType: 'text/csv', buffer: readFileSync(file) });
      await ofFile?.click();
      await foreseen(0, lines.length - 1, 0);
    });

    test('what Mercado Pago says otherwise is shown side by side and decided; what it has no more is told', async ({
      desk,
      ownStore,
      simulator,
    }) => {
      const [first, second] = ownStore.tills;
      await simulator.changePos(first?.code ?? '', { name: 'Del panel', fixed_amount: false });
      await simulator.deletePos(second?.code ?? '');
      const shifts = ['08:00-12:30', '16:00-20:00'].map((shift) => shift.split('-'));
      const monday = shifts.map(([open, close]) => ({ open, close }));
      await simulator.changeStore(ownStore.code, { business_hours: { monday } });
      await desk.goto('/stores');
      await desk.getByRole('button', { name: stores[language].read }).click();
      await desk.getByRole('link', { name: words.drift.see }).click();
      await expect(desk.getByText('Del panel')).toBeVisible({ timeout: 15_000 });
      await expect(desk.getByText('16:00 – 20:00')).toBeVisible();
      await expect(desk.getByRole('heading', { name: words.drift.gone })).toBeVisible();
      await expect(desk.getByText(`${second?.name}, ${ownStore.name}`)).toBeVisible();
      if (width === 360) await expectAccessible(desk);
      await expectIsFor(desk, language);

      const { name, hours, fixed_amount: fixedAmount } = words.drift.fields;
      const till = `${first?.name}, ${ownStore.name}`;
      await desk.getByRole('button', { name: t('drift.adoptOf', { field: name, name: till }) }).click();
      await expect(desk.getByRole('button', { name: t('drift.adoptOf', { field: name, name: till }) })).toHaveCount(0);
      const adopted = `Del panel, ${ownStore.name}`;
      await desk.getByRole('button', { name: t('drift.ignoreOf', { field: fixedAmount, name: adopted }) }).click();
      await desk.getByRole('button', { name: t('drift.pushOf', { field: hours, name: ownStore.name }) }).click();
      // One till is gone, so that not everything agrees; but nothing differs any more.
      await expect(desk.getByRole('heading', { name: words.drift.differences })).toHaveCount(0);
      await expect(desk.getByText(words.drift.none)).toHaveCount(0);
      await desk.goto(`/pos/${first?.code}`);
      await expect(desk.getByRole('heading', { level: 1 })).toContainText('Del panel');
      await desk.goto(`/pos/${second?.code}`);
      await expect(desk.getByText(words.retire.missing)).toBeVisible();
      await expectIsFor(desk, language);
    });

    test('who charges on a till is chosen on its page; anybody else finds another till', async ({
      desk,
      ownStore,
      browser,
    }) => {
      const [first, second] = ownStore.tills;
      const [ana, luis] = [await hire('cashier', 'Ana Chosen'), await hire('cashier', 'Luis Other')];
      const context = await browser.newContext({ baseURL: browserRun.url, ...screen });
      try {
        await desk.goto(`/pos/${first?.code}`);
        await desk.getByLabel(pos[language].chargers.some).check();
        await desk.getByLabel('Ana Chosen').check();
        const form = desk.locator('form').filter({ has: desk.getByLabel(pos[language].chargers.some) });
        await form.getByRole('button', { name: pos[language].chargers.save, exact: true }).click();
        await expect(desk.getByText(pos[language].chargers.saved)).toBeVisible();
        await expectIsFor(desk, language);
        await desk.reload();
        await expect(desk.getByLabel('Ana Chosen')).toBeChecked();
        await expect(desk.getByLabel('Luis Other')).not.toBeChecked();

        await context.addCookies([{ name: 'locale', value: language, url: browserRun.url }]);
        const page = await context.newPage();
        await signIn(page, luis);
        await page.goto('/till');
        await expect(page.locator(`a[href="/till/${second?.code}"]`).first()).toBeVisible();
        await expect(page.locator(`a[href="/till/${first?.code}"]`)).toHaveCount(0);
        await page.goto(`/till/${first?.code}`);
        await expect(page.getByText(till[language].choose.notYours)).toBeVisible();
        await expectIsFor(page, language);
        await page.goto(`/till/${second?.code}`);
        await expect(page.getByText(till[language].build.nothing)).toBeVisible();

        await context.clearCookies({ name: /session/ });
        await signIn(page, ana);
        await page.goto(`/till/${first?.code}`);
        await expect(page.getByText(till[language].build.nothing)).toBeVisible();
      } finally {
        await context.close();
        await Promise.all([ana.dismiss(), luis.dismiss()]);
      }
    });
  });
}

const longName = `<b>${'Ñandú 🧉 '.repeat(10)}</b>`;

/** Fills what Mercado Pago asks of a store. */
async function describeStore(desk: Page, name: string): Promise<string> {
  await desk.goto('/stores/new-store');
  const code = await desk.locator('#code').inputValue();
  await desk.locator('#name').fill(name);
  await desk.locator('#state').selectOption('Capital Federal');
  await desk.locator('#city').fill('Belgrano');
  await desk.locator('#street').fill('Av. Cabildo');
  await desk.locator('#number').fill('2230');
  await desk.locator('#place').fill('https://www.google.com/maps/place/x/@-34.5,-58.4,17z/data=!3d-34.562!4d-58.456');
  await expect(desk.getByText('-34.562, -58.456')).toBeVisible();
  return code;
}
