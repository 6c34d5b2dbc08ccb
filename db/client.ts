import 'server-only';
import { sql as expression, type SQL } from 'drizzle-orm';
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

/**
 * Same, for statements that are always worded alike: each connection has PostgreSQL read such a statement once, and from
 * then on sends it values in one trip instead of two. Not for lists, whose wording follows their filters and whose plan
 * should follow their values.
 */
export const prepared = drizzle(preparing(sql), { schema, casing: 'snake_case' });

/** The pool, or an open transaction on it. */
export type Executor = Pick<typeof db, 'select' | 'insert' | 'update' | 'delete' | 'execute'>;

/** An open transaction on the pool without the builder, for what it cannot say. */
export type RawTransaction = postgres.TransactionSql;

/**
 * What several statements of one transaction answer that wait for none of the others: sent at once, they take one trip.
 * It ends only when all of them have, so that nothing of a transaction that is rolled back arrives after its end. They are
 * under way already: one that the builder has not been told to `execute` would be sent twice.
 */
export async function together<const Steps extends readonly Promise<unknown>[]>(steps: Steps) {
  await Promise.allSettled(steps);
  return Promise.all(steps);
}

/** The later of our clock and the database's, which is finer and may be ahead: what either calls due by now is due. */
export function dueBy(now: Date): SQL {
  return expression`greatest(now(), ${now.toISOString()}::timestamptz)`;
}

declare global {
  var mostradorSql: postgres.Sql | undefined;
  var mostradorExports: postgres.Sql | undefined;
}

/** A few connections for files that take long to send: whoever downloads slowly takes none from those who charge. */
export function exportPool(): postgres.Sql {
  globalThis.mostradorExports ??= postgres(env().DATABASE_URL, {
    max: 4,
    connect_timeout: 3,
    idle_timeout: 1,
    connection: { application_name: 'mostrador exports', statement_timeout: 15_000, lock_timeout: 5_000 },
    onnotice: () => undefined,
  });
  return globalThis.mostradorExports;
}

function connect(): postgres.Sql {
  globalThis.mostradorSql ??= survivingLostConnections(
    postgres(env().DATABASE_URL, {
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
    }),
  );
  return globalThis.mostradorSql;
}

/** The pool as the query builder uses it, which by itself asks for nothing to be prepared. */
function preparing<Pool extends postgres.Sql | postgres.TransactionSql>(pool: Pool): Pool {
  const unsafe: postgres.Sql['unsafe'] = (text, values, options) =>
    pool.unsafe(text, values, { ...options, prepare: true });
  const begin = (work: (transaction: postgres.TransactionSql) => unknown) =>
    sql.begin((transaction) => work(preparing(transaction)));
  return new Proxy(pool, {
    get: (target, name) => (name === 'unsafe' ? unsafe : name === 'begin' ? begin : Reflect.get(target, name)),
  });
}

/** How long a connection that failed may take until it is closed. */
const CLOSING_MS = 2_000;

/**
 * The driver rolls a failed transaction back on its own connection, also when that is what failed: then it writes to a
 * socket that is gone, which nobody can catch and which ends the process (porsager/postgres#1208, 3.4.9). Its `begin`
 * fails by itself when the connection closes, so work that lost its connection is left waiting instead of failing.
 */
function survivingLostConnections(pool: postgres.Sql): postgres.Sql {
  const begin: typeof pool.begin = pool.begin.bind(pool);
  return Object.assign(pool, {
    begin: async <Result>(work: (transaction: postgres.TransactionSql) => Result | Promise<Result>) => {
      let isOver = false;
      const refuseWhenOver = () => {
        if (isOver) throw new Error('the connection of this transaction is closed');
      };
      const guarded = async (transaction: postgres.TransactionSql): Promise<Result> => {
        try {
          return await work(refusing(transaction, refuseWhenOver));
        } catch (error) {
          if (!isOver && isLostConnection(error)) await closing();
          if (isOver) await never;
          throw error;
        }
      };
      try {
        return await begin(guarded);
      } finally {
        isOver = true;
      }
    },
  });
}

/** A transaction that asks before every statement whether it may still run. */
function refusing(transaction: postgres.TransactionSql, refuse: () => void): postgres.TransactionSql {
  return new Proxy(transaction, {
    apply: (target, self, args) => {
      refuse();
      return Reflect.apply(target, self, args);
    },
    get: (target, name) => {
      if (name === 'unsafe') refuse();
      return Reflect.get(target, name);
    },
  });
}

/** Long enough for `begin` to fail first; only where the connection stays open after all may the work fail by itself. */
function closing(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref());
}

const never = new Promise<never>(() => undefined);

/** True for what a connection does not survive: a broken socket, or a server that is going away. */
function isLostConnection(error: unknown): boolean {
  if (error instanceof postgres.PostgresError) return error.severity !== 'ERROR';
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  if (cause instanceof postgres.PostgresError) return cause.severity !== 'ERROR';
  return cause instanceof Error && ('syscall' in cause || ('code' in cause && /^CONNECTION_/.test(String(cause.code))));
}
