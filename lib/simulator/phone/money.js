import { element } from './element.js';

const locales = { MLA: 'es-AR', MLB: 'pt-BR', MLM: 'es-MX', MCO: 'es-CO', MLC: 'es-CL', MLU: 'es-UY', MPE: 'es-PE' };

function formatterOf({ site_id: siteId, currency_id: currency, decimals }) {
  return new Intl.NumberFormat(locales[siteId], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** An amount as its country writes it, whatever the language of the page. */
export function writeMoney(amount, country) {
  return formatterOf(country).format(amount);
}

/** The big amount: symbol and cents step back. */
export function drawMoney(amount, country) {
  const parts = formatterOf(country).formatToParts(amount);
  const length = parts.reduce((sum, part) => sum + part.value.length, 0);
  const isSmall = (type) => type === 'currency' || type === 'decimal' || type === 'fraction';
  return element(
    'p',
    { class: length > 12 ? 'money long' : 'money' },
    parts.map(({ type, value }) => (isSmall(type) ? element('small', {}, value) : value)),
  );
}
