import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { hashApiSecret } from '@/lib/api-secret';
import { bench } from './bench-database';

/** A key of a merchant that may read and charge, a thousand times a second. */
export async function insertBenchKey(sql: postgres.Sql, merchantId: string = bench.merchantId): Promise<string> {
  const prefix = `mk_${randomBytes(4).toString('hex')}`;
  const secret = randomBytes(32).toString('base64url');
  await sql`insert into api_keys (merchant_id, id, name, prefix, last_four, secret_hash, scopes, expires_at, rate_per_second)
    values (${merchantId}, gen_random_uuid(), 'bench', ${prefix}, ${secret.slice(-4)}, ${hashApiSecret(secret)},
      ${['orders:read', 'orders:write']}, now() + interval '1 hour', 1000)`;
  return `${prefix}_${secret}`;
}
