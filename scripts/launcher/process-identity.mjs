import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * When a process began, in the system's own notation; undefined when there is none of that number. Together with the
 * number it names one process for good: numbers are used again, also after a restart of the machine or container.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
export function bornAt(pid) {
  if (existsSync('/proc/self/stat')) return bornAtFromProc(pid);
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}

/** @param {{ pid: number, bornAt?: string | undefined }} identity */
export function isAlive(identity) {
  return identity.bornAt !== undefined && bornAt(identity.pid) === identity.bornAt;
}

function bornAtFromProc(pid) {
  let stat;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name in parentheses may hold spaces; behind it come the state and, twenty fields on, the start.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' ? undefined : fields[18];
}
