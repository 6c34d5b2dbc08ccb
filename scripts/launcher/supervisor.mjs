import { createChildren } from './children.mjs';
import { complain, Refusal } from './progress.mjs';

const restartWindowMs = 60_000;
const restartLimit = 5;

/** Looks after the processes of one launcher, from its first to its last moment. */
export function createSupervisor() {
  /** @type {Awaited<ReturnType<typeof import('./data-folder.mjs').takeDataFolder>> | undefined} */
  let folder;
  let isStopping = false;
  const children = createChildren((processes) => folder?.note({ processes }));

  /**
   * Ends everything and then this process. Asked again, by a second signal or by npm's copy of the first, it goes on.
   *
   * @param {number} code
   */
  async function stop(code) {
    if (isStopping) return;
    isStopping = true;
    await children.close();
    folder?.release();
    process.exit(code);
  }

  /**
   * Says why it cannot go on, and ends everything.
   *
   * @param {unknown} error
   */
  function fail(error) {
    // What is being stopped fails: that is no news.
    if (isStopping) return;
    complain(isExplained(error) ? error.message : String((error instanceof Error && error.stack) || error));
    void stop(1);
  }

  /**
   * Starts something and starts it again when it ends by itself; when it keeps ending, gives up.
   *
   * @param {string} name
   * @param {() => Promise<import('node:child_process').ChildProcess>} launch
   * @param {number[]} [endings] when it ended before
   */
  async function keepRunning(name, launch, endings = []) {
    const child = await launch();
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      const how = signal ?? `exit code ${code}`;
      const recent = [...endings.filter((at) => Date.now() - at < restartWindowMs), Date.now()];
      if (recent.length > restartLimit) return fail(new Refusal(`${name} keeps ending (${how}).`));
      complain(`${name} ended (${how}): starting it again.`);
      keepRunning(name, launch, recent).catch(fail);
    });
  }

  /** @param {number} [code] what a stop that was asked for is called: a success, unless something was left undone */
  function stopOnSignals(code = 0) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(code));
    if (!process.env.npm_lifecycle_event) return;
    // A shell between npm and us may end without passing the signal on: we are then somebody else's child.
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop(code), 500).unref();
  }

  return {
    children,
    fail,
    keepRunning,
    stop,
    stopOnSignals,
    isStopping: () => isStopping,
    /** @param {NonNullable<typeof folder>} taken */
    own(taken) {
      folder = taken;
    },
  };
}

/** @typedef {ReturnType<typeof createSupervisor>} Supervisor */

/** A full disk or somebody else's file is no fault of the program: the system's own line says what and where. */
function isExplained(error) {
  return error instanceof Refusal || ['EACCES', 'EPERM', 'ENOSPC', 'EROFS'].includes(error?.code);
}
