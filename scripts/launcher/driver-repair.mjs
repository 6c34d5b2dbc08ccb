import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './environment.mjs';

/**
 * What postgres 3.4.9 does when a connection closes, and what it should do: nothing of one connection may reach the next
 * in its place. See docs/decisions/0020.
 */
const repairs = [
  {
    wrong: `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()
`,
    // Else what was still to be written stays so for ever, and the next connection never says hello.
    right: `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)
    socket.removeListener('connect', connected)
    idleTimer.cancel()
`,
  },
  {
    wrong: `    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
    // Else what was asked between the error and the close is never answered, the old statement takes the new connection's
    // errors, and whoever waits for a server that closes at once waits for ever, while it is asked without a pause. Where
    // there is another host to be tried, its reconnecting is what tries it.
    right: `    if (initial && (target_session_attrs || options.host[1]))
      return reconnect()

    ;(initial || query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
    query = results = errorResponse = null
    result = new Result()
`,
  },
  {
    wrong: `        return fetchArrayTypes()
`,
    // Else a connection that breaks here, before anybody's query, is an error that nobody can catch.
    right: `        return fetchArrayTypes().catch(noop)
`,
  },
];

/** The driver for those who import it, and for those who require it. */
const files = ['src/connection.js', 'cjs/src/connection.js'];

/**
 * Repairs the installed driver; called again, it changes nothing.
 *
 * @throws {Error} when the driver is not the one that the repairs were written for
 */
export function repairDriver() {
  for (const name of files) {
    const file = path.join(root, 'node_modules', 'postgres', name);
    if (!existsSync(file)) throw new Error(`${file} is missing: run npm ci`);
    const installed = readFileSync(file, 'utf8');
    let repaired = installed;
    for (const { wrong, right } of repairs) {
      if (repaired.includes(right)) continue;
      if (!repaired.includes(wrong)) throw new Error(`${file} is not the driver that ${import.meta.filename} repairs`);
      repaired = repaired.replace(wrong, () => right);
    }
    if (repaired === installed) continue;
    // Never written in place: package managers let folders share a file, and two commands may begin at once.
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, repaired);
    renameSync(fresh, file);
  }
}
