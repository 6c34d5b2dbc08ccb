import { spawnSync } from 'node:child_process';
import type postgres from 'postgres';
import { bench, createBenchDatabase, insertBenchMerchant } from './bench-database';
import { from, OTHERS, ROWS } from './reconcile-period';

/**
 * `reconcile`: the local part of comparing a period of 288,000 orders with as many payments: keeping them as they are
 * listed, in batches that survive a crash (`keep_ms`), and loading, joining and putting away (`compare_ms`). The baseline
 * is one COPY into a temporary table and one full join that comes to the same answer, what differs written down; it keeps
 * nothing and counts whatever is listed twice as two. `counting_ms` is a join that only counts differing amounts. One sale
 * in a thousand differs on each side. It runs in a process of its own, because a process has one database.
 */
export async function benchReconcile(): Promise<void> {
  const { url, sql } = await createBenchDatabase();
  await insertBenchMerchant(sql);
  await insertOrders(sql);
  await sql.end();
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/bench/reconcile-rounds.ts'], {
    env: { ...process.env, DATABASE_URL: url, LOG_LEVEL: 'error', TSX_TSCONFIG_PATH: 'tsconfig.node.json' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the rounds of reconcile failed');
}

async function insertOrders(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction`alter table orders disable trigger user`;
    await transaction`
      insert into orders (merchant_id, id, pos_id, store_id, external_pos_id, external_store_id, external_reference, integration,
        mode, status, exception, review_reasons, currency_id, total_minor, paid_minor, refunded_minor, collector_id, title,
        description, items, taxes, publication, created_at, opened_at, expires_at, closed_at, closed_by, is_paid_late, version, changed_at)
      select ${bench.merchantId}, gen_random_uuid(), ${bench.posId}, ${bench.storeId}, 'S001P01', 'S001',
        'VBNCH-' || lpad(n::text, 6, '0'), 'attended_v2', 'static', 'closed', 'none', '{}', 'ARS', 100 + n, 100 + n, 0, '100001',
        'Flat white', 'Flat white', '[]', '[]', 'confirmed', at, at, at + interval '10 minutes', at, 'notification', false, 4, at
      from (select n, case when n <= ${ROWS}::int then ${from.toISOString()}::timestamptz + make_interval(secs => n * 9)
        else ${from.toISOString()}::timestamptz - make_interval(secs => n * 9) end as at
        from generate_series(1, ${ROWS + OTHERS}::int) n) as series`;
    await transaction`alter table orders enable trigger user`;
  });
  await sql`analyze`;
}
