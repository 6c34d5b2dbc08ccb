import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { settings } from '../launcher/environment.mjs';
import type { Options } from '../simulate';
import { printCampaign } from './report';

const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * Runs a campaign that needs a database, the simulator and processes of the application: a file of `tests/simulation/campaigns`,
 * with what the integration tests have. Its options reach it as `CAMPAIGN_…`, and it answers figures.
 */
export async function runCampaign(file: string, options: Options, name = file): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mostrador-campaign-'));
  const figures = path.join(folder, 'figures.json');
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
  const code = await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  printCampaign(name, { ...readFigures(figures), failures: code === 0 ? 0 : 1 });
  rmSync(folder, { recursive: true, force: true });
  return code === 0;
}

function readFigures(file: string): Record<string, string | number> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
