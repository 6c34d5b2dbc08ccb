import { spawnSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { encode } from 'next-auth/jwt';
import type postgres from 'postgres';
import { sessionCookieName } from '@/lib/web/session-token';
import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { alternate, type Contender, printRow, ratio, startContender, stopContender } from './contender';

const ORDERS = 100_000;

/**
 * `orders_page`: the list of orders at 100,000 orders with session, navigation, filters and capped count on, against a bare
 * Next page with the same fifty rows. `js_kb` is what a browser downloads for it, compressed.
 */
export async function benchOrdersPage(): Promise<void> {
  const next = 'node_modules/next/dist/bin/next';
  const built = spawnSync(process.execPath, [next, 'build', 'scripts/bench/bare-next'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('the bare page could not be built');
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  await insertOrders(sql);
  const contenders: Contender[] = [];
  const env = { DATABASE_URL: url };
  const cookie = await sessionCookie();
  try {
    contenders.push(
      await startContender('baseline', [process.execPath, next, 'start', 'scripts/bench/bare-next', '-p', '$PORT'], {
        env,
      }),
      await startContender('ours', [process.execPath, '--import', 'tsx', 'server.ts'], { env, probe: '/api/health' }),
    );
    const [bare, page] = contenders;
    if (!bare || !page) throw new Error('a server is missing');
    const pages = [bare, { ...page, url: `${page.url}/orders` }];
    const figures = await alternate(pages, { path: '', connections: 4, amount: 200, headers: { cookie } });
    const ours = figures.get('ours');
    const baseline = figures.get('baseline');
    if (!ours || !baseline) throw new Error('nothing was measured');
    printRow({
      name: 'orders_page',
      ours: ours.cpuUs,
      baseline: baseline.cpuUs,
      ratio: ratio(ours.cpuUs, baseline.cpuUs),
      unit: 'us CPU/page',
      p99_ms: ours.p99Ms,
      p50_ms: ours.p50Ms,
      baseline_p50_ms: baseline.p50Ms,
      js_kb: await scriptKilobytes(`${page.url}/orders`, cookie),
      baseline_js_kb: await scriptKilobytes(bare.url, cookie),
      failures: ours.failures,
    });
  } finally {
    for (const contender of contenders) await stopContender(contender);
    await sql.end();
  }
}

/** A hundred thousand orders without a history. */
export async function insertOrders(sql: postgres.Sql): Promise<void> {
  // Histories are not what is measured here, so the rules that tie an order to its history are off for the loading.
  await sql.begin(async (transaction) => {
    await transaction`alter table orders disable trigger user`;
    await transaction`
      insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference, integration,
        mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor, collector_id, title,
        description, items, taxes, publication, created_at, opened_at, expires_at, closed_at, closed_by, is_paid_late, version, changed_at)
      select ${bench.merchantId}, gen_random_uuid(), ${bench.posId}, ${bench.storeId}, 'S001P01', 'S001',
        'VBNCH-' || lpad(n::text, 6, '0'), 'attended_v2', 'static', case when n % 20 = 0 then 'expired' else 'closed' end,
        'none', '{}', 'ARS', 100 + n, case when n % 20 = 0 then 0 else 100 + n end, 0, '100001', 'Flat white', 'Flat white',
        '[]', '[]', 'confirmed', at, at, at + interval '10 minutes', case when n % 20 = 0 then null else at end,
        case when n % 20 = 0 then null else 'notification' end, false, 4, at
      from (select n, now() - make_interval(secs => (${ORDERS} - n) * 20) as at from generate_series(1, ${ORDERS}::int) n) as series`;
    await transaction`alter table orders enable trigger user`;
  });
  await sql`analyze`;
}

/** The cookie of the bench's owner, who is signed in. */
export async function sessionCookie(): Promise<string> {
  const salt = sessionCookieName();
  const token = await encode({ token: { sid: bench.sessionId }, secret: process.env.AUTH_SECRET ?? '', salt });
  return `${salt}=${token}`;
}

/** Sum of the page's own scripts, each compressed as a server would. */
async function scriptKilobytes(url: string, cookie: string): Promise<number> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const sources = new Set([...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map((match) => match[1] ?? ''));
  let bytes = 0;
  for (const source of sources) {
    // Browsers with modules skip the polyfills that are marked so.
    if (new RegExp(`<script[^>]+src="${source.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"[^>]*noModule`, 'i').test(html))
      continue;
    const script = await (await fetch(new URL(source, url))).arrayBuffer();
    bytes += gzipSync(new Uint8Array(script)).length;
  }
  return Math.round(bytes / 102.4) / 10;
}
