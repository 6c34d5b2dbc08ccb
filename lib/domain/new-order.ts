import { AppError, type FieldErrorCode } from '../errors';
import { isExternalReference } from './external-reference';
import { MAX_MINOR, parseMinor } from './money';
import {
  expiresInSeconds,
  isUnitMeasure,
  type OrderItem,
  type OrderTax,
  type QrMode,
  qrModes,
  siteTakesTaxes,
} from './order';
import { type CurrencyId, decimalsByCurrency, type SiteId, sites } from './sites';
import { isBlank, textProblem } from './text-problem';

/** What somebody asks to charge, as they wrote it: amounts are decimals in major units. Absent means the default. */
export type OrderRequest = {
  readonly externalPosId: string;
  readonly externalReference?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly items: readonly ItemRequest[];
  readonly taxes?: readonly { type: string; value: string }[] | undefined;
  /** Taken off the sum of the items. */
  readonly discount?: string | undefined;
  /** For the shop's own people. */
  readonly note?: string | undefined;
  readonly sponsorId?: string | undefined;
  readonly mode?: string | undefined;
  readonly expiresIn?: number | undefined;
};

export type ItemRequest = {
  readonly title: string;
  readonly unitPrice: string;
  readonly quantity: number;
  readonly unitMeasure?: string | undefined;
  readonly skuNumber?: string | undefined;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
  readonly pictureUrl?: string | undefined;
};

/** The same, checked and exact. `externalReference` is null when one has to be made. */
export type AcceptedOrder = {
  readonly externalReference: string | null;
  readonly title: string;
  readonly description: string;
  readonly items: readonly OrderItem[];
  readonly taxes: readonly OrderTax[];
  readonly discountMinor: number;
  /** Σ of the items less the discount. */
  readonly totalMinor: number;
  readonly note: string | null;
  readonly sponsorId: string | null;
  readonly mode: QrMode | null;
  readonly expiresInSeconds: number;
};

/**
 * Checks a request against what Mercado Pago will accept on a site. Throws `invalid_input` naming every wrong field at
 * once, by its path in the API (`items[0].unit_price`).
 */
export function acceptOrder(request: OrderRequest, siteId: SiteId): AcceptedOrder {
  const problems = new Problems();
  const { currencyId } = sites[siteId];
  if (request.items.length === 0) problems.add('items', 'required');
  if (request.items.length > MAX_ITEMS) problems.add('items', 'too_many');
  const items = request.items.map((item, index) => acceptItem(item, `items[${index}]`, currencyId, problems));
  const taxes = acceptTaxes(request, siteId, problems);
  const sumMinor = items.reduce((sum, item) => sum + item.unitPriceMinor * item.quantity, 0);
  if (problems.none && sumMinor <= 0) problems.add('items', 'too_small');
  const discountMinor = request.discount === undefined ? 0 : problems.amount('discount', request.discount, currencyId);
  if (problems.none && discountMinor >= sumMinor) problems.add('discount', 'too_large');
  const totalMinor = sumMinor - discountMinor;
  if (sumMinor > MAX_MINOR) problems.add('items', 'too_large');
  const reference = request.externalReference ?? null;
  if (reference !== null && !isExternalReference(reference)) problems.add('external_reference', 'not_a_reference');
  // Defaults come from the items, which answer for themselves: nobody is told about a field that they did not send.
  const title = request.title === undefined ? (items[0]?.title ?? '') : problems.text('title', request.title, 256);
  const description =
    request.description === undefined ? describeItems(items) : problems.text('description', request.description, 256);
  const mode = qrModes.find((known) => known === request.mode) ?? null;
  if (request.mode !== undefined && mode === null) problems.add('mode', 'invalid');
  const seconds = request.expiresIn ?? expiresInSeconds.default;
  if (!Number.isInteger(seconds)) problems.add('expires_in', 'not_integer');
  else if (seconds < expiresInSeconds.min) problems.add('expires_in', 'too_small');
  else if (seconds > expiresInSeconds.max) problems.add('expires_in', 'too_large');
  if (request.sponsorId !== undefined && !/^\d{1,20}$/.test(request.sponsorId)) problems.add('sponsor_id', 'invalid');
  const note = optionalText(problems, 'note', request.note);
  problems.throwIfAny();
  return {
    externalReference: reference,
    title,
    description,
    items,
    taxes,
    discountMinor,
    totalMinor,
    note,
    sponsorId: request.sponsorId ?? null,
    mode,
    expiresInSeconds: seconds,
  };
}

const MAX_ITEMS = 200;

function acceptItem(item: ItemRequest, path: string, currencyId: CurrencyId, problems: Problems): OrderItem {
  const unitMeasure = item.unitMeasure ?? 'unit';
  if (!isUnitMeasure(unitMeasure)) problems.add(`${path}.unit_measure`, 'invalid');
  if (!Number.isInteger(item.quantity)) problems.add(`${path}.quantity`, 'not_integer');
  else if (item.quantity < 1) problems.add(`${path}.quantity`, 'too_small');
  else if (item.quantity > 100_000) problems.add(`${path}.quantity`, 'too_large');
  if (item.pictureUrl !== undefined && !isWebAddress(item.pictureUrl)) problems.add(`${path}.picture_url`, 'not_a_url');
  const unitPriceMinor = problems.amount(`${path}.unit_price`, item.unitPrice, currencyId);
  return {
    title: problems.text(`${path}.title`, item.title, 256),
    description: optionalText(problems, `${path}.description`, item.description),
    unitPriceMinor,
    quantity: Number.isInteger(item.quantity) ? Math.min(Math.max(item.quantity, 0), 100_000) : 0,
    unitMeasure: isUnitMeasure(unitMeasure) ? unitMeasure : 'unit',
    skuNumber: optionalText(problems, `${path}.sku_number`, item.skuNumber),
    category: optionalText(problems, `${path}.category`, item.category),
    pictureUrl: item.pictureUrl ?? null,
  };
}

function acceptTaxes(request: OrderRequest, siteId: SiteId, problems: Problems): OrderTax[] {
  const taxes = request.taxes ?? [];
  if (taxes.length > 0 && !siteTakesTaxes(siteId)) {
    problems.add('taxes', 'only_colombia');
    return [];
  }
  return taxes.map((tax, index) => {
    if (tax.type !== 'IVA') problems.add(`taxes[${index}].type`, 'invalid');
    return { type: 'IVA', valueMinor: problems.amount(`taxes[${index}].value`, tax.value, sites[siteId].currencyId) };
  });
}

function describeItems(items: readonly OrderItem[]): string {
  const text = items.map((item) => item.title).join(', ');
  if (text.length <= 256) return text;
  // The cut may fall into a character of two halves, of which the first must not stay alone.
  return `${text.slice(0, 255).replace(/[\ud800-\udbff]$/, '')}…`;
}

function optionalText(problems: Problems, path: string, value: string | undefined): string | null {
  return value === undefined || isBlank(value) ? null : problems.text(path, value, 256);
}

/** An address that can be sent as an item's picture. */
export function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s\p{Cc}\p{Cs}]{1,500}$/u.test(value) && value.length <= 500;
}

/** Gathers what is wrong, by field, so that one answer names everything. */
class Problems {
  readonly #fields: Record<string, FieldErrorCode> = {};

  get none(): boolean {
    return Object.keys(this.#fields).length === 0;
  }

  add(path: string, code: FieldErrorCode): void {
    this.#fields[path] ??= code;
  }

  /** Text that can be stored, sent and seen: trimmed, whole characters, no control characters, within `max`. */
  text(path: string, value: string, max: number): string {
    const problem = textProblem(value, max, { mayHaveLines: true });
    if (problem) this.add(path, problem);
    return value.trim();
  }

  /** A price in minor units, at least 0; 0 when it is wrong, which is noted. */
  amount(path: string, value: string, currencyId: CurrencyId): number {
    const minor = parseMinor(value.trim(), currencyId);
    if (minor !== null && minor >= 0) return minor;
    this.add(path, amountProblem(value.trim(), currencyId));
    return 0;
  }

  throwIfAny(): void {
    if (!this.none)
      throw new AppError('invalid_input', 'the order cannot be charged as asked', { fields: this.#fields });
  }
}

function amountProblem(value: string, currencyId: CurrencyId): FieldErrorCode {
  if (value === '') return 'required';
  if (/^-\d/.test(value)) return 'too_small';
  const match = /^\d+(?:\.(\d+))?$/.exec(value);
  if (!match) return 'not_an_amount';
  return (match[1] ?? '').length > decimalsByCurrency[currencyId] ? 'too_many_decimals' : 'too_large';
}
