import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { pos } from '../../lib/i18n/messages/pos';
import { stickers } from '../../lib/i18n/messages/stickers';
import { browserRun } from '../support/browser-run';
import { hire } from './support/people';
import { expect, sameOrigin, signIn, test } from './support/test';

const { es: words } = stickers;

test('who may not change tills neither makes stickers void nor says who charges, though their browser sends the same forms', async ({
  desk,
  ownStore,
  browser,
}) => {
  const till = ownStore.tills[0]?.code ?? '';
  const printed = await desk.request.post('/api/v1/stickers', {
    headers: sameOrigin(),
    data: { external_pos_ids: [till], template: 'sticker', paper: 'a4' },
  });
  expect(printed.status()).toBe(200);
  const printer = await hire('printer', 'Pilar Printer');
  const context = await browser.newContext({ baseURL: browserRun.url });
  try {
    await signIn(await context.newPage(), printer);
    const code = `S${Number(ownStore.code.slice(1))}-C01-v1`;
    const sticker = desk.getByRole('listitem').filter({ hasText: code });
    const makeVoid = desk.getByRole('button', { name: words.pos.voidTitle.replace('{code}', code) });
    await desk.goto(`/pos/${till}`);
    await makeVoid.click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('combobox').selectOption('lost');
    const voiding = await formSentBy(desk, dialog.getByRole('button', { name: words.pos.void, exact: true }));

    await desk.goto(`/pos/${till}`);
    await desk.getByLabel(pos.es.chargers.some).check();
    const form = desk.locator('form').filter({ has: desk.getByLabel(pos.es.chargers.some) });
    const charging = await formSentBy(desk, form.getByRole('button', { name: pos.es.chargers.save, exact: true }));

    expect(await send(context.request, voiding)).not.toBe(200);
    expect(await send(context.request, charging)).not.toBe(200);
    await desk.goto(`/pos/${till}`);
    await expect(makeVoid).toBeVisible();
    await expect(desk.getByLabel(pos.es.chargers.everybody)).toBeChecked();

    // The very same forms do it for somebody who may.
    expect(await send(desk.request, voiding)).toBe(200);
    expect(await send(desk.request, charging)).toBe(200);
    await desk.goto(`/pos/${till}`);
    await expect(sticker.getByText(words.pos.state.voided, { exact: true })).toBeVisible();
    await expect(desk.getByLabel(pos.es.chargers.some)).toBeChecked();
  } finally {
    await context.close();
    await printer.dismiss();
  }
});

type SentForm = { readonly url: string; readonly headers: Record<string, string>; readonly data: Buffer };

/** What a button would send to the server; it does not get there. */
async function formSentBy(page: Page, button: Locator): Promise<SentForm> {
  const sending = page.waitForRequest((request) => request.method() === 'POST' && 'next-action' in request.headers());
  const isForm = (url: URL) => url.pathname.startsWith('/pos/');
  await page.route(isForm, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await button.click();
  const request = await sending;
  await page.unroute(isForm);
  const { 'next-action': action = '', 'content-type': type = '' } = request.headers();
  const headers = { 'next-action': action, 'content-type': type, accept: 'text/x-component', ...sameOrigin() };
  return { url: request.url(), headers, data: request.postDataBuffer() ?? Buffer.alloc(0) };
}

async function send(as: APIRequestContext, { url, headers, data }: SentForm): Promise<number> {
  return (await as.post(url, { headers, data })).status();
}
