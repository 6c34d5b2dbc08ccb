import type { Role } from '../../lib/domain/permissions';
import { reconciliation } from '../../lib/i18n/messages/reconciliation';
import { status } from '../../lib/i18n/messages/status';
import { browserRun } from '../support/browser-run';
import { hire } from './support/people';
import { expect, expectAccessible, expectNotWider, sameOrigin, signIn, test } from './support/test';

const words = reconciliation.es;

test('what differs is found, applied and adopted, and what needs somebody is decided', async ({ desk, simulator }) => {
  test.setTimeout(120_000);
  await simulator.notifications({ mode: 'none' });
  const charge = async (title: string): Promise<{ id: string; reference: string; scans: number[] }> => {
    const made = await desk.request.post('/api/v1/orders', {
      headers: { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() },
      data: { external_pos_id: 'S001P01', items: [{ title, unit_price: '4300', quantity: 1 }] },
    });
    const { id, external_reference: reference } = await made.json();
    const scans = [await simulator.scanOrder('S001P01'), await simulator.scanOrder('S001P01')];
    await simulator.pay(scans[0] ?? 0, 'approved');
    await desk.request.post(`/api/v1/orders/${id}/check`, { headers: sameOrigin() });
    return { id, reference, scans };
  };
  // Nobody looks at a closed order by itself: what happens to it now only reconciling finds.
  const twice = await charge('Torta');
  await simulator.pay(twice.scans[1] ?? 0, 'approved');
  const equal = await charge('Café');
  const orphan = `OTRA-${crypto.randomUUID().slice(0, 8)}`;
  await chargeElsewhere(orphan);
  await simulator.pay(await simulator.scanOrder('S001P02'), 'approved');

  await desk.goto('/reconciliation');
  await expectAccessible(desk);
  await desk.getByLabel(words.search.label).fill(`${twice.reference}\n${equal.reference}, ${orphan}`);
  await desk.getByRole('button', { name: words.search.submit }).click();
  await desk.waitForURL(/\/reconciliation\/[0-9a-f-]{36}$/);
  const rowOf = (text: string) => desk.locator('tr').filter({ hasText: text });
  await expect(rowOf(twice.reference)).toContainText(words.verdict.amount_differs, { timeout: 20_000 });
  await expect(rowOf(orphan)).toContainText(words.verdict.missing_here);
  // What is equal is counted, and shown to whoever asks for all.
  await expect(rowOf(equal.reference)).toHaveCount(0);
  await expectAccessible(desk);
  await expectNotWider(desk);

  await desk.getByRole('button', { name: words.apply.all }).click();
  await desk.getByRole('button', { name: words.apply.review }).click();
  const dialog = desk.getByRole('dialog', { name: words.apply.title });
  await expect(dialog).toContainText(status.es.exception.paid_over);
  await expectAccessible(desk);
  await dialog.getByRole('button', { name: words.apply.confirm.replace('{count}', '1') }).click();
  // What is applied needs nobody any more: it is beside what does.
  await expect(rowOf(twice.reference)).toHaveCount(0, { timeout: 20_000 });
  await desk.getByRole('link', { name: words.views.applied }).click();
  await expect(rowOf(twice.reference)).toContainText('Quedó:');
  const applied = await (await desk.request.get(`/api/v1/orders/${twice.id}`)).json();
  expect(applied).toMatchObject({ exception: 'paid_over', paid_amount: '8600.00' });

  await desk.getByRole('link', { name: words.views.different }).click();
  await rowOf(orphan).getByRole('link', { name: words.ledger.case }).click();
  await expect(desk.getByRole('heading', { name: orphan, level: 1 })).toBeVisible();
  await expectAccessible(desk);
  await desk.getByRole('button', { name: words.case.take }).click();
  await expect(desk.getByRole('button', { name: words.case.release })).toBeVisible();
  await desk.getByRole('button', { name: words.case.adopt }).click();
  await expect(desk.getByText(words.resolution.adopted).first()).toBeVisible({ timeout: 20_000 });
  await desk.getByRole('link', { name: words.case.order }).click();
  await expect(desk.getByText(status.es.order.closed).first()).toBeVisible();

  // The applied money left a decision: it waits in the queue until somebody takes it.
  await desk.goto('/reconciliation/exceptions');
  await expectAccessible(desk);
  await expectNotWider(desk);
  await rowOf(twice.reference).getByRole('link').first().click();
  await desk.getByLabel(words.case.howLabel).selectOption({ label: words.resolution.explained });
  await desk.getByRole('button', { name: words.case.resolve, exact: true }).click();
  await expect(desk.getByText(words.case.noteRequired)).toBeVisible();
  await desk.getByLabel(words.case.noteLabel).fill('Pagó dos veces, vuelve el martes');
  // Somebody else decides first: who was slower is told so, and keeps what they were writing.
  const colleague = await desk.context().newPage();
  await colleague.goto(desk.url());
  await colleague.getByLabel(words.case.noteLabel).fill('Llamar al cliente');
  await colleague.getByRole('button', { name: words.case.addNote }).click();
  await expect(colleague.getByText('Llamar al cliente')).toBeVisible();
  await colleague.close();
  await desk.getByRole('button', { name: words.case.resolve, exact: true }).click();
  await expect(desk.getByText(words.problem.gone)).toBeVisible();
  await expect(desk.getByLabel(words.case.noteLabel)).toHaveValue('Pagó dos veces, vuelve el martes');
  await desk.getByRole('button', { name: words.case.resolve, exact: true }).click();
  await expect(desk.getByRole('list').getByText('Pagó dos veces, vuelve el martes')).toBeVisible();
  await expect(desk.getByText(words.case.resolvedAs.replace('{resolution}', words.resolution.explained))).toBeVisible();
  await desk.goto('/reconciliation/exceptions');
  await expect(desk.getByRole('heading', { name: words.title, level: 1 })).toBeVisible();
  await expect(rowOf(twice.reference)).toHaveCount(0);
});

/** Money on the demonstration's account that another program charged. */
async function chargeElsewhere(reference: string): Promise<void> {
  const item = { title: 'Alfajor', unit_price: 3100, quantity: 1, unit_measure: 'unit', total_amount: 3100 };
  const slot = '/instore/qr/seller/collectors/100001/stores/S001/pos/S001P02/orders';
  const put = await fetch(browserRun.simulatorUrl + slot, {
    method: 'PUT',
    headers: {
      authorization: 'Bearer TEST-0000000000000001-000000-simulator-100001',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      external_reference: reference,
      title: 'Alfajor',
      description: 'Alfajor',
      total_amount: 3100,
      items: [item],
    }),
  });
  expect(put.status).toBe(204);
}

const books = ['/orders', '/notifications', '/reconciliation', '/reconciliation/exceptions', '/accounting/closed'];
/** Which of them each role may open. */
const opened = {
  accountant: books,
  cashier: ['/orders'],
  printer: [],
} as const satisfies Partial<Record<Role, readonly string[]>>;

test('whoever is not meant to see the books sees none of them, and no way there', async ({ browser }) => {
  for (const role of ['accountant', 'cashier', 'printer'] as const) {
    const person = await hire(role, 'Alguien Más');
    const context = await browser.newContext({ baseURL: browserRun.url, locale: 'es-AR' });
    try {
      const page = await context.newPage();
      await signIn(page, person);
      for (const path of books) {
        await page.goto(path);
        const isOpen = opened[role].some((known) => known === path);
        const refusal = page.getByText(/^Sin acceso a /);
        await expect(refusal, `${role} at ${path}`).toHaveCount(isOpen ? 0 : 1);
        const way = page.getByRole('navigation').locator(`a[href="${path}"]`);
        if (!isOpen) await expect(way, `${role} to ${path}`).toHaveCount(0);
      }
      const file = await context.request.get('/accounting/closed/export', { maxRedirects: 0 });
      expect(file.status()).toBe(role === 'accountant' ? 200 : 403);
    } finally {
      await context.close();
      await person.dismiss();
    }
  }
});
