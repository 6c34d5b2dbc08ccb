import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../../support/application';
import { campaignOption, campaignWords, reportFigures } from '../campaign';
import { playWorldsWithDatabase } from '../worlds-with-database';

/* S2: worlds of the services with a real PostgreSQL. */

const WORLDS = campaignOption('worlds', 5_000);
const SEED = campaignOption('seed', 1);

let application: TestApplication;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
});
afterAll(() => application.close());

test('no world breaks anything', async () => {
  const begun = performance.now();
  const failure = await playWorldsWithDatabase(application, {
    worlds: WORLDS,
    seed: SEED,
    path: campaignWords('path'),
    onWorld: (worlds) => {
      const seconds = Math.round((performance.now() - begun) / 1000);
      reportFigures({ worlds, of: WORLDS, seed: SEED, seconds });
    },
  });
  expect(failure, failure ?? '').toBeNull();
  const [given] = await application.services.sql<{ refunds: number; receipts: number }[]>`
    select (select count(*)::int from refunds where status = 'approved') as refunds,
      (select count(*)::int from receipt_prints) as receipts`;
  reportFigures({ worlds: WORLDS, seed: SEED, seconds: Math.round((performance.now() - begun) / 1000), ...given });
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThanOrEqual(WORLDS);
});
