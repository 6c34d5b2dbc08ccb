import 'server-only';
import postgres from 'postgres';

/** Name of the constraint that PostgreSQL refused a write for, or null for any other error. */
export function constraintOf(error: unknown): string | null {
  const cause = error instanceof Error && error.cause instanceof postgres.PostgresError ? error.cause : error;
  return cause instanceof postgres.PostgresError ? (cause.constraint_name ?? null) : null;
}

/** True when the database could not be reached or gave up: nothing was learnt, and trying again later may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof postgres.PostgresError) return /^(08|53|57)/.test(cause.code);
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^(CONNECT|ECONN|CONNECTION_|EPIPE|ENOTFOUND|ETIMEDOUT)/.test(code);
}
