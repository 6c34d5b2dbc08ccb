import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './install.mjs';
import { Refusal, say, withProgress } from './progress.mjs';
import { createSupervisor } from './supervisor.mjs';
import { createTestSteps } from './test-steps.mjs';

/**
 * Runs all the tests, the quick ones (`check`), or one suite with the runner's own filters behind it; ends with one line
 * that counts them, and with an exit code other than 0 when something failed.
 *
 * @param {string | undefined} suite
 * @param {string[]} filters
 */
export async function runTests(suite, filters) {
  const supervisor = createSupervisor();
  supervisor.stopOnSignals(130);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mostrador-results-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  try {
    const { children } = supervisor;
    const plan = plans[suite ?? 'all'];
    if (!plan) throw new Refusal(`usage: npm test [-- ${Object.keys(plans).join(' | ')}]`);
    await ensureInstalled(children, { withTests: true });
    const outcomes = [];
    const step = async (name, work) => {
      const outcome = await withProgress(name, work);
      // While everything is being stopped everything fails: that is no news.
      if (outcome.failed > 0 && !supervisor.isStopping()) say(`\n✗ ${name}\n\n${outcome.output.trimEnd()}\n`);
      outcomes.push(outcome);
    };
    await plan({ steps: createTestSteps({ children, folder }), step, filters });
    if (!supervisor.isStopping()) await supervisor.stop(sayCount(outcomes) > 0 ? 1 : 0);
  } catch (error) {
    supervisor.fail(error);
  }
}

// On two cores the build and the quick tests share the time well; what follows keeps both busy by itself.
const plans = {
  async all({ steps, step }) {
    await Promise.all([
      (async () => {
        await step('format and lint', steps.format);
        await step('unit tests', () => steps.vitest('unit'));
      })(),
      (async () => {
        await step('production build', steps.build);
        // The build empties the folder that the generated types are in.
        await step('types', steps.types);
      })(),
    ]);
    await step('integration tests', () => steps.vitest('integration'));
    await step('browser tests', () => steps.playwright());
  },
  async check({ steps, step }) {
    await step('format and lint', steps.format);
    await step('types', steps.types);
    await step('unit tests', () => steps.vitest('unit'));
  },
  async unit({ steps, step, filters }) {
    await step('unit tests', () => steps.vitest('unit', filters));
  },
  async integration({ steps, step, filters }) {
    await step('production build', steps.build);
    await step('integration tests', () => steps.vitest('integration', filters));
  },
  async e2e({ steps, step, filters }) {
    await step('production build', steps.build);
    await step('browser tests', () => steps.playwright(filters));
  },
};

/** The one line that people and machines read; answers how many failed. */
function sayCount(outcomes) {
  const total = (name) => outcomes.reduce((sum, outcome) => sum + outcome[name], 0);
  const skipped = total('skipped');
  say(`${total('passed')} passed, ${total('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return total('failed');
}
