import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as schema from '@/db/schema';
import { sql } from './database-rows';

describe('migrations', () => {
  const name = `rules_${randomUUID().replaceAll('-', '')}`;
  const emptyUrl = new URL(process.env.DATABASE_URL ?? '');
  emptyUrl.pathname = `/${name}`;
  const administrator = postgres(inject('databaseAdminUrl'), { max: 1, onnotice: () => undefined });
  beforeAll(() => administrator.unsafe(`create database ${name} owner ${emptyUrl.username}`));
  afterAll(async () => {
    await administrator.unsafe(`drop database ${name} with (force)`);
    await administrator.end({ timeout: 1 });
  });

  test('build everything from nothing, by two processes at once, and a third time change nothing', async () => {
    expect(await Promise.all([migrate(emptyUrl.href), migrate(emptyUrl.href)])).toEqual([0, 0]);
    const empty = postgres(emptyUrl.href, { max: 1, onnotice: () => undefined });
    const before = await shapeOf(empty);
    expect(await migrate(emptyUrl.href)).toBe(0);
    expect(await shapeOf(empty)).toEqual(before);
    expect(before).toEqual(await shapeOf(sql));
    const journal: { entries: unknown[] } = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8'));
    expect(await empty`select 1 from drizzle.__drizzle_migrations`).toHaveLength(journal.entries.length);
    await empty.end({ timeout: 1 });
  });

  test('build what the code believes: every table and column, and what may be left out', async () => {
    const believed = Object.values(schema).flatMap((table) =>
      table instanceof PgTable
        ? getTableConfig(table).columns.map(
            (column) => `${getTableConfig(table).name}.${snakeCase(column.name)}${column.notNull ? '' : '?'}`,
          )
        : [],
    );
    const built = await sql<{ column: string }[]>`
      select table_name || '.' || column_name || case is_nullable when 'YES' then '?' else '' end as column
      from information_schema.columns where table_schema = 'public' and table_name <> 'order_transitions'`;
    expect(built.map(({ column }) => column).sort()).toEqual(believed.sort());
  });
});

/** Runs the migrations as a process of its own and gives its exit code. */
function migrate(url: string): Promise<number | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: url, TSX_TSCONFIG_PATH: 'tsconfig.node.json' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
}

/** Every column, constraint, index, trigger and function of a database, as text. */
async function shapeOf(database: postgres.Sql): Promise<string[]> {
  const rows = await database<{ line: string }[]>`
    select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
      from information_schema.columns where table_schema = 'public'
    union all select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`;
  return rows.map(({ line }) => line);
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
