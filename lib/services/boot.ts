import 'server-only';
import { sql } from '@/db/client';
import { EnvError, env } from '@/lib/env';
import { log } from '@/lib/log';
import { bootstrap } from './bootstrap';
import { startWorker, stopWorker } from './worker';

declare global {
  /** Ends the background work of this process; the front door calls it before it exits. */
  var mostradorShutdown: (() => Promise<void>) | undefined;
}

/** Starts everything that runs without a request. A wrong environment ends the process with a line per variable. */
export async function boot(): Promise<void> {
  try {
    env();
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  await refuseUnsafeDatabase();
  startWorker();
  globalThis.mostradorShutdown = async () => {
    await stopWorker();
    await sql.end({ timeout: 1 });
  };
  void bootstrap();
}

/** A database that may forget what it acknowledged cannot hold notifications; a database that is down is waited for. */
async function refuseUnsafeDatabase(): Promise<void> {
  const settings = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'data_checksums')`.catch(
    () => [],
  );
  const value = (name: string) => settings.find((row) => row.name === name)?.setting;
  for (const name of ['fsync', 'synchronous_commit'])
    if (value(name) === 'off') {
      process.stderr.write(`the database has ${name} off: expected on, or acknowledged notifications can be lost\n`);
      process.exit(1);
    }
  if (value('data_checksums') === 'off') log.warn('the database has no data checksums: damage on disk goes unnoticed');
}
