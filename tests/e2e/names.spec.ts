import type { Page } from '@playwright/test';
import { namesOnPaper } from '../support/names-on-paper';
import { importPlaces } from './support/imported-places';
import { readers } from './support/readers';
import { expect, expectNotWider, signIn, test } from './support/test';

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
  for (const path of [`/pos/${first}P01/edit`, `/pos/${first}P01/unattended`]) await missingOn(path, []);
  for (const name of [nameOfTill, 'W'.repeat(44), 'مقهى السوق رقم ٣']) {
    await missingOn(`/till/${codes[names.indexOf(name)]}P01`, []);
    // What a stage cuts off is not seen by the page: a buyer has to scan the code in it.
    const stage = page.locator('section').filter({ has: page.getByRole('timer') });
    expect(await stage.evaluate((box) => box.scrollWidth - box.clientWidth), name.slice(0, 44)).toBe(0);
  }
  for (const path of ['/overview', '/orders', '/stickers', '/reconciliation', '/pos/many-tills'])
    await missingOn(path, []);
  expect(problems).toEqual([]);
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
