import { randomBytes } from 'node:crypto';
import { chownSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { bornAt, isAlive } from './process-identity.mjs';
import { Refusal } from './progress.mjs';

/**
 * @typedef {object} Running what `running.json` says: who uses the data folder, and what it started
 * @property {string} command for example `npm start`
 * @property {number} pid
 * @property {string | undefined} bornAt
 * @property {{ pid: number, bornAt?: string | undefined }[]} processes
 * @property {string} [appUrl]
 * @property {string} [simulatorUrl]
 */

const endMs = 5000;

/**
 * Takes the data folder for one launcher. What a launcher that was killed left running is ended first.
 *
 * @param {string} dataDir absolute
 * @param {string} command
 * @returns {Promise<{ note: (facts: Partial<Running>) => void, release: () => void }>}
 */
export async function takeDataFolder(dataDir, command) {
  makeDataFolder(dataDir);
  const file = path.join(dataDir, 'running.json');
  /** @type {Running} */
  let mine = { command, pid: process.pid, bornAt: bornAt(process.pid), processes: [] };
  const candidate = `${file}.${process.pid}`;
  writeFileSync(candidate, JSON.stringify(mine), { mode: 0o600 });
  try {
    while (!tryLink(candidate, file)) await clearStale(file, dataDir);
  } finally {
    rmSync(candidate, { force: true });
  }
  return {
    note(facts) {
      mine = { ...mine, ...facts };
      writePrivately(dataDir, 'running.json', JSON.stringify(mine));
    },
    release() {
      if (readRunning(dataDir)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/**
 * Who uses the data folder now; undefined when nobody does.
 *
 * @param {string} dataDir
 * @returns {Running | undefined}
 */
export function runningIn(dataDir) {
  const found = readRunning(dataDir);
  return found && isAlive(found) ? found : undefined;
}

/**
 * Writes a file that only its owner can read, whole or not at all. Root leaves it to whom the folder belongs.
 *
 * @param {string} dataDir
 * @param {string} name
 * @param {string} text
 */
export function writePrivately(dataDir, name, text) {
  const file = path.join(dataDir, name);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, text, { mode: 0o600 });
  const { uid, gid } = statSync(dataDir);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(unfinished, uid, gid);
  renameSync(unfinished, file);
}

/**
 * A secret kept in the data folder: made once, readable by its owner alone.
 *
 * @param {string} dataDir
 * @param {string} name
 * @param {() => string} make
 */
export function keptSecret(dataDir, name, make) {
  const file = path.join(dataDir, name);
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (kept) return kept;
  } catch (error) {
    if (error.code !== 'ENOENT') throw new Refusal(`${file} cannot be read: ${error.message}`);
  }
  const secret = make();
  writePrivately(dataDir, name, `${secret}\n`);
  return secret;
}

export const newKey = () => randomBytes(32).toString('base64url');

function makeDataFolder(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true });
    const probe = path.join(dataDir, `.probe.${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Refusal(`DATA_DIR is ${JSON.stringify(dataDir)}: expected a folder that can be written (${error.code})`);
  }
}

function tryLink(candidate, file) {
  try {
    linkSync(candidate, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function readRunning(dataDir) {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, 'running.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Removes what a dead launcher left, by renaming it: of two launchers that see it at once, one gets it. */
async function clearStale(file, dataDir) {
  const found = readRunning(dataDir);
  if (found && isAlive(found)) throw new Refusal(inUse(found, dataDir));
  const taken = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, taken);
  } catch {
    return;
  }
  const moved = JSON.parse(readFileSync(taken, 'utf8') || '{}');
  if (isAlive(moved)) {
    // Another launcher was quicker and this is its file: back with it.
    tryLink(taken, file);
    rmSync(taken, { force: true });
    throw new Refusal(inUse(moved, dataDir));
  }
  rmSync(taken, { force: true });
  await Promise.all((moved.processes ?? []).map(end));
}

function inUse(running, dataDir) {
  const where = running.appUrl ? ` and serves ${running.appUrl}` : '';
  return `${dataDir} is in use: "${running.command}" (process ${running.pid}) is running${where}. Stop it first, or set DATA_DIR to another folder.`;
}

/** The launcher's guard has asked it to end already; this waits, and forces what did not listen. */
async function end(identity) {
  const until = Date.now() + endMs;
  while (isAlive(identity)) {
    if (Date.now() > until) process.kill(identity.pid, 'SIGKILL');
    await delay(20);
  }
}
