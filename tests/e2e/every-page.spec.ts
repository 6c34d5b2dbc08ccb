import { expectLanguage } from './support/language';
import { expect, expectAccessible, expectNotWider, test } from './support/test';

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

const widths = [1440, 768, 360];

/*
 * A page is loaded once in each language, and then seen in every width and either scheme: words make lines break, a
 * finger makes buttons larger. Whether a page is accessible does not hang on its language: everything is asked once on a
 * desk and once on a phone, and contrast once more in the dark.
 */
const looks = [
  { language: 'es', hasTouch: false, askedWidth: 1440 },
  { language: 'pt', hasTouch: true, askedWidth: undefined },
  { language: 'en', hasTouch: true, askedWidth: 360 },
] as const;

for (const { language, hasTouch, askedWidth } of looks) {
  test.describe(language, () => {
    test.use({ language, hasTouch });

    test(`every page is accessible, fits every screen and speaks one language (${language})`, async ({ desk }) => {
      test.setTimeout(240_000);
      const problems: string[] = [];
      desk.on('pageerror', (error) => problems.push(String(error)));
      desk.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      for (const path of pages) {
        await desk.emulateMedia({ colorScheme: 'light' });
        await desk.goto(path);
        await expect(desk.locator('h1').first()).toBeVisible();
        await expect(desk.getByText('SIMULATOR').first()).toBeVisible();
        await expectLanguage(desk, language);
        for (const width of widths) {
          await desk.setViewportSize({ width, height: 900 });
          await expectNotWider(desk);
          if (width === askedWidth) {
            await expectAccessible(desk);
            await desk.emulateMedia({ colorScheme: 'dark' });
            await expectAccessible(desk, 'color-contrast');
          }
        }
      }
      expect(problems).toEqual([]);
    });
  });
}
