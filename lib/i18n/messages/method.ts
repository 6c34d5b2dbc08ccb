import { defineMessages } from '../define-messages';

/** Words for ways to pay; brands keep their names. */
export const method = defineMessages({
  es: {
    accountMoney: 'Dinero en Mercado Pago',
    transfer: 'Transferencia',
    credits: 'Crédito de Mercado Pago',
    prepaid: 'Tarjeta prepaga',
    debit: '{brand} débito',
  },
  pt: {
    accountMoney: 'Saldo no Mercado Pago',
    transfer: 'Transferência',
    credits: 'Crédito do Mercado Pago',
    prepaid: 'Cartão pré-pago',
    debit: '{brand} débito',
  },
  en: {
    accountMoney: 'Mercado Pago balance',
    transfer: 'Bank transfer',
    credits: 'Mercado Pago credit',
    prepaid: 'Prepaid card',
    debit: '{brand} debit',
  },
});
