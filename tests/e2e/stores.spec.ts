import type { Page } from '@playwright/test';
import { places } from '../../lib/i18n/messages/places';
import { pos } from '../../lib/i18n/messages/pos';
import { till } from '../../lib/i18n/messages/till';
import { browserRun } from '../support/browser-run';
import { hire } from './support/people';
import { expect, expectAccessible, sameOrigin, signIn, test } from './support/test';

const { es } = places;

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

async function fits(desk: Page): Promise<void> {
  expect(await desk.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), desk.url()).toBe(false);
}

test('a store with three tills, mistakes corrected at their fields; edited, and retired by typing its code', {
  tag: '@phone',
}, async ({ desk }) => {
  const name = 'Belgrano «Ñandú» 🧉 <b>';
  const code = await describeStore(desk, name);
  await desk.getByRole('button', { name: es.store.more }).click();
  await desk.getByRole('button', { name: es.store.more }).click();
  await desk.locator('#city').fill('Rosario');
  await desk.getByRole('button', { name: 'Crear local y 3 cajas' }).click();
  await expect(desk.locator('#city-error')).toBeVisible();
  await expect(desk.locator('#name')).toHaveValue(name);
  await expect(desk.locator('#state')).toHaveValue('Capital Federal');
  await expectAccessible(desk);
  await fits(desk);
  await desk.locator('#city').fill('Belgrano');
  await desk.getByRole('button', { name: 'Crear local y 3 cajas' }).click();
  await desk.waitForURL(`**/stores/${code}`);
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(desk.getByText(`${code}P03`)).toBeVisible();

  await desk.getByRole('link', { name: es.store.edit, exact: true }).click();
  await desk.locator('#number').fill('2232');
  await desk.getByLabel('Sábado', { exact: true }).check();
  await desk.getByRole('button', { name: es.store.save, exact: true }).click();
  await desk.waitForURL(`**/stores/${code}`);
  await expect(desk.getByText('Av. Cabildo 2232').first()).toBeVisible();

  await desk.goto(`/stores/${code}/edit`);
  await desk.getByRole('button', { name: es.retire.store }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByRole('textbox').fill('S001');
  await dialog.getByRole('button', { name: es.retire.confirm, exact: true }).click();
  await expect(dialog.getByText('No es el código.')).toBeVisible();
  await dialog.getByRole('textbox').fill(code.toLowerCase());
  await dialog.getByRole('button', { name: es.retire.confirm, exact: true }).click();
  await desk.waitForURL('**/stores');
  await expect(desk.getByRole('link', { name })).toHaveCount(0);
  await desk.goto(`/pos/${code}P01`);
  await expect(desk.getByText(es.retire.retired)).toBeVisible();
});

test('tills of a file and of a range are previewed, made with progress, and not made twice', async ({ desk }) => {
  await desk.goto('/pos/many-tills');
  await expectAccessible(desk);
  await desk.locator('#text').fill('external_pos_id,name,external_store_id\nS001P91,=1+1,S001\nS-1,Mal,S009\n');
  await desk.getByRole('button', { name: es.bulk.preview }).nth(1).click();
  await expect(desk.getByText('1 para crear, 0 ya existen, 1 con errores')).toBeVisible();
  await desk.locator('#pattern').fill('Lote');
  await desk.locator('#to').fill('2');
  await desk.getByRole('button', { name: es.bulk.preview }).first().click();
  await expect(desk.getByText('2 para crear, 0 ya existen, 0 con errores')).toBeVisible();
  await desk.getByRole('button', { name: 'Crear las 2' }).click();
  await desk.waitForURL(/many-tills\/[0-9a-f-]{36}$/);
  await expect(desk.getByText('2 de 2')).toBeVisible({ timeout: 15_000 });
  await expectAccessible(desk);
  const codes = await desk.locator('tbody .code').allInnerTexts();
  await desk.goto('/pos/many-tills');
  await desk.locator('#pattern').fill('Lote');
  await desk.locator('#to').fill('2');
  await desk.getByRole('button', { name: es.bulk.preview }).first().click();
  await expect(desk.getByText('0 para crear, 2 ya existen, 0 con errores')).toBeVisible();
  for (const code of new Set(codes)) await retire(desk, code);
});

test('what Mercado Pago says otherwise is shown side by side and decided', { tag: '@phone' }, async ({
  desk,
  simulator,
}) => {
  await simulator.changePos('S001P02', { name: 'Caja del panel', fixed_amount: true });
  const shifts = ['08:00-12:30', '16:00-20:00'].map((shift) => shift.split('-'));
  const monday = shifts.map(([open, close]) => ({ open, close }));
  await simulator.changeStore('S001', { business_hours: { monday } });
  await desk.goto('/stores');
  await desk.getByRole('button', { name: 'Leer de Mercado Pago' }).click();
  await desk.getByRole('link', { name: es.drift.see }).click();
  await expect(desk.getByText('Caja del panel')).toBeVisible({ timeout: 15_000 });
  await expect(desk.getByText('16:00 – 20:00')).toBeVisible();
  await expectAccessible(desk);
  await fits(desk);
  await desk.getByRole('button', { name: /^Mandar el de aquí: Nombre/ }).click();
  await expect(desk.getByText('Caja del panel')).toHaveCount(0);
  await desk.getByRole('button', { name: /^Mandar el de aquí: Horario/ }).click();
  await expect(desk.getByText(es.drift.none)).toBeVisible();
  await desk.goto('/pos/S001P02');
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('Caja 2');
});

test('who charges on a till is chosen on its page; anybody else finds another till', { tag: '@phone' }, async ({
  desk,
  browser,
}) => {
  const [ana, luis] = [await hire('cashier', 'Ana Chosen'), await hire('cashier', 'Luis Other')];
  const context = await browser.newContext({ baseURL: browserRun.url, locale: 'es-AR' });
  try {
    await desk.goto('/pos/S001P02');
    await desk.getByLabel(pos.es.chargers.some).check();
    await desk.getByLabel('Ana Chosen').check();
    await expectAccessible(desk);
    await saveChargers(desk);
    await desk.reload();
    await expect(desk.getByLabel('Ana Chosen')).toBeChecked();
    await expect(desk.getByLabel('Luis Other')).not.toBeChecked();

    const page = await context.newPage();
    await signIn(page, luis);
    await page.goto('/till');
    await expect(page.locator('a[href="/till/S001P01"]').first()).toBeVisible();
    await expect(page.locator('a[href="/till/S001P02"]')).toHaveCount(0);
    await page.goto('/till/S001P02');
    await expect(page.getByText(till.es.choose.notYours)).toBeVisible();
    await context.clearCookies();
    await signIn(page, ana);
    await page.goto('/till/S001P02');
    await expect(page.getByText(till.es.build.nothing)).toBeVisible();
  } finally {
    await context.close();
    await Promise.all([ana.dismiss(), luis.dismiss()]);
    await desk.goto('/pos/S001P02');
    await desk.getByLabel(pos.es.chargers.everybody).check();
    await saveChargers(desk);
  }
});

test('names that try to break a page are only names, and fit it', { tag: '@phone' }, async ({ desk }) => {
  const rename = async (place: string, name: string) => {
    const answer = await desk.request.patch(`/api/v1/${place}`, { headers: sameOrigin(), data: { name } });
    expect(answer.status(), await answer.text()).toBe(200);
  };
  const headers = { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() };
  const sale = { external_pos_id: 'S001P02', items: [{ title: '<b>Torta</b>', unit_price: '4300', quantity: 1 }] };
  expect((await desk.request.post('/api/v1/orders', { headers, data: sale })).status()).toBe(201);
  try {
    for (const [name, storeName] of [
      ['"><img src=x onerror=window.hacked=1> שלום', '<script>window.hacked=1</script> مقهى {count} 🧉'],
      ['W'.repeat(44), 'W'.repeat(80)],
    ] as const) {
      await rename('pos/S001P02', name);
      await rename('stores/S001', storeName);
      for (const path of ['/stores', '/stores/S001', '/pos', '/pos/S001P02', '/till', '/till/S001P02', '/orders']) {
        await desk.goto(path);
        await expect(desk.getByText(path.startsWith('/stores') ? storeName : name).first(), path).toBeAttached();
        await fits(desk);
      }
      await desk.goto('/pos/many-tills');
      await desk.locator('#text').fill(`name,external_store_id\n"${name.repeat(2).replaceAll('"', '""')}",S001`);
      await desk.getByRole('button', { name: es.bulk.preview }).nth(1).click();
      await expect(desk.getByText('0 para crear, 0 ya existen, 1 con errores')).toBeVisible();
      await fits(desk);
      expect(await desk.evaluate(() => 'hacked' in window)).toBe(false);
    }
  } finally {
    await rename('pos/S001P02', 'Caja 2');
    await rename('stores/S001', 'Centro');
  }
});

async function saveChargers(desk: Page): Promise<void> {
  const form = desk.locator('form').filter({ has: desk.getByLabel(pos.es.chargers.some) });
  await form.getByRole('button', { name: pos.es.chargers.save, exact: true }).click();
  await expect(desk.getByText(pos.es.chargers.saved)).toBeVisible();
}

async function retire(desk: Page, code: string): Promise<void> {
  await desk.goto(`/pos/${code}/edit`);
  await desk.getByRole('button', { name: es.retire.till }).click();
  await desk.getByRole('dialog').getByRole('textbox').fill(code);
  await desk.getByRole('dialog').getByRole('button', { name: es.retire.confirm, exact: true }).click();
  await desk.waitForURL(`**/pos/${code}`);
}
