import { Readable } from 'node:stream';

/** Something that stops a command and that one line explains; the reader needs no stack trace. */
export class Refusal extends Error {}

const patienceMs = 2000;
const reminderMs = 20_000;

/** A terminal that has gone away is no reason to leave processes behind. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs one step: silent while it is quick, and says what it is doing once it lasts more than two seconds.
 *
 * @template Result
 * @param {string} doing for example `building`
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withProgress(doing, work) {
  const begun = Date.now();
  const elapsed = () => `${((Date.now() - begun) / 1000).toFixed(0)} s`;
  let announced = false;
  const remind = setInterval(() => say(`  … ${doing} (${elapsed()})`), reminderMs);
  const announce = setTimeout(() => {
    announced = true;
    say(`  … ${doing}`);
  }, patienceMs);
  try {
    const result = await work();
    if (announced) say(`  … ${doing}: ${elapsed()}, done`);
    return result;
  } finally {
    clearTimeout(announce);
    clearInterval(remind);
  }
}

/**
 * Collects what a child process prints, to be shown only if it fails.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => string}
 */
export function collectOutput(child) {
  /** @type {string[]} */
  const pieces = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream instanceof Readable) stream.setEncoding('utf8').on('data', (piece) => pieces.push(piece));
  return () => pieces.join('');
}
