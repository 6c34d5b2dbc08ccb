import { spawn } from 'node:child_process';
import { bornAt } from './process-identity.mjs';
import { collectOutput, Refusal } from './progress.mjs';

/**
 * @typedef {object} ChildOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {number} [uid]
 * @property {number} [gid]
 * @property {'SIGTERM' | 'SIGINT'} [stopSignal] what asks it to end
 * @property {'SIGKILL' | 'SIGQUIT'} [forceSignal] what ends it when it does not
 * @property {boolean} [endsLast] others need it until they have ended
 */

const patienceMs = 3700;
const lastPatienceMs = 800;

// Ends the process groups that it was told of when its standard input closes, that is, when the launcher is gone,
// however that happened. Lines: `add TERM:KILL:1234`, `remove TERM:KILL:1234`.
const guardScript = `
groups=
while read -r verb entry; do
  rest=
  for group in $groups; do [ "$group" = "$entry" ] || rest="$rest $group"; done
  groups=$rest
  [ "$verb" = add ] && groups="$groups $entry"
done
[ -z "$groups" ] && exit 0
for group in $groups; do kill -s "\${group%%:*}" -- -"\${group##*:}" 2>/dev/null; done
sleep 4
for group in $groups; do force=\${group#*:}; kill -s "\${force%%:*}" -- -"\${group##*:}" 2>/dev/null; done
exit 0
`;

/**
 * The processes that a launcher starts. Each gets a process group of its own, so that Ctrl-C in a terminal reaches the
 * launcher alone and everything ends in the order that it decides; a guard ends them if the launcher is killed.
 *
 * @param {(processes: { pid: number, bornAt: string | undefined }[]) => void} [onChange] hears which processes run now
 */
export function createChildren(onChange = () => undefined) {
  /** @type {Map<import('node:child_process').ChildProcess, { entry: string, options: ChildOptions, identity: { pid: number, bornAt: string | undefined } }>} */
  const alive = new Map();
  const guard = spawn('/bin/sh', ['-c', guardScript], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  guard.stdin.on('error', () => undefined);
  const guardEnded = new Promise((resolve) => guard.once('exit', resolve));
  let isClosing = false;

  function changed() {
    onChange([...alive.values()].map(({ identity }) => identity));
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {ChildOptions} [options]
   */
  function start(command, args, options = {}) {
    if (isClosing) throw new Refusal('Stopping.');
    const { stopSignal = 'SIGTERM', forceSignal = 'SIGKILL', endsLast = false, ...spawnOptions } = options;
    const child = spawn(command, args, { ...spawnOptions, detached: true });
    child.stdin?.on('error', () => undefined);
    const { pid } = child;
    if (pid === undefined) return child;
    const entry = `${stopSignal.slice(3)}:${forceSignal.slice(3)}:${pid}`;
    alive.set(child, { entry, options: { stopSignal, forceSignal, endsLast }, identity: { pid, bornAt: bornAt(pid) } });
    guard.stdin.write(`add ${entry}\n`);
    changed();
    child.once('exit', () => {
      // Whatever it started itself ends with it.
      signalGroup(pid, 'SIGKILL');
      alive.delete(child);
      guard.stdin.write(`remove ${entry}\n`);
      changed();
    });
    return child;
  }

  /**
   * Runs a command to its end and collects what it prints.
   *
   * @param {string} command
   * @param {string[]} args
   * @param {ChildOptions} [options]
   * @returns {Promise<{ code: number | null, output: string }>}
   */
  function run(command, args, options = {}) {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const output = collectOutput(child);
    return new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}\n` }));
      child.once('close', (code) => resolve({ code, output: output() }));
    });
  }

  /**
   * Asks one child to end and waits; forces it when the time is up.
   *
   * @param {import('node:child_process').ChildProcess | undefined} child
   * @param {number} patienceMs
   */
  async function stop(child, patienceMs) {
    const known = child && alive.get(child);
    if (!child || !known) return;
    const { stopSignal = 'SIGTERM', forceSignal = 'SIGKILL' } = known.options;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(known.identity.pid, stopSignal);
    const force = setTimeout(() => signalGroup(known.identity.pid, forceSignal), patienceMs);
    await ended;
    clearTimeout(force);
  }

  /**
   * Ends everything, what others depend on last; resolves when no child and no guard is left. From the first moment on
   * nothing new can be started.
   */
  async function close() {
    isClosing = true;
    const running = [...alive.keys()];
    const isLast = (child) => alive.get(child)?.options.endsLast === true;
    await Promise.all(running.filter((child) => !isLast(child)).map((child) => stop(child, patienceMs)));
    await Promise.all(running.filter(isLast).map((child) => stop(child, lastPatienceMs)));
    guard.stdin.end();
    await guardEnded;
  }

  return { start, run, stop, close };
}

/** @typedef {ReturnType<typeof createChildren>} Children */

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // Gone already, which is what was wanted. macOS answers EPERM for a group of zombies.
    if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
  }
}
