import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, inject } from 'vitest';

/** Copies of one template cannot be made at the same time. */
const copyLock = 6_025_186;

const name = `test_${randomBytes(6).toString('hex')}`;
const template = new URL(inject('templateUrl'));
await asAdministrator(async (sql) => {
  await sql`select pg_advisory_lock(${copyLock})`;
  await sql.unsafe(`create database ${name} template ${template.pathname.slice(1)} owner ${template.username}`);
});

// Set before the test file is loaded: the database client reads it when it is imported.
template.pathname = `/${name}`;
process.env.DATABASE_URL = template.href;

afterAll(() => asAdministrator((sql) => sql.unsafe(`drop database if exists ${name} with (force)`)));

async function asAdministrator(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(inject('databaseAdminUrl'), { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
