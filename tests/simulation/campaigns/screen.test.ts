import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../../support/eventually';
import { type LiveReader, readLive } from '../../support/live-reader';
import { readOrder, tills } from '../../support/shop';
import { campaignOption, percentile, reportFigures } from '../campaign';
import { openStage, type Stage } from '../stage';

/* From the buyer's payment to the green screen, with many screens open: notification, look, commit, live stream. */

const STREAMS = campaignOption('streams', 200);
const SALES = campaignOption('sales', 50);

let stage: Stage;
let screens: LiveReader[];

beforeAll(async () => {
  stage = await openStage({ isNotified: true });
  const { cookie } = await stage.shop.signIn('cashier');
  screens = await Promise.all(Array.from({ length: STREAMS }, () => readLive(stage.app.url, { cookie })));
});
afterAll(async () => {
  for (const screen of screens) screen.close();
  await stage.close();
});

test('a payment turns every screen green', async () => {
  const { app, application, shop } = stage;
  app.work();
  const delaysMs: number[] = [];
  for (let sale = 0; sale < SALES; sale++) {
    const answer = await stage.charge(`screen-${sale}`, { external_pos_id: tills[0] });
    const { id } = readOrder(answer.json);
    const scan = await shop.scan();
    const paidAt = performance.now();
    await application.simulator.pay(scan, 'approved');
    const arrived = new Map<LiveReader, number>();
    await eventually(
      () => {
        for (const screen of screens)
          if (!arrived.has(screen) && screen.changes.some((change) => change.id === id && change.status === 'closed'))
            arrived.set(screen, performance.now());
        expect(arrived.size).toBe(STREAMS);
      },
      { withinMs: 30_000 },
    );
    delaysMs.push(...[...arrived.values()].map((at) => at - paidAt));
    for (const screen of screens) screen.changes.splice(0);
  }
  reportFigures({
    streams: STREAMS,
    sales: SALES,
    p50_ms: Math.round(percentile(delaysMs, 0.5)),
    p95_ms: Math.round(percentile(delaysMs, 0.95)),
    max_ms: Math.round(Math.max(...delaysMs)),
  });
});
