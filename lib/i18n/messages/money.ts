import { defineMessages } from '../define-messages';

/** Words around amounts: why one is not known, the names of the currencies, what a field accepts. */
export const money = defineMessages({
  es: {
    unknown: 'Importe desconocido',
    noDecimals: { CLP: 'El peso chileno no lleva decimales.', COP: 'El peso colombiano se cobra sin decimales.' },
    currency: {
      ARS: 'pesos argentinos',
      BRL: 'reales',
      CLP: 'pesos chilenos',
      COP: 'pesos colombianos',
      MXN: 'pesos mexicanos',
      PEN: 'soles',
      UYU: 'pesos uruguayos',
    },
  },
  pt: {
    unknown: 'Valor desconhecido',
    noDecimals: { CLP: 'O peso chileno não tem centavos.', COP: 'O peso colombiano é cobrado sem centavos.' },
    currency: {
      ARS: 'pesos argentinos',
      BRL: 'reais',
      CLP: 'pesos chilenos',
      COP: 'pesos colombianos',
      MXN: 'pesos mexicanos',
      PEN: 'sóis peruanos',
      UYU: 'pesos uruguaios',
    },
  },
  en: {
    unknown: 'Amount not known',
    noDecimals: { CLP: 'The Chilean peso has no decimals.', COP: 'The Colombian peso is charged without decimals.' },
    currency: {
      ARS: 'Argentine pesos',
      BRL: 'Brazilian reais',
      CLP: 'Chilean pesos',
      COP: 'Colombian pesos',
      MXN: 'Mexican pesos',
      PEN: 'Peruvian soles',
      UYU: 'Uruguayan pesos',
    },
  },
});
