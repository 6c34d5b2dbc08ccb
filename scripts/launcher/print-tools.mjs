import { existsSync } from 'node:fs';
import path from 'node:path';
import { say, withProgress } from './progress.mjs';

/** Programs that read printed sheets back, which are not ours: a witness must not be the one who printed. */
const tools = ['pdftoppm', 'pdffonts', 'pdfinfo', 'pdftotext', 'zbarimg'];

/**
 * Makes poppler and zbar available to the tests, installing them where that can be done. Without them the tests that read
 * sheets back are left out, and a line says so.
 *
 * @param {import('./children.mjs').Children} children
 */
export async function ensurePrintTools(children) {
  if (hasPrintTools()) return;
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0)
    await withProgress('installing poppler and zbar', () => install(children));
  if (!hasPrintTools())
    say('! printed sheets are not read back: there is no poppler (poppler-utils) or no zbar (zbar-tools)');
}

export function hasPrintTools() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return tools.every((tool) => folders.some((folder) => existsSync(path.join(folder, tool))));
}

async function install(children) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lock = ['-o', 'DPkg::Lock::Timeout=120'];
  await children.run('apt-get', ['update', '-qq', ...lock], { env });
  const packages = ['poppler-utils', 'zbar-tools'];
  await children.run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...lock, ...packages], { env });
}
