import autocannon from 'autocannon';
import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { alternate, type Contender, printRow, ratio, startContender, stopContender } from './contender';

const POLLS_PER_SECOND = 200;
const SECONDS = 10;

/**
 * `unattended_poll`: a POS that has no order is asked for it, as it is every few seconds. The baseline is a bare
 * `node:http` server with postgres.js doing the same indexed read. Then the front door is asked 200 times a second while
 * it stores notifications as fast as it can: what counts there is the slowest of a hundred.
 */
export async function benchUnattendedPoll(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  await sql`update pos set integration = 'unattended'`;
  const tsx = [process.execPath, '--import', 'tsx'];
  const contenders: Contender[] = [];
  try {
    for (const [name, script] of [
      ['baseline', 'bare-poll'],
      ['unattended_poll', 'front-door'],
    ] as const)
      contenders.push(
        await startContender(name, [...tsx, `scripts/bench/${script}.ts`], { env: { DATABASE_URL: url }, probe: '/x' }),
      );
    const path = `/api/pos/${bench.unattendedKey}/order`;
    const figures = await alternate(contenders, { path, connections: 16 }, { answers: '4xx' });
    const [baseline, ours] = [figures.get('baseline'), figures.get('unattended_poll')];
    if (!baseline || !ours) throw new Error('both were measured');
    printRow({
      name: 'unattended_poll',
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
    await measureBesideLoad(contenders, path);
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}

async function measureBesideLoad(contenders: readonly Contender[], path: string): Promise<void> {
  const door = contenders.find(({ name }) => name === 'unattended_poll');
  if (!door) throw new Error('the front door runs');
  const [polls, load] = await Promise.all([
    autocannon({ url: door.url + path, connections: 8, overallRate: POLLS_PER_SECOND, duration: SECONDS }),
    autocannon({
      url: `${door.url}/api/notifications/mercadopago/${bench.notificationKey}?topic=bench&id=1`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"topic":"bench"}',
      connections: 8,
      duration: SECONDS,
    }),
  ]);
  printRow({
    name: 'unattended_poll_beside_load',
    ours: polls.latency.p99,
    unit: 'p99_ms',
    p50_ms: polls.latency.p50,
    polls_per_second: Math.round(polls['4xx'] / polls.duration),
    beside_notifications_per_second: Math.round(load['2xx'] / load.duration),
    failures: polls.errors + polls['2xx'] + polls['5xx'],
  });
}
