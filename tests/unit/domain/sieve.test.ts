import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSieve } from '@/lib/domain/sieve';

function seen(texts: readonly string[]): boolean[] {
  const sieve = createSieve();
  return texts.map((text) => sieve.mayHaveSeen(`<${text}>`, { from: 1, to: text.length + 1 }));
}

test('whatever came before is said to have come before, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('', '7', '🧾')), { maxLength: 60 }), (texts) => {
      const said = seen(texts);
      for (const [place, text] of texts.entries()) if (texts.indexOf(text) < place) expect(said[place]).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('of a hundred thousand different texts hardly any is taken for another', () => {
  const counted = seen(Array.from({ length: 100_000 }, (_, number) => String(70_000_000_000 + number)));
  const scattered = seen(
    Array.from({ length: 100_000 }, (_, number) => ((number * 2_654_435_761) % 2 ** 32).toString(36)),
  );
  for (const said of [counted, scattered]) expect(said.filter(Boolean).length).toBeLessThan(500);
});
