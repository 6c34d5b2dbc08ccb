import type { Page } from '@playwright/test';
import { refund as words } from '../../lib/i18n/messages/refund';
import { refusal as refusalWords } from '../../lib/i18n/messages/refusal';
import { status as statusWords } from '../../lib/i18n/messages/status';
import { browserRun } from '../support/browser-run';
import { hire } from './support/people';
import type { SimulatorControls } from './support/simulator-controls';
import { expect, expectAccessible, sameOrigin, signIn, test } from './support/test';

const { es } = words;

test('a part is given back, then the rest, and a silence is shown as one', { tag: '@phone' }, async ({
  desk,
  simulator,
}) => {
  const order = await soldOrder(desk, simulator);
  await desk.goto(`/orders/${order}`);
  await askFor(desk, { amount: '30000', reason: es.reasons.damaged });
  await expect(dialogOf(desk).getByRole('alert')).toContainText('300,00');
  await expectAccessible(desk);
  await dialogOf(desk).getByRole('button', { name: es.close }).click();
  await expect(desk.getByRole('list', { name: 'Devoluciones' })).toContainText(es.reasons.damaged);

  const refusal = { error: 'bad_request', message: 'Too old', status: 400, cause: [{ code: 2024 }] };
  const refunding = { method: 'POST', path: '/v1/payments/*/refunds', times: 1 };
  await simulator.faults([{ ...refunding, kind: 'status', status: 400, body: refusal }]);
  await askFor(desk, { amount: null, reason: es.reasons.wrong });
  await expect(dialogOf(desk).getByRole('alert')).toContainText(refusalWords.es.reason.refundTooLate.what);
  await dialogOf(desk).getByText(refusalWords.es.raw).press('Enter');
  await expect(dialogOf(desk).getByText('400 · 2024 · Too old')).toBeVisible();
  await expectAccessible(desk);
  await dialogOf(desk).getByRole('button', { name: es.close }).click();

  await simulator.faults([{ ...refunding, kind: 'drop_after_commit' }]);
  await askFor(desk, { amount: null, reason: es.reasons.wrong });
  await expect(dialogOf(desk).getByRole('alert')).toContainText('No sabemos si se devolvió');
  await dialogOf(desk).getByRole('button', { name: es.close }).click();
  // It is read until it is known, and never sent again.
  const list = desk.getByRole('list', { name: 'Devoluciones' });
  await expect(list.getByText(statusWords.es.refund.approved)).toHaveCount(2, { timeout: 30_000 });
  await expect(desk.getByText(statusWords.es.exception.refunded).first()).toBeVisible();
  await expect(desk.getByRole('button', { name: es.open, exact: true })).toHaveCount(0);
  await expectAccessible(desk);
});

test('what was paid twice is offered to be given back, and a cashier needs a second person', async ({
  desk,
  browser,
  simulator,
}) => {
  const order = await soldOrder(desk, simulator, { times: 2 });
  const cashier = await hire('cashier', 'Bruno Caja');
  const context = await browser.newContext({ baseURL: browserRun.url, locale: 'es-AR' });
  try {
    const till = await context.newPage();
    await signIn(till, cashier);
    await till.goto(`/orders/${order}`);
    await till.getByRole('link', { name: /^Devolver/ }).click();
    await dialogOf(till).getByLabel(es.reason).fill(es.reasons.twice);
    await expect(dialogOf(till).getByText(es.needsSecond)).toBeVisible();
    await expectAccessible(till);
    await dialogOf(till)
      .getByRole('button', { name: /^Pedir devolver/ })
      .click();
    await expect(dialogOf(till).getByRole('alert')).toContainText('Pedida');
    await dialogOf(till).getByRole('button', { name: es.close }).click();
    await expect(till.getByText(es.list.waiting, { exact: true })).toBeVisible();
    await expect(till.getByRole('button', { name: es.approval.approve, exact: true })).toHaveCount(0);

    await desk.goto('/overview');
    await desk.getByRole('link', { name: new RegExp(`^${es.overview.open}: `) }).click();
    await desk.waitForURL(`**/orders/${order}**`);
    await desk.getByRole('button', { name: es.approval.approve, exact: true }).click();
    await expectAccessible(desk);
    await dialogOf(desk)
      .getByRole('button', { name: /^Autorizar y devolver/ })
      .click();
    await expect(desk.getByText('Autorizada por Camila Ríos')).toBeVisible();
    await expect(desk.getByText(statusWords.es.exception.partially_refunded).first()).toBeVisible();
    await expectAccessible(desk);
  } finally {
    await context.close();
    await cashier.dismiss();
  }
});

function dialogOf(page: Page) {
  return page.locator('dialog[open]');
}

async function askFor(page: Page, { amount, reason }: { amount: string | null; reason: string }): Promise<void> {
  await page.getByRole('button', { name: es.open, exact: true }).click();
  const dialog = dialogOf(page);
  if (amount !== null) {
    await dialog.getByLabel(es.other).check();
    await dialog.getByLabel(es.amount, { exact: true }).pressSequentially(amount.replace(/(\d\d)$/, ',$1'));
  }
  await dialog.getByLabel(es.reason).fill(reason);
  await dialog.getByRole('button', { name: /^Devolver/ }).click();
}

/** A sale of 1.000,00 that was paid, by one buyer or more. */
async function soldOrder(desk: Page, simulator: SimulatorControls, { times = 1 } = {}): Promise<string> {
  const created = await desk.request.post('/api/v1/orders', {
    headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
    data: { external_pos_id: 'S001P01', items: [{ title: 'Menú', unit_price: '1000', quantity: 1 }] },
  });
  const { id }: { id: string } = await created.json();
  const scans = [];
  for (let scan = 0; scan < times; scan++) scans.push(await simulator.scanOrder('S001P01'));
  for (const scan of scans) await simulator.pay(scan, 'approved');
  await expect
    .poll(async () => {
      const order: { paid_amount: string } = await (await desk.request.get(`/api/v1/orders/${id}`)).json();
      return Number(order.paid_amount);
    })
    .toBe(1000 * times);
  return id;
}
