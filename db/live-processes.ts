import 'server-only';
import type { System } from '../lib/domain/scope';
import { sql } from './client';

/** Says that a process is alive, forgets those that were silent for long, and says how many there are, this one included. */
export async function noteLiveProcess(_system: System, process: { id: string; silentForS: number }): Promise<number> {
  const oldest = sql`now() - make_interval(secs => ${process.silentForS})`;
  await sql`
    insert into live_processes (id) values (${process.id}) on conflict (id) do update set seen_at = now()`;
  await sql`delete from live_processes where seen_at < ${oldest}`;
  const [row] = await sql<{ alive: number }[]>`select count(*)::int as alive from live_processes`;
  return row?.alive ?? 1;
}

/** A process that ends says so, and the others need not wait until it was silent for long. */
export async function forgetLiveProcess(_system: System, id: string): Promise<void> {
  await sql`delete from live_processes where id = ${id}`;
}
