import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Options } from './command';
import { type PlantedBug, plantedBugs } from './planted-bugs';
import { printCampaign, progress } from './report';

const root = path.resolve(import.meta.dirname, '..', '..');

/**
 * Plants one bug after the other in a copy of the tree and runs the fast tests that are named for it: each must fail. The
 * tree itself is never touched. `--only` plants those whose name contains a text.
 */
export async function plantBugs(options: Options): Promise<boolean> {
  const wanted = plantedBugs.filter((bug) => bug.name.includes(options.only ?? ''));
  const begun = performance.now();
  const copy = copyTree();
  const survivors: string[] = [];
  try {
    for (const [place, bug] of wanted.entries()) {
      progress(`mutate: ${place + 1} of ${wanted.length}, ${bug.name}`);
      const file = path.join(copy, bug.file);
      const right = readFileSync(file, 'utf8');
      writeFileSync(file, plant(right, bug));
      const failure = await firstFailure(copy, bug);
      if (failure === null) survivors.push(bug.name);
      process.stdout.write(`${failure === null ? 'not caught' : 'caught'}: ${bug.name} (${failure ?? bug.file})\n`);
      writeFileSync(file, right);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  printCampaign('mutate', {
    planted: wanted.length,
    caught: wanted.length - survivors.length,
    seconds: Math.round((performance.now() - begun) / 1000),
  });
  return survivors.length === 0;
}

/** The file with its bug. Throws when the code has moved: then the bug must move along. */
export function plant(source: string, { name, file, find, replace }: PlantedBug): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new Error(`the planted bug "${name}" fits ${parts.length - 1} places of ${file}, not one: take it along`);
  return parts.join(replace);
}

function copyTree(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'mostrador-mutate-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter((name) => name !== '')) {
    mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    cpSync(path.join(root, file), path.join(copy, file));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  return copy;
}

/**
 * The first test that failed and why, so that a reader sees that it failed of the bug; null when none did. A run that could
 * not even begin proves nothing and throws.
 */
async function firstFailure(copy: string, bug: PlantedBug): Promise<string | null> {
  const report = path.join(copy, 'report.json');
  rmSync(report, { force: true });
  const filter = bug.only ? ['-t', escaped(bug.only)] : [];
  const args = [
    'run',
    '--project',
    bug.suite,
    '--bail',
    '1',
    '--reporter=json',
    `--outputFile=${report}`,
    ...filter,
    ...bug.tests,
  ];
  const child = spawn(path.join(copy, 'node_modules', '.bin', 'vitest'), args, {
    cwd: copy,
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: '' },
    stdio: 'ignore',
  });
  await new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
  const tests = readReport(report).filter(({ status }) => status === 'failed' || status === 'passed');
  if (tests.length === 0) throw new Error(`no test ran for "${bug.name}"`);
  const failed = tests.find(({ status }) => status === 'failed');
  return failed ? `${failed.title}: ${failed.failureMessages[0]?.split('\n')[0] ?? ''}` : null;
}

function readReport(file: string) {
  const { testResults } = reports.parse(JSON.parse(readFileSync(file, 'utf8')));
  return testResults.flatMap(({ assertionResults }) => assertionResults);
}

const reports = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({ status: z.string(), title: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
