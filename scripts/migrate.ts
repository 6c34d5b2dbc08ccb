import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

// Brings DATABASE_URL up to date. One process at a time: a second one waits for the lock and then finds nothing to do.
const url = process.env.DATABASE_URL;
if (!url) {
  process.stderr.write('DATABASE_URL is not set: expected a URL that begins with postgres://\n');
  process.exit(1);
}
const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
try {
  await sql`select pg_advisory_lock(6025184)`;
  await migrate(drizzle(sql), { migrationsFolder: fileURLToPath(new URL('../db/migrations', import.meta.url)) });
} finally {
  await sql.end({ timeout: 5 });
}
