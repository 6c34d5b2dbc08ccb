import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './environment.mjs';
import { Refusal, withProgress } from './progress.mjs';

/** Debian's, best first: the shell is the same browser without its windows, and takes 0.6 of the processor time. */
const packages = ['chromium-headless-shell', 'chromium'];

const systemPlaces = [
  ...packages.map((name) => `/usr/bin/${name}`),
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/**
 * The browser that tests drive: the one that CHROMIUM_PATH names, the system's, or the one that Playwright keeps.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Refusal(
      `CHROMIUM_PATH is ${JSON.stringify(named)}: expected the path of a Chromium or Chrome executable`,
    );
  }
  const system = systemPlaces.find((place) => existsSync(place));
  if (system) return system;
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * Finds a browser, or installs one: root on Debian from the system's packages, anybody else from Playwright's builds.
 *
 * @param {import('./children.mjs').Children} children
 * @returns {Promise<string>}
 */
export async function ensureChromium(children) {
  const found = await findChromium();
  if (found) return found;
  await withProgress('installing Chromium', () => install(children));
  const installed = await findChromium();
  if (!installed) throw new Refusal('There is no Chromium and none could be installed: set CHROMIUM_PATH to one');
  return installed;
}

async function install(children) {
  if (isDebian() && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const lock = ['-o', 'DPkg::Lock::Timeout=120'];
    await children.run('apt-get', ['update', '-qq', ...lock], { env });
    for (const name of packages) {
      const install = ['install', '-y', '-qq', '--no-install-recommends', ...lock, name];
      const { code } = await children.run('apt-get', install, { env });
      if (code === 0) return;
    }
  }
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  await children.run(process.execPath, [cli, 'install', 'chromium'], { cwd: root });
}

/** Not Ubuntu, whose package of that name only points to a snap. */
function isDebian() {
  const file = '/etc/os-release';
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, 'utf8'));
}
