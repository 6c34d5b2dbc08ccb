import type { Page } from '@playwright/test';
import { namesOnPaper } from '../support/names-on-paper';
import { importPlaces } from './support/imported-places';
import { readers } from './support/readers';
import { expect, expectNotWider, sameOrigin, signIn, test } from './support/test';

const phone = readers.find(({ width }) => width === 360)?.screen ?? {};

test.use({ ...phone });

test('five hundred names from Mercado Pago’s panel are only text on every page that shows them, and fit a phone', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const names = namesOnPaper();
  expect(names).toHaveLength(500);
  const { owner, codes } = await importPlaces(names);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`${page.url()} ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${page.url()} ${message.text()}`);
  });
  await signIn(page, owner);

  /** Opens a page and gives the names among these that are not on it as they are. */
  const missingOn = async (path: string, wanted: readonly string[]) => {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(page.locator('h1').first()).toBeVisible();
    await expectNotWider(page);
    await expectOnlyText(page);
    return page.evaluate(findMissing, wanted);
  };
  const missing = new Set(names);
  for (let number = 1; number <= names.length / 100; number++) {
    const left = await missingOn(`/pos?page=${number}`, [...missing]);
    missing.clear();
    for (const name of left) missing.add(name);
  }
  expect([...missing]).toEqual([]);
  for (const path of ['/stores', '/till', '/stores/at-mercado-pago']) {
    const found = names.length - (await missingOn(path, names)).length;
    expect(found, path).toBeGreaterThanOrEqual(100);
  }
  const [first = ''] = codes;
  const [nameOfTill = '', nameOfStore = ''] = names;
  expect(await missingOn(`/stores/${first}`, [nameOfStore, nameOfTill])).toEqual([]);
  expect(await missingOn(`/pos/${first}P01`, [nameOfTill])).toEqual([]);
  for (const path of [`/till/${first}P01`, `/pos/${first}P01/edit`, `/pos/${first}P01/unattended`])
    await missingOn(path, []);
  for (const path of ['/overview', '/orders', '/stickers', '/reconciliation', '/pos/many-tills'])
    await missingOn(path, []);
  expect(problems).toEqual([]);
});

test('a till whose name is one long word keeps the amount and the code that its buyer scans on a phone’s screen', async ({
  desk,
  ownStore,
}) => {
  const code = ownStore.tills[0]?.code ?? '';
  const headers = { ...sameOrigin(), 'idempotency-key': crypto.randomUUID() };
  const renamed = await desk.request.patch(`/api/v1/pos/${code}`, { headers, data: { name: 'W'.repeat(44) } });
  expect(renamed.status(), await renamed.text()).toBe(200);
  const data = { external_pos_id: code, items: [{ title: 'Café', unit_price: '1234567.89', quantity: 3 }] };
  expect((await desk.request.post('/api/v1/orders', { headers, data })).status()).toBe(201);
  await desk.goto(`/till/${code}`);
  const stage = desk.locator('section').filter({ has: desk.getByRole('timer') });
  await expect(stage).toBeVisible();
  // The stage cuts off what is wider, so that the page does not notice.
  expect(await stage.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  const sticker = await stage.getByRole('img').last().boundingBox();
  expect(sticker?.width).toBeGreaterThan(90);
  expect((sticker?.x ?? -1) >= 0 && (sticker?.x ?? 0) + (sticker?.width ?? 0) <= 360).toBe(true);
});

/**
 * Nothing that a name could have made: no script of a name ran, nothing has an attribute that names try to write, and one
 * that is written from the right turns nothing around that stands beside it.
 */
async function expectOnlyText(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'hacked' in window), page.url()).toBe(false);
  await expect(page.locator('[onerror], [onload], img[src="x"], a[href^="javascript:"]')).toHaveCount(0);
  expect(await page.evaluate(findTurning), page.url()).toEqual([]);
}

/** Texts written from the right that stand in a line with others without being set apart. */
function findTurning(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { display, unicodeBidi } = getComputedStyle(node.parentElement ?? document.body);
    if (/[\u0590-\u08ff]/.test(node.nodeValue ?? '') && display === 'inline' && unicodeBidi === 'normal')
      found.push(`${node.parentElement?.tagName} ${node.nodeValue}`);
  }
  return found;
}

/** Which of these is no whole piece of text on the page. */
function findMissing(wanted: readonly string[]): string[] {
  // What browsers make of the ends of lines in any document.
  const plain = (text: string) => text.replace(/\r\n?/g, '\n');
  const texts = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.add(plain(node.nodeValue ?? ''));
  return wanted.filter((name) => !texts.has(plain(name)));
}
