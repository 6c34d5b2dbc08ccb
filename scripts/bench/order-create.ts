import { spawnSync } from 'node:child_process';
import type postgres from 'postgres';
import { createBenchDatabase } from './bench-database';
import { insertBenchKey } from './bench-key';
import { benchAccount, benchHeaders, benchPos, startBenchSimulator } from './bench-simulator';
import { type Contender, printRow, ratio, startContender, stopContender } from './contender';

const PAIRS = 300;
const WARM_UP = 30;
/** One account takes 25 requests a second: slower than that, so that nobody waits for a turn. */
const PAIR_EVERY_MS = 60;

/**
 * `order_create`: how long a charge over the API takes beyond the call to Mercado Pago that it has to make. Each pair is the
 * bare call to the simulator, then a charge that makes the same one; the added time is the difference of the two.
 */
export async function benchOrderCreate(): Promise<void> {
  const simulator = await startBenchSimulator();
  const { url, sql } = await createBenchDatabase();
  const contenders: Contender[] = [simulator.contender];
  try {
    const env = { DATABASE_URL: url, MERCADOPAGO_API_URL: simulator.contender.url };
    connect(env);
    const key = await insertBenchKey(sql, await merchantOf(sql));
    const app = await startContender('ours', [process.execPath, '--import', 'tsx', 'server.ts'], {
      env,
      probe: '/api/health',
    });
    contenders.push(app);
    const pairs = await measure({ upstreamUrl: simulator.contender.url, appUrl: app.url, key, sql });
    const ours = sorted(pairs.map((pair) => pair.ours));
    const bare = sorted(pairs.map((pair) => pair.bare));
    const added = sorted(pairs.map((pair) => pair.ours - pair.bare));
    printRow({
      name: 'order_create',
      ours: at(ours, 0.5),
      baseline: at(bare, 0.5),
      ratio: ratio(at(ours, 0.5), at(bare, 0.5)),
      unit: 'ms',
      p99_ms: at(ours, 0.99),
      baseline_p99_ms: at(bare, 0.99),
      added_p50_ms: at(added, 0.5),
      added_p99_ms: at(added, 0.99),
    });
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}

/** A business with the simulator's account, made by the administrator's own command. */
function connect(env: Record<string, string>): void {
  const command = ['--import', 'tsx', 'scripts/admin.ts', 'merchant', 'connect'];
  const done = spawnSync(process.execPath, command, {
    env: { ...process.env, ...env, NODE_ENV: 'production' },
    input: `${benchAccount.accessToken}\n`,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`the account could not be connected: ${done.stderr}`);
}

async function merchantOf(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from merchants`;
  if (!row) throw new Error('there is no merchant');
  return row.id;
}

async function measure(bench: {
  upstreamUrl: string;
  appUrl: string;
  key: string;
  sql: postgres.Sql;
}): Promise<{ ours: number; bare: number }[]> {
  const pairs = [];
  for (let place = 0; place < PAIRS + WARM_UP; place++) {
    const next = new Promise((resolve) => setTimeout(resolve, PAIR_EVERY_MS));
    const bare = await timed(() => publishBare(bench.upstreamUrl, place));
    const ours = await timed(() => charge(bench.appUrl, bench.key));
    if (place >= WARM_UP) pairs.push({ ours, bare });
    // Nobody pays these: looking at them again would only compete for the account's requests.
    await bench.sql`update orders set look_again_at = null where look_again_at is not null`;
    await next;
  }
  return pairs;
}

const items = [
  { title: 'Menú', unit_price: 120.1, quantity: 1, unit_measure: 'unit', total_amount: 120.1 },
  { title: 'Agua', unit_price: 100, quantity: 2, unit_measure: 'unit', total_amount: 200 },
];

/** The call that a charge with a QR of its own makes. */
function publishBare(upstreamUrl: string, place: number): Promise<Response> {
  const path = `/instore/orders/qr/seller/collectors/${benchAccount.userId}/pos/${benchPos.externalPosId}/qrs`;
  const body = {
    external_reference: `Bare-${place}`,
    title: 'Mesa 4',
    description: 'Almuerzo',
    total_amount: 320.1,
    items,
  };
  return fetch(upstreamUrl + path, {
    method: 'POST',
    headers: { ...benchHeaders, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** A QR of its own for each, so that no order has to leave the point of sale before the next one. */
function charge(appUrl: string, key: string): Promise<Response> {
  const body = {
    external_pos_id: benchPos.externalPosId,
    title: 'Mesa 4',
    items: items.map(({ title, unit_price, quantity }) => ({ title, unit_price, quantity })),
    mode: 'dynamic',
  };
  return fetch(`${appUrl}/api/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(body),
  });
}

async function timed(work: () => Promise<Response>): Promise<number> {
  const begin = performance.now();
  const response = await work();
  const text = await response.text();
  const took = performance.now() - begin;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return took;
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], share: number): number {
  return Math.round((values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN) * 100) / 100;
}
