import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, typeScript } from './environment.mjs';
import { Refusal, withProgress } from './progress.mjs';

/**
 * Brings a database up to date. One look is enough most of the time; only what is missing costs the start of a process.
 *
 * @param {import('./children.mjs').Children} children
 * @param {string} databaseUrl
 * @param {string} name what to call the database in an explanation
 */
export async function ensureMigrated(children, databaseUrl, name) {
  if (await isUpToDate(databaseUrl, name)) return;
  await withProgress('preparing the database', async () => {
    const { code, output } = await children.run(process.execPath, [...typeScript.args, 'scripts/migrate.ts'], {
      cwd: root,
      env: { ...process.env, ...typeScript.env, DATABASE_URL: databaseUrl },
    });
    if (code !== 0) throw new Refusal(`The database could not be brought up to date:\n${output.trimEnd()}`);
  });
}

async function isUpToDate(databaseUrl, name) {
  const { default: postgres } = await import('postgres');
  const sql = postgres(databaseUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [{ version }] = await sql`select current_setting('server_version_num')::int / 10000 as version`;
    if (version < 15) throw new Refusal(`${name} is PostgreSQL ${version}: expected 15 or later`);
    const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') as found`;
    if (!table.found) return false;
    const [row] = await sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`;
    return Number(row.newest) >= newestMigration();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${name} does not answer: ${error.message || error.code}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function newestMigration() {
  const journal = JSON.parse(readFileSync(path.join(root, 'db', 'migrations', 'meta', '_journal.json'), 'utf8'));
  return Math.max(...journal.entries.map((entry) => entry.when));
}
