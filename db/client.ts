import 'server-only';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { env } from '../lib/env';
import * as schema from './schema';

/**
 * The pool of this process. It lives on `globalThis` because Next evaluates a module once per bundle, and the front
 * door once more.
 */
export const sql: postgres.Sql = connect();

/** Query builder over the same pool. */
export const db = drizzle(sql, { schema, casing: 'snake_case' });

/** The pool, or an open transaction on it. */
export type Executor = Pick<typeof db, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

/** An open transaction on the pool without the builder, for what it cannot say. */
export type RawTransaction = postgres.TransactionSql;

declare global {
  var mostradorSql: postgres.Sql | undefined;
}

function connect(): postgres.Sql {
  globalThis.mostradorSql ??= postgres(env().DATABASE_URL, {
    // More connections cost PostgreSQL more than they bring on a small machine.
    max: 10,
    connect_timeout: 3,
    idle_timeout: 60,
    // Seconds. By itself it waits ever longer, up to twenty seconds, and whoever asks meanwhile waits with it.
    backoff: () => 0.1 + Math.random() / 5,
    // A session that a pooler hands to somebody else must not carry our settings, so they are set per connection here.
    connection: {
      application_name: 'mostrador',
      synchronous_commit: 'on',
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 10_000,
    },
    onnotice: () => undefined,
  });
  return globalThis.mostradorSql;
}
