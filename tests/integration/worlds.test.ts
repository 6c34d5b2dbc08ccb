import { afterAll, beforeAll, expect, test } from 'vitest';
import { playWorldsWithDatabase } from '../simulation/worlds-with-database';
import { openApplication, type TestApplication } from '../support/application';

/* A sample of S2, always the same worlds; `npm run simulate -- s2` plays others. */

let application: TestApplication;

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
});
afterAll(() => application.close());

test('in twelve worlds with a real database no order says more than buyers did, and in the end it says the same', async () => {
  const failure = await playWorldsWithDatabase(application, { worlds: 12, seed: 20_261_121 });
  expect(failure, failure ?? '').toBeNull();
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThan(12);
  // Or nothing was shown about them.
  const [made] = await application.services.sql`
    select count(*) filter (where status = 'approved') > 0 as refunds, (select count(*) from receipt_prints) > 0 as receipts
    from refunds`;
  expect(made).toEqual({ refunds: true, receipts: true });
}, 90_000);
