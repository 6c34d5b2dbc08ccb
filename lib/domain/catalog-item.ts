import { AppError, type FieldErrorCode } from '../errors';
import { MAX_MINOR } from './money';
import { isWebAddress } from './new-order';
import { isUnitMeasure, type OrderItem, siteTakesTaxes } from './order';
import type { SiteId } from './sites';
import { textProblem } from './text-problem';

/** An item as somebody wrote it; texts may be empty, `unitPriceMinor` is null when it was no amount. */
export type CatalogItemRequest = {
  readonly title: string;
  readonly unitPriceMinor: number | null;
  readonly taxRate: number;
  readonly category: string;
  readonly pictureUrl: string;
  readonly skuNumber: string;
  readonly unitMeasure: string;
  readonly isActive: boolean;
  readonly isFavorite: boolean;
};

export type AcceptedCatalogItem = Pick<OrderItem, 'title' | 'unitPriceMinor' | 'unitMeasure'> & {
  readonly taxRate: number;
  readonly category: string | null;
  readonly pictureUrl: string | null;
  readonly skuNumber: string | null;
  readonly isActive: boolean;
  readonly isFavorite: boolean;
};

/** As many as a till can carry and search at a keystroke: what is in the catalogue is found on every till. */
export const MOST_CATALOG_ITEMS = 5_000;

/** Longest texts, so that an order with the item is one that Mercado Pago takes. */
const lengths = { title: 150, category: 60, skuNumber: 60, pictureUrl: 500 } as const;

/** Checks an item, so that whatever is in the catalogue can be charged. Throws `invalid_input` naming every wrong field. */
export function acceptCatalogItem(request: CatalogItemRequest, siteId: SiteId): AcceptedCatalogItem {
  const fields: Record<string, FieldErrorCode> = {};
  const text = (name: keyof typeof lengths): string => {
    const problem = textProblem(request[name], lengths[name]);
    const isMissing = problem === 'required';
    if (problem && !(isMissing && name !== 'title')) fields[name] = problem;
    return isMissing ? '' : request[name].trim();
  };
  const [title, category, skuNumber, pictureUrl] = [
    text('title'),
    text('category'),
    text('skuNumber'),
    text('pictureUrl'),
  ];
  // Pages show pictures over https alone.
  if (pictureUrl !== '' && !(pictureUrl.startsWith('https://') && isWebAddress(pictureUrl)))
    fields.pictureUrl = 'not_a_url';
  const unitPriceMinor = request.unitPriceMinor ?? 0;
  if (request.unitPriceMinor === null) fields.unitPriceMinor = 'not_an_amount';
  else if (unitPriceMinor < 1) fields.unitPriceMinor = 'too_small';
  else if (unitPriceMinor > MAX_MINOR) fields.unitPriceMinor = 'too_large';
  const { taxRate, unitMeasure } = request;
  if (!Number.isInteger(taxRate) || taxRate < 0 || taxRate > 100) fields.taxRate = 'invalid';
  else if (taxRate > 0 && !siteTakesTaxes(siteId)) fields.taxRate = 'only_colombia';
  if (!isUnitMeasure(unitMeasure)) fields.unitMeasure = 'invalid';
  if (Object.keys(fields).length > 0 || !isUnitMeasure(unitMeasure))
    throw new AppError('invalid_input', 'the item cannot be sold as it is', { fields });
  return {
    title,
    unitPriceMinor,
    taxRate,
    category: category || null,
    pictureUrl: pictureUrl || null,
    skuNumber: skuNumber || null,
    unitMeasure,
    isActive: request.isActive,
    isFavorite: request.isFavorite,
  };
}
