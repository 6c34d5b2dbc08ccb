import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCsv, parseCsv, writeCsvRow } from '@/lib/domain/csv';
import { readPlaceFile, tillsOfRange } from '@/lib/domain/place-file';

const rest = {
  storeKey: 'S001',
  category: null,
  integration: 'attended_v2',
  mode: 'static',
  isFixedAmount: true,
} as const;

describe('a CSV file', () => {
  test('whatever is written into it is read back, and no cell begins a formula', () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\0\r]/g, '').trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
        const head = ['a', 'b', 'c'];
        const file = [head, ...rows].map(writeCsvRow).join('');
        const filled = rows.filter((row) => row.some((each) => each !== ''));
        expect(parseCsv(file).map(({ cells }) => cells)).toEqual([head, ...filled]);
      }),
    );
    for (const evil of ['=1+1', '+cmd', '@SUM(A1)', '-2+3', '\t=1'])
      expect(writeCsvRow([evil]).replace(/^"/, '')).toMatch(/^'/);
    expect(writeCsvRow(['-34.6'])).toBe('-34.6\n');
  });

  test('is read with semicolons, a byte order mark, quotes and Windows lines, and knows its lines', () => {
    expect(parseCsv('\uFEFFname;local\r\n"Caja ""1""; barra";S001\r\n\r\nCaja 2;S001')).toEqual([
      { line: 1, cells: ['name', 'local'] },
      { line: 2, cells: ['Caja "1"; barra', 'S001'] },
      { line: 4, cells: ['Caja 2', 'S001'] },
    ]);
  });

  test('has lines as an old Mac ends them', () => {
    expect(parseCsv('name;local\rCaja 1;S001\rCaja 2;S001')).toEqual([
      { line: 1, cells: ['name', 'local'] },
      { line: 2, cells: ['Caja 1', 'S001'] },
      { line: 3, cells: ['Caja 2', 'S001'] },
    ]);
  });

  test('has its accents in whatever a spreadsheet writes', () => {
    const text = 'name\nCaja Peñarol, esquina São João';
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const file of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(text, 'latin1'),
      utf16,
      Buffer.from(utf16).swap16(),
    ])
      expect(decodeCsv(file)).toBe(text);
    expect(decodeCsv(Buffer.from('93416c6dd1e79394', 'hex'))).toBe('“AlmÑç“”');
  });

  test.each(['false', 'FALSO', 'Falso', 'NO', 'n', 'não', '0'])('takes %s for no', (word) => {
    expect(readPlaceFile(`name,fixed_amount\nCaja,${word}`)).toMatchObject({ rows: [{ isFixedAmount: false }] });
  });

  test('of tills or of stores is told by its columns, in any order and language', () => {
    expect(readPlaceFile('Local,Nombre,Código\nS001,Caja 1,')).toMatchObject({
      rows: [{ kind: 'pos', line: 2, code: '', name: 'Caja 1', storeKey: 'S001', integration: 'attended_v2' }],
    });
    expect(readPlaceFile('name,category,mode\nCaja,x,neon')).toMatchObject({
      rows: [{ category: undefined, mode: undefined }],
    });
    const stores = 'name,street_name,latitude,longitude,business_hours\nSur,Mitre,"-34,6",-58.4,monday 09:00-18:00';
    expect(readPlaceFile(stores)).toMatchObject({
      rows: [
        {
          kind: 'store',
          request: {
            latitude: -34.6,
            longitude: -58.4,
            businessHours: { monday: [{ open: '09:00', close: '18:00' }] },
          },
        },
      ],
    });
  });

  test('of stores has their codes under any name, and columns that nobody knows or named are passed over', () => {
    expect(readPlaceFile('Código,Nombre,street_name,,nota,,Nota\nS9,Sur,Mitre,1,2,3,4')).toMatchObject({
      rows: [{ kind: 'store', request: { externalStoreId: 'S9', name: 'Sur', streetName: 'Mitre' } }],
    });
  });

  test.each([
    ['', 'empty'],
    ['name\n', 'empty'],
    ['foo,bar\n1,2', 'no_columns'],
    ['name,external_store_id,Nombre\nCaja,S001,Barra', 'double_column'],
    ['codigo;name;external_pos_id\nA1;Caja;A2', 'double_column'],
    [`name\n${'x\n'.repeat(1_001)}`, 'too_many'],
  ])('%j is refused as %s', (text, problem) => {
    expect(readPlaceFile(text)).toEqual({ problem });
  });
});

test('a range names its tills by number, at the end or where # is', () => {
  expect(
    tillsOfRange({ pattern: 'Caja', from: 1, to: 10, rest })
      ?.map(({ name }) => name)
      .slice(-2),
  ).toEqual(['Caja 9', 'Caja 10']);
  expect(tillsOfRange({ pattern: 'Box #A', from: 7, to: 7, rest })).toMatchObject([{ name: 'Box 7A', code: '' }]);
  expect(tillsOfRange({ pattern: 'Caja', from: 5, to: 4, rest })).toBeNull();
  expect(tillsOfRange({ pattern: 'Caja', from: 1, to: 5_000, rest })).toBeNull();
});
