import http from 'node:http';
import type postgres from 'postgres';
import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { type Contender, cpuSeconds, printRow, ratio, startContender, stopContender } from './contender';
import { sessionCookie } from './orders-page';

const STREAMS = 1_000;
const CHANGES = 100;
const CHANGES_PER_SECOND = 10;

type Fanout = { cpuUs: number; p50Ms: number; p99Ms: number; missed: number };

/**
 * `live_fanout`: what one change costs per open stream, and how long it takes from the commit to every screen, with a
 * thousand streams open. The baseline is a bare `node:http` server that hears the same channel and writes what it hears.
 */
export async function benchLiveFanout(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  const tsx = [process.execPath, '--import', 'tsx'];
  const contenders: Contender[] = [];
  try {
    for (const [name, script] of [
      ['baseline', 'bare-events'],
      ['live_fanout', 'front-door'],
    ] as const) {
      const options = { env: { DATABASE_URL: url }, probe: '/not-a-stream' };
      contenders.push(await startContender(name, [...tsx, `scripts/bench/${script}.ts`], options));
    }
    const cookie = await sessionCookie();
    const measured: Fanout[] = [];
    for (const contender of contenders) measured.push(await measure(contender, sql, cookie));
    const [baseline, ours] = measured;
    if (baseline && ours)
      printRow({
        name: 'live_fanout',
        streams: STREAMS,
        ours: ours.cpuUs,
        baseline: baseline.cpuUs,
        ratio: ratio(baseline.cpuUs, ours.cpuUs),
        unit: 'cpu_us/delivery',
        p50_ms: ours.p50Ms,
        p99_ms: ours.p99Ms,
        baseline_p99_ms: baseline.p99Ms,
        missed: ours.missed,
      });
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}

async function measure(contender: Contender, sql: postgres.Sql, cookie: string): Promise<Fanout> {
  const sentAt: number[] = [];
  const delaysMs: number[] = [];
  const close = await openStreams(`${contender.url}/api/events`, cookie, (version) => {
    delaysMs.push(performance.now() - (sentAt[version] ?? 0));
  });
  const cpuBefore = cpuSeconds(contender.process.pid);
  for (let version = 0; version < CHANGES; version++) {
    const change = { merchantId: bench.merchantId, id: bench.posId, version, status: 'closed', exception: 'none' };
    await sql`select pg_notify('mostrador_orders', ${JSON.stringify([{ ...change, changedAtMs: Date.now() }])})`;
    sentAt[version] = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 1000 / CHANGES_PER_SECOND));
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const cpu = cpuSeconds(contender.process.pid) - cpuBefore;
  close();
  delaysMs.sort((a, b) => a - b);
  const at = (share: number) => Math.round((delaysMs[Math.floor(delaysMs.length * share)] ?? Number.NaN) * 10) / 10;
  return {
    cpuUs: Math.round((cpu * 1e7) / Math.max(delaysMs.length, 1)) / 10,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    missed: STREAMS * CHANGES - delaysMs.length,
  };
}

/** Opens all streams and waits for their heads; what a stream says of a change is its version. */
async function openStreams(url: string, cookie: string, onVersion: (version: number) => void): Promise<() => void> {
  const requests: http.ClientRequest[] = [];
  for (let opened = 0; opened < STREAMS; opened += 50)
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const request = http.get(url, { headers: { cookie }, agent: false });
        requests.push(request);
        const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
          request.on('response', resolve).on('error', reject);
        });
        if (response.statusCode !== 200) throw new Error(`a stream answered ${response.statusCode}`);
        response.setEncoding('latin1').on('data', (text: string) => {
          for (const match of text.matchAll(/"version":(\d+)/g)) onVersion(Number(match[1]));
        });
      }),
    );
  return () => {
    for (const request of requests) request.on('error', () => undefined).destroy();
  };
}
