import fc from 'fast-check';
import { hostileNames } from './hostile-names';

const character = (min: number, max: number) =>
  fc
    .integer({ min, max })
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code));

/** Characters of every kind, those that are written more often than those that nobody knows. */
export const everyCharacter = fc.oneof(
  character(0x00, 0x7f),
  character(0x80, 0x6ff),
  character(0x700, 0xffff),
  character(0x1_f300, 0x1_faff),
  character(0x1_0000, 0x10_ffff),
);

/**
 * Five hundred names that a database can hold, whether we would take them or not: tills come from Mercado Pago's panel as
 * well. Always the same.
 */
export function namesOnPaper(): string[] {
  const long = [
    'x'.repeat(5_000),
    'palabra '.repeat(300),
    ') Tj ET (',
    'e\u0301'.repeat(50),
    'Ñandú São João 12',
    `${'Ñ'.repeat(40)} 999`,
  ];
  const random = fc.sample(fc.string({ unit: everyCharacter, minLength: 1, maxLength: 120 }), {
    numRuns: 400,
    seed: 7,
  });
  const names = [...long, ...hostileNames.map(({ text }) => text), ...random];
  const held = names.filter((name) => name !== '' && name.isWellFormed() && !name.includes('\0'));
  return [...new Set(held)].slice(0, 500);
}
