import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const epochMs = Date.UTC(2020, 0, 1);
const idsPerMs = 10;
const blockSize = 10_000;

/**
 * Numbers that are never given twice. They start at a place that the machine's clock names, so that a simulator without a file does not
 * repeat those of its last life; with a file, whole blocks are written down before their first number is given, so that not even a
 * killed process can repeat one. All are far above 2^31 and far below 2^53.
 */
export function createIdentifiers(file: string | null, nowMs: number): () => number {
  const byClock = Math.max(0, nowMs - epochMs) * idsPerMs;
  let next = Math.max(byClock, file === null ? 0 : readReserved(file));
  let reserved = file === null ? Number.POSITIVE_INFINITY : next;
  return function nextId() {
    if (next >= reserved && file !== null) {
      reserved = next + blockSize;
      const temporary = `${file}.new`;
      writeFileSync(temporary, String(reserved), { flush: true });
      renameSync(temporary, file);
    }
    next += 1;
    return next;
  };
}

function readReserved(file: string): number {
  try {
    const number = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(number) ? number : 0;
  } catch {
    // The first start finds no file. One that cannot be read leaves the clock, which is ahead of every number of an earlier day.
    return 0;
  }
}
