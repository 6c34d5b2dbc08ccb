import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/launcher/chromium.mjs';
import { settings } from './scripts/launcher/environment.mjs';
import { browserRun } from './tests/support/browser-run';

const chromium = await findChromium();
const isRoot = process.getuid?.() === 0;

/** Tests say `{ tag: '@phone' }` to be run on a phone as well. */
export default defineConfig({
  testDir: 'tests/e2e',
  // All tests share one app and one simulator.
  workers: 1,
  timeout: 60_000,
  forbidOnly: process.env.CI === 'true',
  reporter: 'list',
  use: {
    baseURL: browserRun.url,
    locale: 'es-AR',
    timezoneId: 'America/Argentina/Buenos_Aires',
    trace: 'retain-on-failure',
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
  webServer: {
    // The real thing: what `npm start` runs, on a production build.
    command: 'node scripts/start.mjs',
    env: {
      // A developer's .env must not reach the tests.
      ...Object.fromEntries(settings.map((name) => [name, ''])),
      PORT: browserRun.port,
      SIMULATOR_PORT: browserRun.simulatorPort,
      DATA_DIR: browserRun.dataDir,
      LOG_LEVEL: 'warn',
    },
    url: `${browserRun.url}/api/health`,
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
