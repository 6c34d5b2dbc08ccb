/** How a buyer pays. Fees are per ten thousand of the amount; money is released so many days after approval. */
export type PaymentMethod = {
  methodId: string;
  typeId: string;
  feeRate: number;
  releaseDays: number;
  hasCard: boolean;
};

const methods = {
  account_money: { methodId: 'account_money', typeId: 'account_money', feeRate: 97, releaseDays: 0, hasCard: false },
  credit_card: { methodId: 'visa', typeId: 'credit_card', feeRate: 629, releaseDays: 10, hasCard: true },
  debit_card: { methodId: 'debvisa', typeId: 'debit_card', feeRate: 325, releaseDays: 1, hasCard: true },
  prepaid_card: { methodId: 'prepago', typeId: 'prepaid_card', feeRate: 325, releaseDays: 1, hasCard: true },
  bank_transfer: { methodId: 'cvu', typeId: 'bank_transfer', feeRate: 97, releaseDays: 0, hasCard: false },
} as const;

/** The names that `method` may have in the control API. */
export const paymentMethodNames = Object.keys(methods);

/** The method of a name, or null. Rates are invented: only that a fee exists matters. */
export function findPaymentMethod(name: string): PaymentMethod | null {
  return isMethodName(name) ? methods[name] : null;
}

/** The fee in minor units, rounded half up. */
export function feeOf(method: PaymentMethod, amountMinor: number): number {
  return Math.round((amountMinor * method.feeRate) / 10_000);
}

/** How many days after its approval a payment of this type can be spent. */
export function releaseDaysOf(typeId: string): number {
  return isMethodName(typeId) ? methods[typeId].releaseDays : 0;
}

function isMethodName(name: string): name is keyof typeof methods {
  return Object.hasOwn(methods, name);
}
