import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Packages = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
const { dependencies, devDependencies }: Packages = JSON.parse(readFileSync('package.json', 'utf8'));

test('every dependency is pinned to one version', () => {
  const versions = Object.entries({ ...dependencies, ...devDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('every dependency has its reason in docs/dependencies.md, where it belongs, and nothing else has', () => {
  const [used = '', developed = ''] = readFileSync('docs/dependencies.md', 'utf8').split('## What only tests');
  const named = (part: string) => [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
  expect(named(used)).toEqual(Object.keys(dependencies));
  expect(named(developed)).toEqual(Object.keys(devDependencies));
});

test('the lockfile names the packages of every platform, so that npm ci accepts it anywhere', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/complete-lock.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('the lockfile names no registry', () => {
  expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
});
