import { webhooks } from '../../lib/i18n/messages/webhooks';
import { expect, expectAccessible, test } from './support/test';

const { es } = webhooks;

test('an owner adds an address, sees its secret once, tries it, sees why it failed, changes the secret and deletes it', async ({
  desk,
}) => {
  await desk.goto('/settings/webhooks');
  await desk.getByLabel(es.add.url).fill('https://127.0.0.1/hook');
  await desk.getByRole('button', { name: es.add.submit }).click();
  await expect(desk.getByText('No es una dirección pública')).toBeVisible();
  await desk.getByLabel(es.add.url).fill('https://nobody-has-this-name.invalid/hook');
  await desk.getByLabel(es.add.description).fill('Facturación');
  await desk.getByRole('button', { name: es.add.submit }).click();
  await expect(desk.getByTestId('webhook-secret')).toHaveText(/^whsec_[\w+/]{43}=$/);
  await expectAccessible(desk);
  await desk.getByRole('link', { name: /nobody-has-this-name/ }).click();
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('nobody-has-this-name.invalid');
  await expect(desk.getByTestId('webhook-secret')).toHaveCount(0);

  await desk.getByRole('button', { name: es.test.submit }).click();
  await expect(desk.getByRole('alert').filter({ hasText: es.problem.unknown_host })).toBeVisible({ timeout: 15_000 });
  await desk.getByRole('button', { name: es.secret.rotate }).click();
  await expect(desk.getByTestId('webhook-secret')).toBeVisible();
  await expectAccessible(desk);
  await desk
    .getByRole('table')
    .getByRole('link', { name: /^webhook\.test/ })
    .click();
  await expect(desk.getByText(es.problem.unknown_host)).toBeVisible();
  await expect(desk.getByText('"type": "webhook.test"')).toBeVisible();
  await expectAccessible(desk);

  await desk.goBack();
  await desk.getByRole('button', { name: es.switch.off, exact: true }).click();
  await expect(desk.getByText(es.stateDetail.person)).toBeVisible();
  await desk.getByRole('button', { name: es.delete.submit, exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: es.delete.submit, exact: true }).click();
  await expect(desk).toHaveURL(/\/settings\/webhooks$/);
  await expect(desk.getByRole('link', { name: /nobody-has-this-name/ })).toHaveCount(0);
});
