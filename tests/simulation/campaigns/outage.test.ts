import { afterAll, beforeAll, expect, test } from 'vitest';
import { openApplication, type TestApplication } from '../../support/application';
import { sendDeliveries } from '../../support/delivery-stream';
import { eventually } from '../../support/eventually';
import { type KillableDatabase, openKillableDatabase } from '../../support/killable-database';
import { openShop, readOrder, type Shop } from '../../support/shop';
import { campaignOption, percentile, reportFigures } from '../campaign';
import { untilNextSale } from '../stage';

/*
 * PostgreSQL is killed again and again under a stream of deliveries while sales are charged and paid: what was acknowledged
 * is there, nothing counts twice, and how long the first answer takes once the database is back.
 */

const KILLS = campaignOption('kills', 50);

let database: KillableDatabase;
let application: TestApplication;
let shop: Shop;

beforeAll(async () => {
  database = await openKillableDatabase();
  application = await openApplication();
  await application.services.bootstrap();
  shop = await openShop(application);
});
afterAll(async () => {
  await application.close();
  await database.close();
});

test('nothing that was acknowledged is lost, and no sale is wrong', async () => {
  const sales = paySales();
  const firstAnswersMs: number[] = [];
  const acknowledged: string[] = [];
  for (let kill = 1; kill <= KILLS; kill++) {
    const stream = sendDeliveries(`${application.url}${shop.notificationPath}`, `k${kill}`, { senders: 32 });
    const enough = 20 + ((kill * 37) % 400);
    await eventually(() => expect(stream.countOf(200)).toBeGreaterThan(enough), { withinMs: 60_000 });
    await database.kill();
    const killedAt = performance.now();
    await eventually(() => expect(stream.countOf(503)).toBeGreaterThan(5), { withinMs: 60_000 });
    const restartingAt = performance.now();
    await database.restart();
    const backAt = performance.now();
    const first = await eventually(
      () =>
        stream.answers.find(({ status, at }) => status === 200 && at > restartingAt) ?? expect.unreachable('none yet'),
      { withinMs: 60_000 },
    );
    firstAnswersMs.push(Math.max(0, first.at - backAt));
    await stream.stop();
    // What was on its way when it died may still be answered; later than that nobody may say yes.
    expect(
      stream.answers.filter(({ status, at }) => status === 200 && at > killedAt + 1_000 && at < restartingAt),
    ).toEqual([]);
    acknowledged.push(...stream.acknowledged());
    // Connections that were refused a moment ago still say so.
    const stored = await eventually(storedNames);
    const lost = acknowledged.filter((name) => !stored.has(name));
    reportFigures({
      kills: kill,
      of: KILLS,
      acknowledged: acknowledged.length,
      acknowledged_and_lost: lost.length,
      first_200_p50_ms: Math.round(percentile(firstAnswersMs, 0.5)),
      first_200_max_ms: Math.round(Math.max(...firstAnswersMs)),
    });
    expect(lost).toEqual([]);
  }
  const { made, wrong } = await sales.stop();
  expect(wrong).toEqual([]);
  const { checked, broken } = await application.services.verifyOrders();
  expect(broken).toEqual([]);
  expect(checked).toBeGreaterThanOrEqual(made);
});

/** Charges and pays one sale after the other, whatever the answers; in the end each is what its buyer did. */
function paySales() {
  let isStopping = false;
  const paid: string[] = [];
  const working = (async () => {
    while (!isStopping) {
      const answer = await shop.charge();
      // Without a database nothing is charged, and a till stays taken until the last sale is settled.
      expect([201, 409, 500, 503]).toContain(answer.status);
      if (answer.status === 201) {
        const { id } = readOrder(answer.json);
        await application.simulator.pay(await shop.scan(), 'approved');
        paid.push(id);
      }
      await untilNextSale(50);
    }
  })();
  return {
    stop: async () => {
      isStopping = true;
      await working;
      const wrong: string[] = [];
      for (const id of paid) {
        const order = await shop.becomes(id, { status: 'closed', paid_amount: '320.00' }, { withinMs: 60_000 });
        if (order.payments.length !== 1) wrong.push(id);
      }
      return { made: paid.length, wrong };
    },
  };
}

/** Every delivery of the streams that is in the inbox; each is there once. */
async function storedNames(): Promise<Set<string>> {
  const rows = await application.services.sql<{ name: string }[]>`
    select split_part(query, 'name=', 2) as name from notifications where query like '%name=%'`;
  expect(new Set(rows.map((row) => row.name)).size).toBe(rows.length);
  return new Set(rows.map((row) => row.name));
}
