import type { Page } from '@playwright/test';
import type { Locale } from '../../../lib/i18n/locales';
import { charge } from '../../../lib/i18n/messages/charge';
import { till } from '../../../lib/i18n/messages/till';
import { expect } from './test';

/** The till as a cashier uses it: by its keys and its words. */
export function tillOf(page: Page, language: Locale = 'es') {
  const words = charge[language];
  return {
    words,
    open: async (externalPosId: string) => {
      await page.goto(`/till/${externalPosId}`);
      // The page is drawn before it listens to keys: it is open once a key shows, and is taken back.
      await expect(async () => {
        await page.keyboard.press('7');
        await expect(page.getByText(till[language].build.nothing)).toHaveCount(0, { timeout: 500 });
      }).toPass();
      for (let key = 0; key < 8; key++) await page.keyboard.press('Backspace');
      await expect(page.getByText(till[language].build.nothing)).toBeVisible();
    },
    /** Types minor units as on a card terminal and charges them. */
    charge: async (digits: string) => {
      for (const digit of digits) await page.keyboard.press(digit);
      await page.keyboard.press('Enter');
      await expect(page.getByText(words.waiting.title, { exact: true })).toBeVisible();
    },
    waits: () => expect(page.getByText(words.waiting.title, { exact: true })).toBeVisible(),
    isPaid: () => expect(page.getByText(words.paid.title, { exact: true }).first()).toBeVisible({ timeout: 20_000 }),
    isNotPaid: () => expect(page.getByText(words.paid.title, { exact: true })).toHaveCount(0),
    isRejected: () =>
      expect(page.getByText(words.rejected.title, { exact: true }).first()).toBeVisible({ timeout: 20_000 }),
  };
}
