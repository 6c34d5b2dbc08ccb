import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settings } from '../launcher/environment.mjs';
import type { Options } from './command';
import { printCampaign, progress } from './report';

const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * Runs a campaign that needs a database, the simulator and processes of the application: a file of `tests/simulation/campaigns`,
 * with what the integration tests have. Its options reach it as `CAMPAIGN_…`; the figures that it writes as it goes are its
 * progress, and the last of them its result. One that plays by chance is given its seed here, so that it is always printed.
 */
export async function runCampaign(
  file: string,
  given: Options,
  { name = file, hasSeed = false } = {},
): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mostrador-campaign-'));
  const figures = path.join(folder, 'figures.json');
  const options = hasSeed ? { seed: String(Date.now() % 2 ** 31), ...given } : given;
  const again = [
    'npm run simulate --',
    name,
    ...Object.entries(options).map(([option, value]) => `--${option} ${value}`),
  ];
  process.stderr.write(`${again.join(' ')}\n`);
  const asked = Object.entries(options).map(([option, value]) => [`CAMPAIGN_${option.toUpperCase()}`, value]);
  const child = spawn(
    path.join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--project', 'campaign', `tests/simulation/campaigns/${file}.test.ts`],
    {
      cwd: root,
      env: {
        ...process.env,
        // What a developer's shell or .env sets must not reach it.
        ...Object.fromEntries(settings.map((setting: string) => [setting, ''])),
        ...Object.fromEntries(asked),
        CAMPAIGN_FIGURES: figures,
        NODE_ENV: 'test',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const telling = setInterval(() => progress(`${name}: ${toText(readFigures(figures))}`), 1_000);
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  clearInterval(telling);
  if (code !== 0) process.stdout.write(`Again: ${again.join(' ')}\n`);
  printCampaign(name, { ...readFigures(figures), failures: code === 0 ? 0 : 1 });
  rmSync(folder, { recursive: true, force: true });
  return code === 0;
}

function readFigures(file: string): Record<string, string | number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not written yet, or just being written.
    return {};
  }
}

function toText(figures: Record<string, string | number>): string {
  const told = Object.entries(figures).map(([what, figure]) => `${what} ${figure}`);
  return told.length === 0 ? 'getting ready' : told.join(', ');
}
