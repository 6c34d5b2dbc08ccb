import { AppError, type FieldErrorCode } from '../errors';
import { type AcceptedCatalogItem, acceptCatalogItem, type CatalogItemRequest } from './catalog-item';
import { hasTwice, parseCsv, writeCsvRow } from './csv';
import { formatDecimal } from './money';
import type { CurrencyId, SiteId } from './sites';

/** Columns of a file of the catalogue, in the order in which they are written. */
export const catalogColumns = [
  'title',
  'price',
  'category',
  'tax_rate',
  'sku',
  'unit',
  'picture_url',
  'favorite',
  'active',
] as const;
type CatalogColumn = (typeof catalogColumns)[number];

/** One line as it is written. A column that the file does not have changes nothing. */
export type CatalogLine = {
  readonly line: number;
  readonly cells: Readonly<Partial<Record<CatalogColumn, string>>>;
};

export type CatalogFileProblem = 'empty' | 'no_columns' | 'double_column' | 'too_many';

export const MAX_CATALOG_LINES = 2_000;

/** An item of the catalogue, as far as a file goes. */
export type KeptItem = AcceptedCatalogItem & { readonly id: string };

/** What a line of a file would do. */
export type PlannedItem = {
  readonly line: number;
  readonly title: string;
  readonly skuNumber: string | null;
  /** Null when it is no amount. */
  readonly unitPriceMinor: number | null;
  readonly state: 'new' | 'changed' | 'same' | 'wrong';
  /** What is wrong, by column. */
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
  /** What to keep, without an id when it is new; null for a line that changes nothing. */
  readonly item: (AcceptedCatalogItem & { readonly id: string | null }) | null;
};

type PlanTerms = {
  readonly siteId: SiteId;
  /** Minor units of a price as people write it; null when it is none. */
  readonly parsePrice: (text: string) => number | null;
};

/** Reads a file whose first line names the columns, in any order and in three languages. */
export function readCatalogFile(
  text: string,
): { readonly lines: CatalogLine[] } | { readonly problem: CatalogFileProblem } {
  const [head, ...rows] = parseCsv(text);
  if (!head || rows.length === 0) return { problem: 'empty' };
  if (rows.length > MAX_CATALOG_LINES) return { problem: 'too_many' };
  const columns = head.cells.map(columnOf);
  if (!columns.includes('title') && !columns.includes('sku')) return { problem: 'no_columns' };
  if (hasTwice(columns)) return { problem: 'double_column' };
  const lines = rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.flatMap((column, at) => (column ? [[column, (cells[at] ?? '').trim()]] : []))),
  }));
  return { lines };
}

/** The catalogue as a file that can be read back. */
export function writeCatalogFile(items: readonly AcceptedCatalogItem[], currencyId: CurrencyId): string {
  const rows = items.map((item) => [
    item.title,
    formatDecimal(item.unitPriceMinor, currencyId),
    item.category,
    String(item.taxRate),
    item.skuNumber,
    item.unitMeasure,
    item.pictureUrl,
    item.isFavorite ? 'yes' : 'no',
    item.isActive ? 'yes' : 'no',
  ]);
  return [catalogColumns, ...rows].map(writeCsvRow).join('');
}

/**
 * What every line would do to a catalogue. A line is about the item with its SKU; without one, about the item with its
 * title. So the same file again changes nothing, and two lines about one item are an error of the second.
 */
export function planCatalog(
  kept: readonly KeptItem[],
  lines: readonly CatalogLine[],
  terms: PlanTerms,
): readonly PlannedItem[] {
  const find = finderIn(kept);
  const taken = new Set<string>();
  return lines.map((line) => {
    const found = find(line, taken, terms);
    const before = found === 'ambiguous' ? null : found;
    const request = requestOf(line, before, terms);
    const { title, unitPriceMinor } = request;
    const shown = { line: line.line, title, skuNumber: request.skuNumber || null, unitPriceMinor };
    const wrong = (fields: PlannedItem['fields']) => ({ ...shown, state: 'wrong' as const, fields, item: null });
    if (found === 'ambiguous') return wrong({ sku: 'required' });
    const accepted = accept(request, line, terms.siteId);
    if ('fields' in accepted) return wrong(accepted.fields);
    const subjects = subjectsOf(accepted.item, before);
    if (subjects.some((subject) => taken.has(subject)))
      return wrong({ [accepted.item.skuNumber === null ? 'title' : 'sku']: 'already_used' });
    for (const subject of subjects) taken.add(subject);
    if (before && isSame(before, accepted.item)) return { ...shown, state: 'same', fields: {}, item: null };
    const item = { ...accepted.item, id: before?.id ?? null };
    return { ...shown, state: before ? 'changed' : 'new', fields: {}, item };
  });
}

function finderIn(kept: readonly KeptItem[]) {
  const bySku = new Map(kept.flatMap((item) => (item.skuNumber === null ? [] : [[fold(item.skuNumber), item]])));
  const byTitle = new Map<string, KeptItem[]>();
  for (const item of kept) {
    const title = fold(item.title);
    const named = byTitle.get(title);
    if (named) named.push(item);
    else byTitle.set(title, [item]);
  }
  return (
    { cells }: CatalogLine,
    taken: ReadonlySet<string>,
    { parsePrice }: PlanTerms,
  ): KeptItem | null | 'ambiguous' => {
    const known = cells.sku ? bySku.get(fold(cells.sku)) : undefined;
    if (known) return known;
    const named = byTitle.get(fold(cells.title ?? '')) ?? [];
    const withoutSku = named.filter((item) => item.skuNumber === null);
    if (cells.sku) {
      // The only one of this name gets the SKU; an item of another SKU is another item, whatever it is called.
      const free = withoutSku.filter(({ id }) => !taken.has(id));
      return free.length === 1 ? (free[0] ?? null) : null;
    }
    const candidates = withoutSku.length > 0 ? withoutSku : named;
    if (candidates.length < 2) return candidates[0] ?? null;
    const price = parsePrice(cells.price ?? '');
    const [alike, ...others] = candidates.filter((item) => item.unitPriceMinor === price);
    return alike && others.length === 0 ? alike : 'ambiguous';
  };
}

function requestOf({ cells }: CatalogLine, before: KeptItem | null, { parsePrice }: PlanTerms): CatalogItemRequest {
  return {
    title: cells.title || (before?.title ?? ''),
    unitPriceMinor: cells.price === undefined ? (before?.unitPriceMinor ?? null) : parsePrice(cells.price),
    taxRate: cells.tax_rate === undefined ? (before?.taxRate ?? 0) : readRate(cells.tax_rate),
    category: cells.category ?? before?.category ?? '',
    pictureUrl: cells.picture_url ?? before?.pictureUrl ?? '',
    // Never taken away by a file: it is what the next one finds the item by.
    skuNumber: cells.sku || (before?.skuNumber ?? ''),
    unitMeasure: cells.unit === undefined ? (before?.unitMeasure ?? 'unit') : (units[cells.unit.toLowerCase()] ?? ''),
    isActive: readFlag(cells.active) ?? before?.isActive ?? true,
    isFavorite: readFlag(cells.favorite) ?? before?.isFavorite ?? false,
  };
}

function accept(
  request: CatalogItemRequest,
  { cells }: CatalogLine,
  siteId: SiteId,
): { item: AcceptedCatalogItem } | { fields: Record<string, FieldErrorCode> } {
  const fields: Record<string, FieldErrorCode> = {};
  for (const column of ['favorite', 'active'] as const)
    if (cells[column] && readFlag(cells[column]) === null) fields[column] = 'invalid';
  try {
    const item = acceptCatalogItem(request, siteId);
    return Object.keys(fields).length > 0 ? { fields } : { item };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    for (const [name, code] of Object.entries(error.fields)) fields[columnOfField[name] ?? name] = code;
    return { fields };
  }
}

const columnOfField: Readonly<Record<string, CatalogColumn>> = {
  unitPriceMinor: 'price',
  taxRate: 'tax_rate',
  skuNumber: 'sku',
  unitMeasure: 'unit',
  pictureUrl: 'picture_url',
};

/** What only one line may be about: the item as it is kept, and its SKU, which may be new to it. */
function subjectsOf({ title, skuNumber }: AcceptedCatalogItem, before: KeptItem | null): string[] {
  if (skuNumber !== null) return [...(before ? [before.id] : []), `sku ${fold(skuNumber)}`];
  return [before ? before.id : `title ${fold(title)}`];
}

function isSame({ id: _id, ...before }: KeptItem, after: AcceptedCatalogItem): boolean {
  return Object.entries(after).every(([name, value]) => Reflect.get(before, name) === value);
}

/** As the database compares them. */
function fold(text: string): string {
  return text.trim().toLowerCase();
}

/** "19" and "19 %"; nothing is exempt. */
function readRate(text: string): number {
  if (text === '') return 0;
  const match = /^(\d{1,3})\s*%?$/.exec(text);
  return match ? Number(match[1]) : Number.NaN;
}

/** Null when nothing is said, or nothing that can be read. */
function readFlag(text: string | undefined): boolean | null {
  if (!text) return null;
  if (/^(?:1|x|s|y|si|sí|sim|yes|true|verdadero|verdadeiro)$/i.test(text)) return true;
  return /^(?:0|n|no|não|nao|false|falso)$/i.test(text) ? false : null;
}

const units: Readonly<Record<string, string>> = {
  '': 'unit',
  unit: 'unit',
  unidad: 'unit',
  unidade: 'unit',
  pack: 'pack',
  paquete: 'pack',
  pacote: 'pack',
};

const otherNames: Readonly<Record<string, CatalogColumn>> = {
  nombre: 'title',
  nome: 'title',
  name: 'title',
  articulo: 'title',
  item: 'title',
  precio: 'price',
  preco: 'price',
  categoria: 'category',
  iva: 'tax_rate',
  unidad: 'unit',
  unidade: 'unit',
  foto: 'picture_url',
  favorito: 'favorite',
  visible: 'active',
  visivel: 'active',
};

function columnOf(cell: string): CatalogColumn | null {
  const name = cell
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '_');
  return catalogColumns.find((column) => column === name) ?? otherNames[name] ?? null;
}
