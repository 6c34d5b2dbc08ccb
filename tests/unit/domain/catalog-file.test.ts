import { describe, expect, test } from 'vitest';
import { type KeptItem, planCatalog, readCatalogFile, writeCatalogFile } from '@/lib/domain/catalog-file';
import { MAX_CSV_LENGTH } from '@/lib/domain/csv';
import { parseFileMoney } from '@/lib/i18n/format-money';

const terms = { siteId: 'MLA', parsePrice: (text: string) => parseFileMoney(text, 'ARS') } as const;

const item = (change: Partial<KeptItem>): KeptItem => ({
  id: change.title ?? 'id',
  title: 'Café',
  unitPriceMinor: 150_000,
  taxRate: 0,
  category: null,
  pictureUrl: null,
  skuNumber: null,
  unitMeasure: 'unit',
  isActive: true,
  isFavorite: false,
  ...change,
});

function plan(kept: readonly KeptItem[], text: string, site: typeof terms | { siteId: 'MCO' } = terms) {
  const read = readCatalogFile(text);
  if ('problem' in read) throw new Error(read.problem);
  return planCatalog(kept, read.lines, { ...terms, ...site });
}

/** The catalogue after what was planned. */
function catalogAfter(kept: readonly KeptItem[], planned: ReturnType<typeof plan>): KeptItem[] {
  const saved = planned.flatMap((line) =>
    line.item ? [{ ...line.item, id: line.item.id ?? `line ${line.line}` }] : [],
  );
  return [...kept.filter(({ id }) => !saved.some((one) => one.id === id)), ...saved];
}

const awkward: readonly KeptItem[] = [
  item({ title: '=HYPERLINK("http://evil")', skuNumber: '-1+1' }),
  item({ title: '@SUM(A1)', category: '+ofertas', unitPriceMinor: 1 }),
  item({ title: "'ya citado", skuNumber: '0001' }),
  item({ title: 'Con "comillas", coma; y punto', pictureUrl: 'https://example.com/a,b.png', isFavorite: true }),
  item({ title: 'Oculto', isActive: false, unitMeasure: 'pack', unitPriceMinor: 1_234_567 }),
];

describe('a file of the catalogue', () => {
  test('that was written here is read back as it was, and no cell of it is a formula', () => {
    const text = writeCatalogFile(awkward, 'ARS');
    for (const cell of text.split(/[,\n]/)) expect(cell).not.toMatch(/^"?[=@]|^"?[+-](?!\d+(\.\d+)?$)/);
    expect(plan(awkward, text).map(({ state }) => state)).toEqual(awkward.map(() => 'same'));
    const all = catalogAfter([], plan([], text));
    expect(all.map(({ id: _id, ...rest }) => rest)).toEqual(awkward.map(({ id: _id, ...rest }) => rest));
  });

  test('a title that nobody sees, or that turns what stands beside it around, is no title', () => {
    const planned = plan([], 'Nombre;Precio\n\u200b\u3164;100\nCaf\u202eé;100\nQu\u200bedó;100');
    expect(planned.map(({ state }) => state)).toEqual(['wrong', 'wrong', 'new']);
    expect(planned.map(({ fields }) => fields)).toEqual([{ title: 'required' }, { title: 'ill_formed_text' }, {}]);
  });

  test('the same once more changes nothing, whatever was in it', () => {
    const text = 'Nombre;Precio;SKU;Visible\nTé;1.200,50;;sí\nTé;1.300;T-2;no\nAgua;900;A;\nCafé;1600;;\nMal;gratis;;';
    const once = plan([item({})], text);
    expect(once.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'changed', 'wrong']);
    const kept = catalogAfter([item({})], once);
    expect(kept).toHaveLength(4);
    expect(plan(kept, text).map(({ state }) => state)).toEqual(['same', 'same', 'same', 'same', 'wrong']);
  });

  test('finds an item by its SKU, then by its title, and says when several could be meant', () => {
    const kept = [
      item({ id: 'a', title: 'Remera', skuNumber: 'R-1' }),
      item({ id: 'b', title: 'Remera', unitPriceMinor: 200_000 }),
      item({ id: 'c', title: 'Remera', unitPriceMinor: 300_000 }),
    ];
    const ids = plan(kept, 'sku,title,price\nr-1,Camisa,10\n,REMERA,2000\n,Remera,1\nR-9,Remera,5000\n').map(
      ({ state, item: saved, fields }) => [state, saved?.id ?? null, fields],
    );
    expect(ids).toEqual([
      ['changed', 'a', {}],
      ['changed', 'b', {}],
      ['wrong', null, { sku: 'required' }],
      // The one that is left of two without a SKU gets this one.
      ['changed', 'c', {}],
    ]);
    const states = (of: readonly KeptItem[]) =>
      plan(of, 'title,price,sku\nRemera,50,R-8\nRemera,50,R-9').map(({ state }) => state);
    expect([states(kept.slice(0, 1)), states(kept.slice(0, 2)), states(kept)]).toEqual([
      ['new', 'new'],
      ['changed', 'new'],
      ['new', 'new'],
    ]);
  });

  test('what a column does not say stays as it is', () => {
    const before = item({
      skuNumber: 'C',
      category: 'Bebidas',
      isFavorite: true,
      pictureUrl: 'https://example.com/c.png',
    });
    const [line] = plan([before], 'sku,price\nC,1700');
    expect(line?.item).toEqual({ ...before, unitPriceMinor: 170_000 });
    expect(plan([before], 'sku,category\nC,').at(0)?.item).toMatchObject({ category: null, skuNumber: 'C' });
  });

  test('names what is wrong by column, and the second of two lines about one item', () => {
    const lines = plan(
      [],
      'title,price,tax_rate,sku,unit,picture_url,favorite\n,5,,,,,\nA,x,19,,kilo,http://a.b/c.png,quizás\nB,5,,b,,,\nC,6,,B,,,\nD,1,,,,,\nd,1,,,,,',
    );
    expect(lines.map(({ fields }) => fields)).toEqual([
      { title: 'required' },
      {
        price: 'not_an_amount',
        tax_rate: 'only_colombia',
        unit: 'invalid',
        picture_url: 'not_a_url',
        favorite: 'invalid',
      },
      {},
      { sku: 'already_used' },
      {},
      { title: 'already_used' },
    ]);
    expect(plan([], 'title,price,iva\nA,10,19 %', { siteId: 'MCO' }).at(0)?.item).toMatchObject({ taxRate: 19 });
  });

  test('gives a SKU to one item only, the first, also when that one has none yet', () => {
    const kept = [item({ id: 't', title: 'T' })];
    const told = (text: string) =>
      plan(kept, text).map(({ state, item: saved, fields }) => [state, saved?.id ?? null, fields]);
    const second = ['wrong', null, { sku: 'already_used' }];
    expect(told('sku,title,price\nX,T,5\nx,U,6')).toEqual([['changed', 't', {}], second]);
    expect(told('sku,title,price\nX,U,6\nx,T,5')).toEqual([['new', null, {}], second]);
    const after = catalogAfter(kept, plan(kept, 'sku,title,price\nX,T,5\nx,U,6\nY,U,6'));
    expect(after.map(({ title, skuNumber }) => [title, skuNumber])).toEqual([
      ['T', 'X'],
      ['U', 'Y'],
    ]);
  });

  test('without lines, without a column that names an item, or with too many lines is refused', () => {
    expect([readCatalogFile(''), readCatalogFile('title,price'), readCatalogFile('price\n5')]).toEqual([
      { problem: 'empty' },
      { problem: 'empty' },
      { problem: 'no_columns' },
    ]);
    expect(readCatalogFile(`title\n${'A\n'.repeat(2_001)}`)).toEqual({ problem: 'too_many' });
    expect(`title\n${'A\n'.repeat(2_001)}`.length).toBeLessThan(MAX_CSV_LENGTH);
  });
});
