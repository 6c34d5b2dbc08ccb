import { MAX_MINOR, sumMinor } from '@/lib/domain/money';
import { isUnitMeasure } from '@/lib/domain/order';
import { amountItem, type SoldItem } from './till-item';

/** What is being sold before it is charged. Everything is in minor units of the till's currency. */
export type Sale = {
  readonly lines: readonly SaleLine[];
  /** On the keypad and not yet a line; it is part of the total, as on a card terminal. */
  readonly typedMinor: number;
  readonly reference: string;
  readonly note: string;
  /** As they were typed; what they mean is in `figuresOf`. */
  readonly taxText: string;
  readonly discountText: string;
};

export type SaleLine = SoldItem & { readonly quantity: number };

export type SaleAction =
  | { readonly type: 'digits_typed'; readonly digits: string }
  | { readonly type: 'digit_erased' }
  | { readonly type: 'typed_cleared' }
  | { readonly type: 'typed_added'; readonly title: string }
  | { readonly type: 'item_added'; readonly item: SoldItem }
  | { readonly type: 'quantity_changed'; readonly index: number; readonly by: number }
  | { readonly type: 'line_removed'; readonly index: number }
  | { readonly type: 'field_changed'; readonly field: SaleField; readonly text: string }
  | { readonly type: 'emptied' }
  | { readonly type: 'replaced'; readonly sale: Sale };

/** What is typed in words. */
export type SaleField = 'reference' | 'note' | 'taxText' | 'discountText';

export const emptySale: Sale = { lines: [], typedMinor: 0, reference: '', note: '', taxText: '', discountText: '' };

/** As many as an order can have. */
export const MAX_LINES = 200;
const MAX_QUANTITY = 9_999;

const fields = ['reference', 'note', 'taxText', 'discountText'] as const satisfies readonly SaleField[];

/** The sale after something was done to it. What would go past a limit changes nothing. */
export function changeSale(sale: Sale, action: SaleAction): Sale {
  switch (action.type) {
    case 'digits_typed':
      return withinLimits(sale, { ...sale, typedMinor: Number(`${sale.typedMinor}${action.digits}`) });
    case 'digit_erased':
      return { ...sale, typedMinor: Math.floor(sale.typedMinor / 10) };
    case 'typed_cleared':
      return { ...sale, typedMinor: 0 };
    case 'typed_added':
      return addTyped(sale, action.title);
    case 'item_added':
      return addItem(sale, action.item);
    case 'quantity_changed':
      return changeQuantity(sale, action.index, action.by);
    case 'line_removed':
      return { ...sale, lines: sale.lines.filter((_, index) => index !== action.index) };
    case 'field_changed':
      return { ...sale, [action.field]: action.text };
    case 'emptied':
      return emptySale;
    case 'replaced':
      return action.sale;
  }
}

/** The lines and what is on the keypad, before any discount. */
export function subtotalOf(sale: Sale): number {
  return sumMinor([...sale.lines.map(lineTotal), sale.typedMinor]);
}

export function lineTotal(line: Pick<SaleLine, 'unitPriceMinor' | 'quantity'>): number {
  return line.unitPriceMinor * line.quantity;
}

/** How many things are in the sale, what is on the keypad not counted. */
export function countOf(lines: readonly Pick<SaleLine, 'quantity'>[]): number {
  return sumMinor(lines.map((line) => line.quantity));
}

/** True when there is nothing in it that somebody would miss. */
export function isEmptySale(sale: Sale): boolean {
  return sale.lines.length === 0 && sale.typedMinor === 0 && fields.every((field) => sale[field] === '');
}

/** The lines that charging now would send: what is on the keypad becomes the last of them. */
export function chargedLines(sale: Sale, amountTitle: string): readonly SaleLine[] {
  if (sale.typedMinor === 0) return sale.lines;
  return [...sale.lines, { ...amountItem(amountTitle, sale.typedMinor), quantity: 1 }];
}

/** What a till kept while its page was reloaded, or null when that is not a sale. */
export function readStoredSale(value: unknown): Sale | null {
  if (!isRecord(value) || !Array.isArray(value.lines)) return null;
  const { typedMinor, reference, note, taxText, discountText } = value;
  if (!isAmount(typedMinor)) return null;
  if (typeof reference !== 'string' || typeof note !== 'string') return null;
  if (typeof taxText !== 'string' || typeof discountText !== 'string') return null;
  const lines = value.lines.map(readStoredLine);
  return lines.includes(null)
    ? null
    : { lines: lines.filter((line) => line !== null), typedMinor, reference, note, taxText, discountText };
}

function readStoredLine(value: unknown): SaleLine | null {
  if (!isRecord(value)) return null;
  const { title, unitPriceMinor, quantity, unitMeasure, taxRate } = value;
  if (typeof title !== 'string' || !isAmount(unitPriceMinor) || !isAmount(quantity)) return null;
  return {
    title,
    unitPriceMinor,
    quantity,
    pictureUrl: textOrNull(value.pictureUrl),
    skuNumber: textOrNull(value.skuNumber),
    category: textOrNull(value.category),
    unitMeasure: typeof unitMeasure === 'string' && isUnitMeasure(unitMeasure) ? unitMeasure : 'unit',
    taxRate: isAmount(taxRate) && taxRate <= 100 ? taxRate : null,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function addTyped(sale: Sale, title: string): Sale {
  if (sale.typedMinor === 0 || sale.lines.length >= MAX_LINES) return sale;
  const line = { ...amountItem(title, sale.typedMinor), quantity: 1 };
  return { ...sale, lines: [...sale.lines, line], typedMinor: 0 };
}

function addItem(sale: Sale, item: SoldItem): Sale {
  const index = sale.lines.findIndex(
    (line) => line.title === item.title && line.unitPriceMinor === item.unitPriceMinor,
  );
  if (index >= 0) return changeQuantity(sale, index, 1);
  if (sale.lines.length >= MAX_LINES) return sale;
  return withinLimits(sale, { ...sale, lines: [...sale.lines, { ...item, quantity: 1 }] });
}

function changeQuantity(sale: Sale, index: number, by: number): Sale {
  const lines = sale.lines
    .map((line, at) => (at === index ? { ...line, quantity: Math.min(line.quantity + by, MAX_QUANTITY) } : line))
    .filter((line) => line.quantity > 0);
  return withinLimits(sale, { ...sale, lines });
}

function withinLimits(before: Sale, after: Sale): Sale {
  // Past the limit the sum need not be exact any more: it is only known to be too large.
  const total = after.lines.reduce((sum, line) => sum + lineTotal(line), after.typedMinor);
  return total <= MAX_MINOR ? after : before;
}
