import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { insertBenchKey } from './bench-key';
import { alternate, type Contender, printRow, ratio, startContender, stopContender } from './contender';
import { insertOrders } from './orders-page';

/**
 * `api_list`: the newest fifty of 100,000 orders as a POS system asks for them, with its key checked, its limit counted and
 * the payments of each, against a bare server with one query.
 */
export async function benchApiList(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  await insertOrders(sql);
  const key = await insertBenchKey(sql);
  const contenders: Contender[] = [];
  const env = { DATABASE_URL: url, BENCH_MERCHANT: bench.merchantId };
  const tsx = [process.execPath, '--import', 'tsx'];
  try {
    contenders.push(
      await startContender('baseline', [...tsx, 'scripts/bench/bare-list.ts'], { env }),
      await startContender('ours', [...tsx, 'server.ts'], { env, probe: '/api/health' }),
    );
    const headers = { authorization: `Bearer ${key}` };
    const figures = await alternate(contenders, { path: '/api/v1/orders?limit=50', connections: 4, headers });
    const [ours, baseline] = [figures.get('ours'), figures.get('baseline')];
    if (!ours || !baseline) throw new Error('nothing was measured');
    printRow({
      name: 'api_list',
      ours: ours.requestsPerSecond,
      baseline: baseline.requestsPerSecond,
      ratio: ratio(ours.requestsPerSecond, baseline.requestsPerSecond),
      unit: 'req/s',
      p99_ms: ours.p99Ms,
      p50_ms: ours.p50Ms,
      baseline_p50_ms: baseline.p50Ms,
      failures: ours.failures,
    });
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}
