import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { root, settings } from './environment.mjs';
import { ensurePrintTools } from './print-tools.mjs';
import { Refusal } from './progress.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} output what to show when something failed
 */

/**
 * The steps of `npm test`. Each resolves with what it counted; none throws for a test that fails.
 *
 * @param {{ children: import('./children.mjs').Children, folder: string }} place where results are written
 */
export function createTestSteps({ children, folder }) {
  mkdirSync(folder, { recursive: true });
  // What a developer's shell or .env sets must not reach the tests.
  const env = {
    ...process.env,
    ...Object.fromEntries(settings.map((name) => [name, ''])),
    NEXT_TELEMETRY_DISABLED: '1',
    ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  };
  const tool = (name) => path.join(root, 'node_modules', '.bin', name);
  const run = (name, args, more = {}, options = {}) =>
    children.run(tool(name), args, { ...options, cwd: root, env: { ...env, ...more } });

  async function format() {
    return asOne(await run('biome', ['check', '.', '--error-on-warnings']));
  }

  async function types() {
    const generated = await run('next', ['typegen']);
    return asOne(generated.code === 0 ? await run('tsc', ['--noEmit']) : generated);
  }

  async function build() {
    try {
      await ensureBuilt(children);
      return { passed: 1, failed: 0, skipped: 0, output: '' };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return failure(error.message);
    }
  }

  /** @param {'unit' | 'integration'} project @param {string[]} [filters] */
  async function vitest(project, filters = []) {
    const file = path.join(folder, `${project}.json`);
    if (project === 'integration') await ensurePrintTools(children);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code, output } = await run('vitest', ['run', '--project', project, ...reporters, ...filters], {
      NODE_ENV: 'test',
    });
    const report = readReport(file);
    if (!report) return failure(output);
    // A file that could not even be loaded has no test that failed.
    const broken = report.testResults.filter(
      (each) => each.status === 'failed' && each.assertionResults.every((one) => one.status !== 'failed'),
    );
    return counted({
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
      code,
      output,
    });
  }

  /** @param {string[]} [filters] */
  async function playwright(filters = []) {
    const file = path.join(folder, 'e2e.json');
    let chromium;
    try {
      chromium = await ensureChromium(children);
    } catch (error) {
      if (error instanceof Refusal) return failure(error.message);
      throw error;
    }
    const { code, output } = await run(
      'playwright',
      ['test', '--reporter=line,json', ...filters],
      { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      // At any other signal it leaves the apps behind that it started.
      { stopSignal: 'SIGINT' },
    );
    const report = readReport(file);
    if (!report) return failure(output);
    const { expected, unexpected, flaky, skipped } = report.stats;
    return counted({ passed: expected, failed: unexpected + flaky, skipped, code, output });
  }

  return { format, types, build, vitest, playwright };
}

/** A run that says no without a test that failed has failed all the same. */
function counted({ passed, failed, skipped, code, output }) {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, output };
}

function asOne({ code, output }) {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, output } : failure(output);
}

function failure(output) {
  return { passed: 0, failed: 1, skipped: 0, output };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
