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
  '/pos/new-till',
  '/pos/many-tills',
  '/pos/S001P01',
  '/pos/S001P02/unattended',
  '/till',
  '/till/S001P01',
  '/catalog',
  '/catalog/file',
  '/stickers',
  '/stickers/look',
  '/stickers/prints',
  '/stickers/scan',
  '/notifications',
  '/notifications?outcome=no_answer&from=2020-01-01',
  '/accounting/closed?period=month',
  '/reconciliation',
  '/reconciliation/exceptions',
  '/settings/mercadopago',
  '/settings/api-keys',
  '/settings/receipts',
  '/settings/till',
  '/settings/webhooks',
  '/settings/preferences',
];

/*
 * Every language and either scheme on both screens: words make lines break, schemes change contrast. Whether a page is
 * accessible does not hang on its language: everything is asked once on each screen, and contrast once more in the dark.
 */
const looks = [
  { language: 'es', colorScheme: 'light', asks: { desktop: 'everything', phone: 'nothing' }, tag: '@phone' },
  { language: 'es', colorScheme: 'dark', asks: { desktop: 'contrast', phone: 'nothing' } },
  { language: 'pt', colorScheme: 'light', asks: { desktop: 'nothing', phone: 'nothing' }, tag: '@phone' },
  { language: 'en', colorScheme: 'dark', asks: { desktop: 'nothing', phone: 'everything' }, tag: '@phone' },
] as const;

for (const look of looks) {
  const { language, colorScheme, asks } = look;
  const tag = 'tag' in look ? [look.tag] : [];
  test.describe(`${language}, ${colorScheme}`, () => {
    test.use({ language, colorScheme });

    test(
      `every page is accessible and fits its screen (${language}, ${colorScheme})`,
      { tag },
      async ({ desk }, { project }) => {
        test.setTimeout(240_000);
        const asked = asks[project.name === 'phone' ? 'phone' : 'desktop'];
        await desk.emulateMedia({ colorScheme });
        const problems: string[] = [];
        desk.on('pageerror', (error) => problems.push(String(error)));
        desk.on('console', (message) => {
          if (message.type() === 'error') problems.push(message.text());
        });
        for (const path of pages) {
          await desk.goto(path);
          await expect(desk.locator('h1').first()).toBeVisible();
          await expect(desk.getByText('SIMULATOR').first()).toBeVisible();
          if (asked === 'everything') await expectAccessible(desk);
          if (asked === 'contrast') await expectAccessible(desk, 'color-contrast');
          const isWide = await desk.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
          expect(isWide, `${path} scrolls sideways`).toBe(false);
        }
        expect(problems).toEqual([]);
      },
    );
  });
}
