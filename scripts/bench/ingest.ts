import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { alternate, type Contender, type Figures, printRow, ratio, startContender, stopContender } from './contender';

/**
 * `notification_ingest`: durable insert, then 200. The baseline is a bare `node:http` server with postgres.js doing the same
 * insert, one commit each. Ours is the front door with group commit, the same one by one, and Next's route handler.
 */
export async function benchIngest(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  const env = { DATABASE_URL: url };
  const tsx = ['--import', 'tsx'];
  const contenders: Contender[] = [];
  try {
    const start = async (name: string, command: string[], more: Record<string, string> = {}) =>
      contenders.push(await startContender(name, command, { env: { ...env, ...more } }));
    await start('baseline', [process.execPath, ...tsx, 'scripts/bench/bare-ingest.ts']);
    await start('group_commit', [process.execPath, ...tsx, 'scripts/bench/front-door.ts']);
    await start('one_by_one', [process.execPath, ...tsx, 'scripts/bench/front-door.ts'], { BENCH_ONE_BY_ONE: '1' });
    await start('route_handler', [process.execPath, 'node_modules/next/dist/bin/next', 'start', '-p', '$PORT']);
    const figures = await alternate(contenders, {
      path: `/api/notifications/mercadopago/${bench.notificationKey}?topic=bench&id=1`,
      method: 'POST',
      connections: 32,
      headers: { 'content-type': 'application/json', 'x-request-id': 'bench' },
      body: JSON.stringify({ resource: 'https://api.mercadolibre.com/merchant_orders/1', topic: 'bench' }),
    });
    report(figures);
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}

function report(figures: Map<string, Figures>): void {
  const baseline = figures.get('baseline');
  for (const [name, ours] of figures) {
    if (!baseline || name === 'baseline') continue;
    printRow({
      name: name === 'group_commit' ? 'notification_ingest' : `notification_ingest_${name}`,
      ours: ours.requestsPerSecond,
      baseline: baseline.requestsPerSecond,
      ratio: ratio(ours.requestsPerSecond, baseline.requestsPerSecond),
      unit: 'req/s',
      p99_ms: ours.p99Ms,
      baseline_p99_ms: baseline.p99Ms,
      cpu_us: ours.cpuUs,
      baseline_cpu_us: baseline.cpuUs,
      failures: ours.failures,
    });
  }
}
