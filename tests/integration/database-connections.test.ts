import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { settingsFor } from '../support/application';
import { eventually } from '../support/eventually';

let client: typeof import('@/db/client');
let administrator: postgres.Sql;

beforeAll(async () => {
  const nowhere = 'http://localhost:1';
  Object.assign(process.env, settingsFor({ appUrl: nowhere, mercadopagoUrl: nowhere }));
  client = await import('@/db/client');
  administrator = postgres(inject('databaseAdminUrl'), { max: 1, onnotice: () => undefined });
});
afterAll(async () => {
  await client.sql.end({ timeout: 1 });
  await administrator.end();
});

test('connections that break while others ask at once again come back at once, and leave nobody waiting', async () => {
  const { sql } = client;
  const codes = new Set<unknown>();
  let answers = 0;
  let isOver = false;
  const ask = async () => {
    while (!isOver) {
      try {
        await sql`select 1`;
        answers += 1;
      } catch (error) {
        codes.add(Reflect.get(Object(error), 'code'));
      }
    }
  };
  const callers = Array.from({ length: 30 }, ask);
  for (let round = 0; round < 25; round += 1) {
    const before = answers;
    await eventually(() => expect(answers).toBeGreaterThan(before + 100));
    await administrator`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = ${sql.options.database}`;
  }
  isOver = true;
  // Whoever is never answered holds this up until the test's own time is over.
  await Promise.all(callers);
  expect(codes).toContain('CONNECTION_CLOSED');
  expect(codes).not.toContain('CONNECT_TIMEOUT');
}, 60_000);

test('with a second place to find the database at, one that refuses is passed over', async () => {
  const there = new URL(process.env.DATABASE_URL ?? '');
  const url = there.href.replace(there.host, `127.0.0.1:1,${there.host}`);
  const sql = postgres(url, { max: 1, connect_timeout: 3, onnotice: () => undefined });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});
