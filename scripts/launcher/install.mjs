import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { repairDriver } from './driver-repair.mjs';
import { root } from './environment.mjs';
import { Refusal, withProgress } from './progress.mjs';

/**
 * Installs the packages unless what is installed is what the lockfile says, and repairs the database driver also where it
 * was installed before we knew how or without scripts.
 *
 * @param {import('./children.mjs').Children} children
 * @param {{ withTests?: boolean }} [options] whether the packages that only tests need must be there too
 */
export async function ensureInstalled(children, { withTests = false } = {}) {
  if (!isInstalled(withTests)) await install(children);
  repairDriver();
}

/** @param {import('./children.mjs').Children} children */
async function install(children) {
  const [command, ...first] = npmCommand();
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--no-update-notifier'];
  await withProgress('installing packages', async () => {
    const { code, output } = await children.run(command, args, { cwd: root, env: installEnv() });
    if (code !== 0) throw new Refusal(`Installing the packages failed:\n${output.trimEnd()}`);
  });
}

/** npm keeps a lockfile of what it has installed; packages may have been deleted since. */
function isInstalled(withTests) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const present = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const found = present[folder];
    if (!found) return entry.optional || (entry.dev && !withTests);
    return found.version === entry.version && existsSync(path.join(root, folder, 'package.json'));
  });
}

function readPackages(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** The npm that runs us, or else the one on the path. */
function npmCommand() {
  const running = process.env.npm_execpath;
  return running && /npm-cli\.c?js$/.test(running) ? [process.execPath, running] : ['npm'];
}

function installEnv() {
  // NODE_ENV=production would leave out what the build needs.
  const { NODE_ENV: _, ...env } = process.env;
  if (hasWritableHome()) return env;
  return { ...env, npm_config_cache: path.join(os.tmpdir(), `mostrador-npm-${process.getuid?.()}`) };
}

function hasWritableHome() {
  try {
    accessSync(os.homedir(), constants.W_OK);
    return os.homedir() !== '';
  } catch {
    return false;
  }
}
