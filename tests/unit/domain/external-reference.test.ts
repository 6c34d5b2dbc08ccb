import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExternalReference, makeExternalReference, makeReferencePrefix } from '@/lib/domain/external-reference';

describe('a reference', () => {
  test.each(['a', 'Bill-0001', '_', '-', 'A'.repeat(64), '0'])('%s is one', (text) => {
    expect(isExternalReference(text)).toBe(true);
  });

  test.each([
    '',
    'A'.repeat(65),
    'Bill 0001',
    'Bill-0001\n',
    'á',
    'a/b',
    'a.b',
    'a%',
    'a\0',
    '\u202ea',
    '１',
    '🧾',
    '\ud800',
  ])('%j is not one', (text) => {
    expect(isExternalReference(text)).toBe(false);
  });

  test('made here is always one, keeps its number and is different for every number', () => {
    const randoms = fc.uint8Array({ minLength: 4, maxLength: 4 });
    const numbers = fc.integer({ min: 1, max: 2_147_483_647 });
    fc.assert(
      fc.property(randoms, numbers, numbers, (random, first, second) => {
        const prefix = makeReferencePrefix(random);
        expect(isExternalReference(makeExternalReference(prefix, first))).toBe(true);
        expect(Number(makeExternalReference(prefix, first).split('-')[1])).toBe(first);
        expect(makeExternalReference(prefix, first) === makeExternalReference(prefix, second)).toBe(first === second);
      }),
      { numRuns: 1_000 },
    );
  });

  test('made here has at least six digits', () => {
    expect(makeExternalReference('V7KQ2', 482)).toBe('V7KQ2-000482');
    expect(makeExternalReference('V7KQ2', 1_000_000)).toBe('V7KQ2-1000000');
  });
});

test('a prefix is V and four letters or digits that cannot be mistaken for each other, whatever was drawn', () => {
  for (let byte = 0; byte < 256; byte++)
    expect(makeReferencePrefix(new Uint8Array([byte, byte, 255 - byte, 7]))).toMatch(/^V[2-9A-HJKMNP-Z]{4}$/);
  expect(makeReferencePrefix(new Uint8Array([1, 2, 3, 4, 5, 6]))).toHaveLength(5);
});
