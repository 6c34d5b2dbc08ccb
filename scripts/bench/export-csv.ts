import type { Readable } from 'node:stream';
import postgres from 'postgres';
import { exportClosedOrders } from '@/db/closed-orders';
import { actAsMerchant } from '@/lib/domain/scope';
import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { printRow, ratio } from './contender';

const ORDERS = 200_000;
const ROUNDS = 3;

/**
 * `export_csv`: closed orders as a file with money in major units, local times and the guard against formulas, against a
 * bare COPY of the same rows as they are stored (what psql's \copy does), both into a sink. `rss_growth_mb` is what the
 * file adds to this process at its largest.
 */
export async function benchExportCsv(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  await insertClosedOrders(sql);
  const pool = postgres(url, { max: 2, onnotice: () => undefined });
  globalThis.mostradorExports = pool;
  try {
    const filter = { from: new Date('2026-01-01Z'), to: new Date('2027-01-01Z'), storeId: null, posId: null };
    const form = { separator: ',', decimalMark: '.', timeZone: 'America/Argentina/Buenos_Aires' } as const;
    const ours = async () => {
      const csv = await exportClosedOrders(actAsMerchant(bench.merchantId), filter, form);
      if (!csv) throw new Error('no room for the export');
      return csv.rows;
    };
    const bare = async () =>
      pool`copy (
        select o.closed_at, o.external_reference, stores.name, o.external_store_id, pos.name, o.external_pos_id, o.title,
          o.exception, o.closed_by, o.currency_id, o.total_minor, o.paid_minor, o.refunded_minor
        from orders o
        join pos on pos.merchant_id = o.merchant_id and pos.id = o.pos_id
        join stores on stores.merchant_id = o.merchant_id and stores.id = o.store_id
        where o.status = 'closed' order by o.closed_at desc, o.id desc) to stdout with (format csv)`.readable();
    const took = { ours: [] as Sunk[], bare: [] as Sunk[] };
    await sink(await ours());
    await sink(await bare());
    for (let round = 0; round < ROUNDS; round++) {
      took.ours.push(await sink(await ours()));
      took.bare.push(await sink(await bare()));
    }
    const [us, baseline] = [median(took.ours), median(took.bare)];
    printRow({
      name: 'export_csv',
      ours: Math.round(ORDERS / us.seconds),
      baseline: Math.round(ORDERS / baseline.seconds),
      ratio: ratio(ORDERS / us.seconds, ORDERS / baseline.seconds),
      unit: 'rows/s',
      rows: ORDERS,
      seconds: us.seconds,
      baseline_seconds: baseline.seconds,
      megabytes: us.megabytes,
      baseline_megabytes: baseline.megabytes,
      rss_growth_mb: us.growthMegabytes,
      baseline_rss_growth_mb: baseline.growthMegabytes,
    });
  } finally {
    await pool.end();
    await sql.end();
  }
}

type Sunk = { readonly seconds: number; readonly megabytes: number; readonly growthMegabytes: number };

async function sink(rows: Readable): Promise<Sunk> {
  const before = process.memoryUsage.rss();
  const startedMs = performance.now();
  let bytes = 0;
  let peak = before;
  for await (const chunk of rows) {
    bytes += chunk.length;
    if (bytes % 64 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  const tenths = (value: number) => Math.round(value * 10) / 10;
  return {
    seconds: Math.round(performance.now() - startedMs) / 1000,
    megabytes: tenths(bytes / 1e6),
    growthMegabytes: tenths((peak - before) / 1e6),
  };
}

function median(measured: readonly Sunk[]): Sunk {
  const middle = [...measured].sort((a, b) => a.seconds - b.seconds)[Math.floor(measured.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

async function insertClosedOrders(sql: postgres.Sql): Promise<void> {
  // Histories are not what is measured here, so the rules that tie an order to its history are off for the loading.
  await sql.begin(async (transaction) => {
    await transaction`alter table orders disable trigger user`;
    await transaction`
      insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference, integration,
        mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor, collector_id, title,
        description, items, taxes, publication, created_at, opened_at, expires_at, closed_at, closed_by, is_paid_late, version, changed_at)
      select ${bench.merchantId}, gen_random_uuid(), ${bench.posId}, ${bench.storeId}, 'S001P01', 'S001',
        'VBNCH-' || lpad(n::text, 7, '0'), 'attended_v2', 'static', 'closed', 'none', '{}', 'ARS', 100 + n, 100 + n, 0, '100001',
        'Flat white', 'Flat white', '[]', '[]', 'confirmed', at, at, at + interval '10 minutes', at, 'notification', false, 4, at
      from (
        select n, timestamptz '2026-01-01T12:00Z' + make_interval(secs => n * 40) as at from generate_series(1, ${ORDERS}::int) n
      ) as series`;
    await transaction`alter table orders enable trigger user`;
  });
  await sql`analyze`;
}
