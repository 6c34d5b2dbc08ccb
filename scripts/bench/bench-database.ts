import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const NAME = 'mostrador_bench';

/** A fresh database beside the configured one, so that a benchmark never touches anybody's data. */
export async function createBenchDatabase(): Promise<{ url: string; sql: postgres.Sql }> {
  const configured = process.env.DATABASE_URL;
  if (!configured) throw new Error('DATABASE_URL is not set');
  const admin = postgres(configured, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`drop database if exists ${NAME} with (force)`);
  await admin.unsafe(`create database ${NAME}`);
  await admin.end();
  const url = new URL(configured);
  url.pathname = `/${NAME}`;
  const sql = postgres(url.href, { max: 2, onnotice: () => undefined });
  await migrate(drizzle(sql), { migrationsFolder: fileURLToPath(new URL('../../db/migrations', import.meta.url)) });
  return { url: url.href, sql };
}

export const bench = {
  merchantId: '00000000-0000-7000-8000-000000000001',
  storeId: '00000000-0000-7000-8000-000000000002',
  posId: '00000000-0000-7000-8000-000000000003',
  personId: '00000000-0000-7000-8000-000000000004',
  unattendedKey: 'bench-unattended-key-000000000001',
  sessionId: '00000000-0000-7000-8000-000000000005',
  notificationKey: 'bench-notification-key-0000000001',
} as const;

/** One merchant with one till and one owner who is signed in. */
export async function insertBenchMerchant(sql: postgres.Sql): Promise<void> {
  await sql`insert into merchants (id, name, site_id, currency_id, time_zone, collector_id, environment, notification_key, reference_prefix)
    values (${bench.merchantId}, 'Bench', 'MLA', 'ARS', 'America/Argentina/Buenos_Aires', '100001', 'simulator', ${bench.notificationKey}, 'VBNCH')`;
  await sql`insert into stores (merchant_id, id, mercadopago_store_id, external_store_id, name, time_zone)
    values (${bench.merchantId}, ${bench.storeId}, '1', 'S001', 'Centro', 'America/Argentina/Buenos_Aires')`;
  await sql`insert into pos (merchant_id, id, store_id, mercadopago_pos_id, external_pos_id, name, unattended_key)
    values (${bench.merchantId}, ${bench.posId}, ${bench.storeId}, '1', 'S001P01', 'Caja 1', ${bench.unattendedKey})`;
  await sql`insert into people (id, email, name, password_hash) values (${bench.personId}, 'bench@example.com', 'Bench', 'none')`;
  await sql`insert into memberships (merchant_id, person_id, role) values (${bench.merchantId}, ${bench.personId}, 'owner')`;
  await sql`insert into sessions (id, person_id, expires_at) values (${bench.sessionId}, ${bench.personId}, now() + interval '1 hour')`;
}
