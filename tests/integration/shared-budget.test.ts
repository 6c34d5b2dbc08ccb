import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAppProcess } from '../support/app-process';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';

let application: TestApplication;
let budget: typeof import('@/lib/services/request-budget');
let processes: typeof import('@/lib/services/live-processes');

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  budget = await import('@/lib/services/request-budget');
  processes = await import('@/lib/services/live-processes');
});
afterAll(async () => {
  await processes.endBeat();
  await application.close();
});

const sharers = () => 25 / budget.budgetShare().perSecond;

/** Beats until as many processes share the budget. */
const shareAmong = (count: number) =>
  eventually(async () => {
    await processes.beat();
    expect(sharers()).toBe(count);
  });

test('processes on one database share an account’s budget, and take over what one leaves or lets lie', async () => {
  await shareAmong(1);
  const others = await Promise.all(
    [1, 2].map(() => startAppProcess({ mercadopagoUrl: application.simulator.url, appUrl: application.url })),
  );
  for (const other of others) other.work();
  await shareAmong(3);
  await Promise.all(others.map((other) => other.kill()));
  const { sql } = application.services;
  await sql`update live_processes set seen_at = now() - interval '1 minute'`;
  await shareAmong(1);
  await processes.endBeat();
  expect(await sql`select 1 from live_processes`).toHaveLength(0);
});

test('a process takes no more than its part, and asks the database for nothing', async () => {
  budget.shareBudgets(5);
  const exchange = budget.withinBudget(
    async () => ({ kind: 'unanswered', wasSent: false, code: 'nobody_there' }),
    'an account that five share',
    'background',
  );
  const request = { method: 'GET', url: 'http://127.0.0.1:9', headers: {}, body: undefined, timeoutMs: 1, maxBytes: 1 };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: 13 }, () => exchange(request)));
  // Five at once, then five a second: eight more cannot be through before this.
  expect(performance.now() - startedAt).toBeGreaterThan(1_400);
  budget.shareBudgets(1);
});
