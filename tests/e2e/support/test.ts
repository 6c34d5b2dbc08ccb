import AxeBuilder from '@axe-core/playwright';
import { type APIRequestContext, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Locale } from '../../../lib/i18n/locales';
import { settings } from '../../../lib/i18n/messages/settings';
import { browserRun, demoSignIn } from '../../support/browser-run';
import { closeStore, type OwnStore, openStore } from './own-store';
import { demoToken, type SimulatorControls, simulatorControls } from './simulator-controls';

type Fixtures = {
  /** The simulator, calm again after the test. */
  simulator: SimulatorControls;
  /** A page of somebody who is signed in as the demonstration's owner; orders left open are canceled afterwards. */
  desk: Page;
  /** Language of the signed-in pages. */
  language: Locale;
  /** A store of this test alone, out of service afterwards. */
  ownStore: OwnStore;
};

type OwnerState = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Tests with the states that they begin in. */
export const test = base.extend<Fixtures, { ownerState: OwnerState }>({
  language: ['es', { option: true }],
  ownerState: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ baseURL: browserRun.url });
      const page = await context.newPage();
      await signIn(page, demoSignIn());
      await use(await context.storageState());
      await context.close();
    },
    { scope: 'worker' },
  ],
  simulator: async ({ browserName: _needed }, use) => {
    const controls = simulatorControls();
    await controls.calm();
    await use(controls);
    await controls.calm();
  },
  desk: async ({ browser, ownerState, language, viewport, simulator: _calm }, use) => {
    const context = await browser.newContext({ baseURL: browserRun.url, storageState: ownerState, viewport });
    await context.addCookies([{ name: 'locale', value: language, url: browserRun.url }]);
    await use(await context.newPage());
    await cancelWhatIsOpen(context.request);
    await context.close();
  },
  ownStore: async ({ desk }, use) => {
    const store = await openStore(desk.request);
    await use(store);
    await cancelWhatIsOpen(desk.request);
    await closeStore(desk.request, store);
  },
});

export { expect };

export async function signIn(page: Page, person: { email: string; password: string }): Promise<void> {
  await page.goto('/login');
  await page.locator('#email').fill(person.email);
  await page.locator('#password').fill(person.password);
  await page.locator('#password').press('Enter');
  // Where the desk begins depends on the role.
  await page.waitForURL(({ pathname }) => pathname !== '/' && pathname !== '/login');
}

/** Pastes the account's token in the settings, as its owner does. */
export async function connectAgain(desk: Page): Promise<void> {
  await desk.goto('/settings/mercadopago');
  await desk.locator('#access_token').fill(demoToken);
  await desk.getByRole('button', { name: settings.es.mercadoPago.submit }).click();
  await expect(desk.getByText(settings.es.mercadoPago.connected)).toBeVisible();
}

/** Fails with every accessibility violation on the page, by rule and element; of all rules, or of one alone. */
export async function expectAccessible(page: Page, rule?: 'color-contrast'): Promise<void> {
  // No page is looked at with frames of others in it, so nothing is gathered in a page apart; what passes needs no names.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rule ? axe.withRules(rule) : axe).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

/** Fails when the page has to be scrolled sideways. */
export async function expectNotWider(page: Page): Promise<void> {
  // A phone's browser makes what it calls a window as wide as what overflows it; its screen stays.
  const content = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(content, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
}

/** A call of the API as the page itself would make it. */
export function sameOrigin(): Record<string, string> {
  return { origin: browserRun.url };
}

async function cancelWhatIsOpen(request: APIRequestContext): Promise<void> {
  for (const status of ['draft', 'opened']) {
    const list: { results: { id: string }[] } = await (await request.get(`/api/v1/orders?status=${status}`)).json();
    for (const { id } of list.results) await request.post(`/api/v1/orders/${id}/cancel`, { headers: sameOrigin() });
  }
}
