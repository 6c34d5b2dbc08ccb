import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import { createChildren } from '../../scripts/launcher/children.mjs';
import { startDatabase } from '../../scripts/launcher/database.mjs';
import { ensureMigrated } from '../../scripts/launcher/migrations.mjs';

/** A PostgreSQL of one test file alone, to be killed and started again on the same data. */
export type KillableDatabase = Awaited<ReturnType<typeof openKillableDatabase>>;

/** Starts one, migrated, and makes it the database of this process. */
export async function openKillableDatabase() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'mostrador-outage-'));
  const children = createChildren();
  let database = await startDatabase({ dataDir, children, isDisposable: true });
  await ensureMigrated(children, database.url, 'The database for this test');
  process.env.DATABASE_URL = database.url;

  /**
   * Stops the server and everything that it started, the server first: it must start nobody who is then missing here.
   * The database's own list of its processes lacks those that are only beginning, so the system's is read.
   */
  function halt(): number[] {
    const server = database.child.pid ?? expect.unreachable('the database runs');
    signal(server, 'SIGSTOP');
    const everybody = execFileSync('ps', ['-A', '-o', 'ppid=,pid='], { encoding: 'utf8' });
    const started = everybody
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([parent, pid]) => (parent === server && pid ? [pid] : []));
    for (const pid of started) signal(pid, 'SIGSTOP');
    return [server, ...started];
  }

  return {
    /** Stops all of it, as a machine that hangs; the answer lets it go on. */
    halt: (): (() => void) => {
      const pids = halt();
      return () => {
        for (const pid of pids) signal(pid, 'SIGCONT');
      };
    },
    /** SIGKILL for all of it, as when the machine's memory runs out. */
    kill: async (): Promise<void> => {
      const ended = new Promise((resolve) => database.child.once('exit', resolve));
      for (const pid of halt()) signal(pid, 'SIGKILL');
      await ended;
    },
    restart: async (): Promise<void> => {
      database = await startDatabase({ dataDir, children, port: database.port });
    },
    close: async (): Promise<void> => {
      await children.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself when the others did.
  }
}
