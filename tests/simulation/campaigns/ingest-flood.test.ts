import autocannon from 'autocannon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../support/answer';
import { tills } from '../../support/shop';
import { campaignOption, percentile, reportFigures } from '../campaign';
import { openStage, type Stage, untilNextSale } from '../stage';

/* A flood of notifications, most of them repeated, at a process that works on them while its tills go on charging. */

const RATE = campaignOption('rate', 1_000);
const SECONDS = campaignOption('seconds', 60);
const DUPLICATES = 0.7;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ isNotified: false });
});
afterAll(() => stage.close());

test('every delivery is taken, and the tills go on', async () => {
  const { app, application, shop } = stage;
  app.work();
  const tillWork = chargeUntilStopped();
  let sent = 0;
  const flood = await autocannon({
    url: app.url,
    duration: SECONDS,
    connections: 64,
    overallRate: RATE,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"topic":"merchant_order"}',
        setupRequest: (request) => {
          sent += 1;
          const id = sent % 10 < DUPLICATES * 10 ? 1 + (sent % 7) : 10_000 + sent;
          return { ...request, path: `${shop.notificationPath}?topic=merchant_order&id=${id}` };
        },
      },
    ],
  });
  const charges = await tillWork.stop();
  reportFigures({
    seconds: SECONDS,
    rate: Math.round(flood.requests.average),
    taken: flood['2xx'],
    non_2xx: flood.non2xx,
    errors: flood.errors,
    p99_ms: flood.latency.p99,
    max_ms: flood.latency.max,
    charges: charges.answered.length,
    charges_refused: charges.refused,
    charge_p95_ms: Math.round(percentile(charges.answered, 0.95)),
  });
  expect(flood.non2xx + flood.errors).toBe(0);
  const [stored] = await application.services.sql<
    { count: number }[]
  >`select count(*)::int as count from notifications`;
  expect(stored?.count).toBeGreaterThanOrEqual(flood['2xx']);
});

/** Both tills charge and cancel, one sale after the other. */
function chargeUntilStopped() {
  let isStopping = false;
  const answered: number[] = [];
  let refused = 0;
  const headers = { authorization: `Bearer ${stage.shop.apiKey}` };
  const working = tills.map(async (till) => {
    for (let sale = 0; !isStopping; sale++) {
      const begun = performance.now();
      const answer = await stage.charge(`${till}-${sale}`, { external_pos_id: till });
      if (answer.status === 201) answered.push(performance.now() - begun);
      else refused += 1;
      const id = Reflect.get(Object(answer.json), 'id');
      if (typeof id === 'string')
        await call(`${stage.app.url}/api/v1/orders/${id}/cancel`, { method: 'POST', headers });
      await untilNextSale(500);
    }
  });
  return {
    stop: async () => {
      isStopping = true;
      await Promise.all(working);
      return { answered, refused };
    },
  };
}
