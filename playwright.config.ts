import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/launcher/chromium.mjs';
import { settings } from './scripts/launcher/environment.mjs';
import { browserRun, desks } from './tests/support/browser-run';

const chromium = await findChromium();
const isRoot = process.getuid?.() === 0;

/** Tests say `{ tag: '@phone' }` to be run on a phone as well. */
export default defineConfig({
  testDir: 'tests/e2e',
  // Each with an app and a simulator of its own, which its tests use one after the other.
  workers: desks.length,
  timeout: 60_000,
  // Two browsers and two desks share two cores.
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  reporter: 'list',
  use: {
    baseURL: browserRun.url,
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    // Recording every step costs a seventh of the time; whoever needs it says `--trace retain-on-failure`.
    trace: 'off',
    // A drawn pulse costs a quarter of a core for as long as a till waits.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: [
        // Its sandbox refuses root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
    },
  ],
  webServer: desks.map(({ port, simulatorPort, dataDir }) => ({
    // The real thing: what `npm start` runs, on a production build.
    command: 'node scripts/start.mjs',
    env: {
      // A developer's .env must not reach the tests.
      ...Object.fromEntries(settings.map((name) => [name, ''])),
      PORT: port,
      SIMULATOR_PORT: simulatorPort,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
    },
    url: `http://localhost:${port}/api/health`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  })),
});
