import type { Locale } from './locales';
import { method } from './messages/method';

/**
 * What a way to pay is called, or its raw id when we have no name for it. The set is open: these are the ones that people
 * meet at a counter. Null when it is not known.
 */
export function paymentMethodName(methodId: string | null, locale: Locale): string | null {
  if (methodId === null) return null;
  const words = method[locale];
  const brand = brands[methodId];
  if (brand) return brand;
  const debit = debitBrands[methodId];
  if (debit) return words.debit.replace('{brand}', debit);
  switch (methodId) {
    case 'account_money':
      return words.accountMoney;
    case 'cvu':
    case 'debin_transfer':
    case 'pse':
      return words.transfer;
    case 'consumer_credits':
    case 'digital_currency':
      return words.credits;
    case 'prepago':
      return words.prepaid;
    default:
      return methodId;
  }
}

const brands: Readonly<Record<string, string>> = {
  visa: 'Visa',
  master: 'Mastercard',
  amex: 'American Express',
  cabal: 'Cabal',
  naranja: 'Naranja',
  maestro: 'Maestro',
  elo: 'Elo',
  hipercard: 'Hipercard',
  diners: 'Diners',
  oca: 'OCA',
  lider: 'Líder',
  carnet: 'Carnet',
  codensa: 'Codensa',
  magna: 'Magna',
  presto: 'Presto',
  redcompra: 'Redcompra',
  pix: 'Pix',
};

const debitBrands: Readonly<Record<string, string>> = {
  debvisa: 'Visa',
  debmaster: 'Mastercard',
  debcabal: 'Cabal',
  debelo: 'Elo',
  debcarnet: 'Carnet',
};
