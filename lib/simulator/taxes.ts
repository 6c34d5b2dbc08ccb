import { type Account, siteOf } from './accounts';
import { readAmount } from './amount';
import { isRecord } from './json-value';
import { refuseInStore } from './refusal';

/** What Colombia assumes of an order that says nothing. */
const usualShare = 0.19;

/** Colombia's taxes are amounts for the whole order. Elsewhere the field means nothing. */
export function checkTaxes(value: unknown, account: Account): void {
  if (value === undefined || account.siteId !== 'MCO') return;
  const { decimals } = siteOf(account);
  const isList = Array.isArray(value) && value.every((tax) => readTax(tax, decimals) !== null);
  if (!isList) throw refuseInStore(400, 'invalid_taxes', 'taxes must hold { type: "IVA", value: <amount> }');
}

/**
 * The tax that an order contains, null where there is none to tell of. Without a word it is the general 19 % of the order's
 * value. Source: mercadopago/devsite-docs guides/additional-content/localization/iva-colombia.es.md.
 */
export function taxMinorOf(account: Account, sent: Record<string, unknown>, totalMinor: number): number | null {
  if (account.siteId !== 'MCO') return null;
  if (!Array.isArray(sent.taxes)) return Math.round(totalMinor * usualShare);
  const { decimals } = siteOf(account);
  return sent.taxes.reduce((sum: number, tax: unknown) => sum + (readTax(tax, decimals) ?? 0), 0);
}

function readTax(value: unknown, decimals: 0 | 2): number | null {
  return isRecord(value) && value.type === 'IVA' ? readAmount(value.value, decimals) : null;
}
