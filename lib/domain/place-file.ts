import { parseHours } from './business-hours';
import { readCoordinates } from './coordinates';
import { hasTwice, parseCsv } from './csv';
import { type Integration, integrations, type QrMode, qrModes } from './order';
import type { PlaceKind } from './place';
import type { StoreRequest } from './store';

/** Columns of a file of tills, in the order in which they are written. */
export const posColumns = [
  'external_pos_id',
  'name',
  'external_store_id',
  'category',
  'integration',
  'mode',
  'fixed_amount',
  'status',
] as const;

/** The same of stores. */
export const storeColumns = [
  'external_store_id',
  'name',
  'street_name',
  'street_number',
  'city_name',
  'state_name',
  'zip_code',
  'reference',
  'latitude',
  'longitude',
  'business_hours',
  'status',
] as const;

type Column = (typeof posColumns)[number] | (typeof storeColumns)[number];
const known: readonly Column[] = [...posColumns, ...storeColumns];

/** What a line of a file asks for; an empty code is to be proposed. */
export type PlannedPos = {
  readonly kind: 'pos';
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly storeKey: string;
  /** Null is generic; undefined is what cannot be read as a code. */
  readonly category: number | null | undefined;
  readonly integration: Integration | undefined;
  readonly mode: QrMode | undefined;
  readonly isFixedAmount: boolean;
};
export type PlannedStore = { readonly kind: 'store'; readonly line: number; readonly request: StoreRequest };
export type PlannedPlace = PlannedPos | PlannedStore;

export const MAX_PLANNED = 1_000;

export type FileProblem = 'empty' | 'no_columns' | 'double_column' | 'too_many';

/**
 * What a file of stores or tills asks for. Its first line names the columns, in any order and in three languages; a file
 * with an address column is one of stores. Null fields stay for the checks that every store and till passes.
 */
export function readPlaceFile(text: string): { readonly rows: PlannedPlace[] } | { readonly problem: FileProblem } {
  const [head, ...lines] = parseCsv(text);
  if (!head || lines.length === 0) return { problem: 'empty' };
  if (lines.length > MAX_PLANNED) return { problem: 'too_many' };
  const columns = head.cells.map(columnOf);
  const kind: PlaceKind = columns.includes('street_name') ? 'store' : 'pos';
  if (!columns.includes('name')) return { problem: 'no_columns' };
  if (hasTwice(columns)) return { problem: 'double_column' };
  const rows = lines.map(({ line, cells }) => {
    const at = (column: Column) => cells[columns.indexOf(column)] ?? '';
    return kind === 'store' ? storeOf(line, at) : posOf(line, at);
  });
  return { rows };
}

/** The tills of a range: "Caja 1" to "Caja 10" of a store. `pattern` holds `#` where the number goes, or gets it at its end. */
export function tillsOfRange(range: {
  pattern: string;
  from: number;
  to: number;
  rest: Omit<PlannedPos, 'kind' | 'line' | 'code' | 'name'>;
}): PlannedPos[] | null {
  const { pattern, from, to, rest } = range;
  const count = to - from + 1;
  if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || count < 1 || count > MAX_PLANNED) return null;
  const stem = pattern.trim();
  return Array.from({ length: count }, (_, place) => {
    const number = String(from + place);
    const name = stem.includes('#') ? stem.replaceAll('#', number) : `${stem} ${number}`.trim();
    return { kind: 'pos', line: place + 1, code: '', name, ...rest };
  });
}

function posOf(line: number, at: (column: Column) => string): PlannedPos {
  const category = at('category');
  return {
    kind: 'pos',
    line,
    code: at('external_pos_id'),
    name: at('name'),
    storeKey: at('external_store_id'),
    category: category === '' ? null : /^\d{1,9}$/.test(category) ? Number(category) : undefined,
    integration: at('integration') === '' ? 'attended_v2' : integrations.find((known) => known === at('integration')),
    mode: at('mode') === '' ? 'static' : qrModes.find((known) => known === at('mode')),
    // Spreadsheets write the words of their own language.
    isFixedAmount: !/^(?:false|falso|0|no?|não|nao)$/i.test(at('fixed_amount')),
  };
}

function storeOf(line: number, at: (column: Column) => string): PlannedStore {
  const place = readCoordinates(`${decimal(at('latitude'))}, ${decimal(at('longitude'))}`);
  return {
    kind: 'store',
    line,
    request: {
      // "Código" in a file of stores is theirs.
      externalStoreId: at('external_store_id') || at('external_pos_id'),
      name: at('name'),
      streetName: at('street_name'),
      streetNumber: at('street_number'),
      cityName: at('city_name'),
      stateName: at('state_name'),
      zipCode: at('zip_code'),
      reference: at('reference'),
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      businessHours: parseHours(at('business_hours')),
    },
  };
}

function decimal(text: string): string {
  return text.trim().replace(',', '.');
}

const otherNames: Readonly<Record<string, Column>> = {
  nombre: 'name',
  nome: 'name',
  local: 'external_store_id',
  loja: 'external_store_id',
  store: 'external_store_id',
  codigo: 'external_pos_id',
  code: 'external_pos_id',
  rubro: 'category',
  ramo: 'category',
};

/** Null for a column that says nothing to us: it is passed over, however many there are of its name. */
function columnOf(cell: string): Column | null {
  const name = cell
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_');
  return known.find((column) => column === name) ?? otherNames[name] ?? null;
}
