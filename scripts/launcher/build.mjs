import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './environment.mjs';
import { Refusal, say } from './progress.mjs';

/** Everything that a production build is made of. */
const sources = [
  'app',
  'db',
  'lib',
  'public',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

const output = path.join(root, '.next');
const stamp = path.join(output, 'mostrador-build.json');
const otherBuildMs = 300_000;

/**
 * Builds for production unless the build that is there was made of these very sources.
 *
 * @param {import('./children.mjs').Children} children
 */
export async function ensureBuilt(children) {
  const before = hashSources();
  if (isFresh(before)) return;
  await build(children);
  // What changed meanwhile may or may not be in it: then the next start builds again.
  if (hashSources() === before)
    writeFileSync(stamp, JSON.stringify({ sources: before, build: readIfThere(path.join(output, 'BUILD_ID')) }));
}

/** Whether a start would build first. */
export function isBuildStale() {
  return !isFresh(hashSources());
}

async function build(children) {
  const until = Date.now() + otherBuildMs;
  for (let attempt = 1; ; attempt += 1) {
    const { code, output: printed } = await runNextBuild(children);
    if (code === 0) return;
    if (/Another .*build.* is already running/.test(printed) && Date.now() < until) {
      if (attempt === 1) say('  … waiting for another build of this checkout');
      await delay(1000);
    } else if (/TurbopackInternalError/.test(printed) && attempt === 1) {
      // Its cache also keeps failures that had an outside reason: once more, from nothing.
      rmSync(output, { recursive: true, force: true });
    } else throw new Refusal(`The build failed:\n${printed.trimEnd()}`);
  }
}

function runNextBuild(children) {
  const next = createRequire(path.join(root, 'package.json')).resolve('next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' };
  return children.run(process.execPath, [next, 'build'], { cwd: root, env });
}

function isFresh(hash) {
  const buildId = readIfThere(path.join(output, 'BUILD_ID'));
  if (!buildId) return false;
  const made = JSON.parse(readIfThere(stamp) ?? '{}');
  return made.build === buildId && made.sources === hash;
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Contents, not times: a fresh clone, a restored cache and a switched branch all have misleading times. */
function hashSources() {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, source);
  return hash.digest('hex');
}

function addToHash(hash, name) {
  const file = path.join(root, name);
  if (!existsSync(file)) return;
  hash.update(`\0${name}\0`);
  const entries = listFolder(file);
  if (!entries) hash.update(readFileSync(file));
  else for (const entry of entries) addToHash(hash, `${name}/${entry}`);
}

function listFolder(file) {
  try {
    return readdirSync(file).sort();
  } catch {
    return undefined;
  }
}
