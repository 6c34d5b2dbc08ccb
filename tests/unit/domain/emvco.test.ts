import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readEmvco } from '@/lib/domain/emvco';

// Random input takes its time where others keep the machine busy.
vi.setConfig({ testTimeout: 30_000 });

/*
 * Texts as Mercado Pago's codes carry them: in template 43 a dynamic code names its order and a static one the address
 * of its POS; in 50 is the collector's tax id. The last is a Pix code, which carries 26 instead.
 */
const dynamicCode =
  '00020101021243650016com.mercadolibre02013063640b6f1d2-77aa-4c19-9e53-0c6f8e1d2a3b50150011304567890125204541153030325802AR5911KIOSCO LUNA6007ROSARIO6304';
const staticCode =
  '00020101021143530016com.mercadolibre0129https://mpago.la/pos/4815162350150011304567890125204541153030325802AR5911KIOSCO LUNA6007ROSARIO6304';
const pixCode =
  '00020101021226550014br.gov.bcb.pix2533qr.example.com/v2/40b6f1d277aa4c15204000053039865802BR5910LOJA DA LU6008SALVADOR62070503***6304';

/** The checksum worked out another way than in the product: bit by bit over the whole text, as the standard defines it. */
function crcOf(text: string): string {
  let register = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    for (let bit = 7; bit >= 0; bit--) {
      const feedback = ((register >> 15) & 1) !== ((byte >> bit) & 1);
      register = ((register << 1) & 0xffff) ^ (feedback ? 0x1021 : 0);
    }
  }
  return register.toString(16).toUpperCase().padStart(4, '0');
}

function signed(text: string): string {
  return text + crcOf(text);
}

function written({ id, value }: { id: string; value: string }): string {
  return id + String(value.length).padStart(2, '0') + value;
}

function tagOf(text: string, id: string): string | undefined {
  return readEmvco(text)?.find((tag) => tag.id === id)?.value;
}

test('the checksum used here is the published one', () => {
  expect(crcOf('123456789')).toBe('29B1');
});

describe('a code', () => {
  test('that is dynamic is read tag by tag, in order', () => {
    expect(readEmvco(signed(dynamicCode))?.map(({ id }) => id)).toEqual([
      '00',
      '01',
      '43',
      '50',
      '52',
      '53',
      '58',
      '59',
      '60',
      '63',
    ]);
    expect(tagOf(signed(dynamicCode), '01')).toBe('12');
    expect(tagOf(signed(dynamicCode), '43')).toBe('0016com.mercadolibre02013063640b6f1d2-77aa-4c19-9e53-0c6f8e1d2a3b');
    expect(tagOf(signed(dynamicCode), '59')).toBe('KIOSCO LUNA');
  });

  test('that is static names the address of its POS', () => {
    expect(tagOf(signed(staticCode), '01')).toBe('11');
    expect(tagOf(signed(staticCode), '43')).toContain('https://mpago.la/pos/48151623');
    expect(tagOf(signed(staticCode), '53')).toBe('032');
  });

  test('of Pix is read too', () => {
    expect(tagOf(signed(pixCode), '26')).toContain('br.gov.bcb.pix');
    expect(tagOf(signed(pixCode), '62')).toBe('0503***');
  });

  test('may write its checksum in small letters', () => {
    expect(readEmvco(dynamicCode + crcOf(dynamicCode).toLowerCase())).not.toBeNull();
  });
});

describe('what is not a code', () => {
  test('a text with any one character changed', () => {
    const text = signed(staticCode);
    for (let place = 0; place < text.length; place++) {
      const changed = text[place] === '0' ? '1' : '0';
      expect(readEmvco(text.slice(0, place) + changed + text.slice(place + 1))).toBeNull();
    }
  });

  test('a text that is cut anywhere, or goes on', () => {
    const text = signed(staticCode);
    for (let length = 0; length < text.length; length++) expect(readEmvco(text.slice(0, length))).toBeNull();
    expect(readEmvco(`${text} `)).toBeNull();
    expect(readEmvco(text + text)).toBeNull();
  });

  test('one whose checksum is right but whose tags are not', () => {
    expect(readEmvco(signed(`010211${staticCode.slice(6)}`))).toBeNull();
    expect(readEmvco(signed('00020159996304'))).toBeNull();
    expect(readEmvco(signed(`${staticCode.slice(0, -2)}05`))).toBeNull();
    expect(readEmvco(signed(`${staticCode.slice(0, -2)}99`))).toBeNull();
    expect(readEmvco(signed('000201ZZ04xxxx6304'))).toBeNull();
    expect(readEmvco(signed(`000201${staticCode.slice(6, -4)}6204`))).toBeNull();
  });

  test.each(['', 'https://mpago.la/pos/1', 'ñandú', '\0'.repeat(40), `0002${'0'.repeat(600)}`])('%j', (text) => {
    expect(readEmvco(text)).toBeNull();
  });

  test('five thousand texts at random, none of which does harm', () => {
    const near = fc
      .tuple(fc.nat(staticCode.length), fc.string())
      .map(([place, text]) => staticCode.slice(0, place) + text);
    const numbers = fc.stringMatching(/^0002[0-9]{8,60}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), near, numbers), (text) => {
        const tags = readEmvco(text);
        return tags === null || tags.map(written).join('') === text;
      }),
      { numRuns: 5_000 },
    );
  });

  test('a written code is always read back', () => {
    const values = fc.stringMatching(/^[ -~]{1,60}$/);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 62 }), values), { minLength: 1, maxLength: 6 }),
        (tags) => {
          const written = [
            ['00', '01'] as const,
            ...tags.map(([id, value]) => [String(id).padStart(2, '0'), value] as const),
          ];
          const text = written.map(([id, value]) => id + String(value.length).padStart(2, '0') + value).join('');
          const read = readEmvco(signed(`${text}6304`));
          expect(read?.slice(0, -1)).toEqual(written.map(([id, value]) => ({ id, value })));
        },
      ),
      { numRuns: 500 },
    );
  });
});
