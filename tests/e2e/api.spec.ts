import { apiDocs } from '../../lib/i18n/messages/api-docs';
import { apiKeys } from '../../lib/i18n/messages/api-keys';
import { errors } from '../../lib/i18n/messages/errors';
import { hire } from './support/people';
import { expect, expectAccessible, expectNotWider, signIn, test } from './support/test';

const words = apiKeys.es;
const trial = apiDocs.es.tryIt;

test('an owner makes a key, tries it in the reference, and ends it', { tag: '@phone' }, async ({ desk }) => {
  test.setTimeout(90_000);
  await desk.goto('/settings/api-keys');
  const name = `Caja ${crypto.randomUUID().slice(0, 8)}`;
  for (const box of await desk.locator('input[name=scopes]').all()) await box.uncheck();
  await desk.getByLabel(words.name).fill(name);
  await desk.getByRole('button', { name: words.create }).click();
  await expect(desk.locator('main').getByRole('alert')).toHaveText(words.required);
  await expect(desk.getByLabel(words.name)).toHaveValue(name);
  await desk.locator('input[name=scopes][value="pos:read"]').check();
  await desk.getByRole('button', { name: words.create }).click();
  const key = (await desk.getByTestId('api-key').textContent()) ?? '';
  expect(key).toMatch(/^mk_\w{8}_[\w-]{43}$/);
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.getByRole('button', { name: words.kept }).click();
  const row = desk.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText(`${key.slice(0, 11)}_…${key.slice(-4)}`);
  expect(await desk.content()).not.toContain(key.slice(12));

  await desk.goto('/docs/api');
  await expect(desk.getByText(trial.simulator)).toBeVisible();
  await expectAccessible(desk);
  await expectNotWider(desk);
  await desk.getByLabel(trial.key).fill(key);
  const section = desk.locator('#getPos');
  await section.getByText(trial.title).click();
  await section.getByRole('button', { name: trial.send }).click();
  await expect(section.getByText(`${trial.answer} 200`, { exact: true })).toBeVisible();
  await expect(section.getByText('"external_pos_id": "S001P01"').last()).toBeVisible();
  await desk.getByLabel(trial.key).fill(`${key.slice(0, -1)}~`);
  await section.getByRole('button', { name: trial.send }).click();
  await expect(section.getByText(errors.es.about.apiKey)).toBeVisible();

  await desk.goto('/settings/api-keys');
  await row.getByRole('button', { name: words.revokeLabel.replace('{name}', name) }).click();
  const dialog = desk.getByRole('dialog');
  await expectAccessible(desk);
  await dialog.getByRole('button', { name: words.revoke, exact: true }).click();
  await expect(row).toContainText(words.state.revoked);
  const refused = await desk.request.get('/api/v1/pos', { headers: { authorization: `Bearer ${key}` } });
  expect(refused.status()).toBe(401);
});

test('the reference is for everybody, in three languages; keys are for owners', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  for (const locale of ['es', 'pt', 'en'] as const) {
    await context.addCookies([{ name: 'locale', value: locale, url: baseURL ?? '' }]);
    await page.goto('/docs/api');
    await expect(page.getByRole('heading', { level: 1, name: apiDocs[locale].title })).toBeVisible();
  }
  const nothing = await context.request.get('/api/v1/nothing');
  expect([nothing.status(), (await nothing.json()).error.code]).toEqual([404, 'not_found']);
  const manager = await hire('manager', 'Gerente');
  await signIn(page, manager);
  await page.goto('/settings/api-keys');
  await expect(page.locator('input[name=scopes]')).toHaveCount(0);
  await context.close();
  await manager.dismiss();
});
