import { expect, expectAccessible, test } from './support/test';

// The pages are only looked at: both workers share them.
test.describe.configure({ mode: 'parallel' });

const pages = [
  '/overview',
  '/orders',
  '/stores',
  '/stores/S001',
  '/stores/new-store',
  '/pos',
  '/pos/many-tills',
  '/pos/S001P01',
  '/pos/S001P02/unattended',
  '/till',
  '/till/S001P01',
  '/reconciliation',
  '/reconciliation/exceptions',
  '/settings/mercadopago',
  '/settings/webhooks',
  '/settings/preferences',
];

/* On a wide screen every pair; on a phone every language and either scheme, because words make lines break, not colours. */
const looks = [
  { language: 'es', colorScheme: 'light' },
  { language: 'es', colorScheme: 'dark', tag: '@phone' },
  { language: 'pt', colorScheme: 'light', tag: '@phone' },
  { language: 'pt', colorScheme: 'dark' },
  { language: 'en', colorScheme: 'light' },
  { language: 'en', colorScheme: 'dark', tag: '@phone' },
] as const;

for (const look of looks) {
  const { language, colorScheme } = look;
  const tag = 'tag' in look ? [look.tag] : [];
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ language, colorScheme });

    test(`every page is accessible and fits its screen (${language}, ${colorScheme})`, { tag }, async ({ desk }) => {
      test.setTimeout(120_000);
      await desk.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const problems: string[] = [];
      desk.on('pageerror', (error) => problems.push(String(error)));
      desk.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      for (const path of pages) {
        await desk.goto(path);
        await expect(desk.locator('h1').first()).toBeVisible();
        await expect(desk.getByText('SIMULATOR').first()).toBeVisible();
        await expectAccessible(desk);
        const isWide = await desk.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(isWide, `${path} scrolls sideways`).toBe(false);
      }
      expect(problems).toEqual([]);
    });
  });
}
