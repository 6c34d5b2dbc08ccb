import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { textAt } from '../../support/answer';
import { eventually } from '../../support/eventually';
import { readOrder, tills } from '../../support/shop';
import { campaignOption, percentile, reportFigures } from '../campaign';
import { openStage, type Stage } from '../stage';

/* All notifications are lost: how long does it take until paid orders are closed, and how much is asked for that? */

const ORDERS = campaignOption('orders', 1_000);
const AT_ONCE = 24;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ isNotified: false });
});
afterAll(() => stage.close());

test('every paid order is found by the sweep', async () => {
  const { app, application } = stage;
  app.work();
  const orders = await each(ORDERS, (place) => chargeOne(place));
  const scans = await each(ORDERS, async (place) => {
    const { json } = await application.simulator.control('POST', '/scan', { qr_data: orders[place]?.qrData });
    return textAt(json, 'merchant_order_id');
  });
  const paidAt = new Map<string, number>();
  await each(ORDERS, async (place) => {
    await application.simulator.pay(scans[place] ?? '', 'approved');
    paidAt.set(orders[place]?.id ?? '', Date.now());
  });
  const rows = await eventually(
    async () => {
      const closed = await application.services.sql<{ id: string; closed_ms: number }[]>`
        select id, (extract(epoch from closed_at) * 1000)::float8 as closed_ms from orders where status = 'closed'`;
      reportFigures({ closed: closed.length, of: ORDERS });
      expect(closed.length).toBe(ORDERS);
      return closed;
    },
    { withinMs: 600_000 },
  );
  const seconds = rows.map((row) => Math.max(0, row.closed_ms - (paidAt.get(row.id) ?? 0)) / 1000);
  reportFigures({
    orders: ORDERS,
    p50_s: round(percentile(seconds, 0.5)),
    p95_s: round(percentile(seconds, 0.95)),
    max_s: round(Math.max(...seconds)),
    most_requests_in_a_second: await mostRequestsInASecond(),
  });
});

/** A dynamic order has a QR of its own, so that one till has as many as are asked for. */
async function chargeOne(place: number): Promise<{ id: string; qrData: string }> {
  const sale = { external_pos_id: tills[0], mode: 'dynamic', expires_in: 3600 };
  const answer = await stage.charge(`sweep-${place}`, sale);
  const { id, qr_data: qrData } = readOrder(answer.json);
  return { id, qrData: qrData ?? expect.unreachable('a dynamic order has a code') };
}

async function each<Result>(count: number, work: (place: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let place = next++; place < count; place = next++) results[place] = await work(place);
  });
  await Promise.all(lanes);
  return results;
}

/** By the simulator's own log, of the account's latest requests. */
async function mostRequestsInASecond(): Promise<number> {
  const { json } = await stage.application.simulator.control('GET', '/requests');
  const { requests } = z
    .object({ requests: z.array(z.object({ at: z.string(), user_id: z.number().nullable() })) })
    .parse(json);
  const bySecond = new Map<number, number>();
  for (const { at, user_id: userId } of requests) {
    if (userId !== stage.shop.userId) continue;
    const second = Math.floor(Date.parse(at) / 1000);
    bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
  }
  return Math.max(...bySecond.values());
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
