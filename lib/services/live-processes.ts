import 'server-only';
import { forgetLiveProcess, noteLiveProcess } from '@/db/live-processes';
import { newId } from '@/db/new-id';
import { actAsSystem } from '@/lib/domain/scope';
import { shareBudgets } from './request-budget';

/** Four beats may be missed before the others take over its part. */
const SILENT_FOR_S = 20;

declare global {
  var mostradorProcessId: string | undefined;
}

/**
 * Says that this process is alive and takes its part of every account's budget. Two processes that begin together take
 * the whole of it for one beat each; while the database is down everybody keeps the part that it had.
 */
export async function beat(): Promise<number> {
  shareBudgets(await noteLiveProcess(actAsSystem(), { id: processId(), silentForS: SILENT_FOR_S }));
  return 0;
}

/** What the other processes know this one by. */
export function processId(): string {
  globalThis.mostradorProcessId ??= newId();
  return globalThis.mostradorProcessId;
}

/** Leaves its part to the others at once. */
export async function endBeat(): Promise<void> {
  const id = globalThis.mostradorProcessId;
  globalThis.mostradorProcessId = undefined;
  // A database that is down learns it by silence.
  if (id) await forgetLiveProcess(actAsSystem(), id).catch(() => undefined);
}
