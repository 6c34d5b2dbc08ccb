import type { OrderDetail } from '@/db/orders';
import { formatTypedMoney } from '@/lib/i18n/format-money';
import type { Locale } from '@/lib/i18n/locales';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';

/** A payment as the paper shows it. */
export type TicketPayment = { readonly id: string; readonly method: string | null; readonly amountMinor: number };

/** Payments that brought the money, oldest first; refused attempts are nobody's business on paper. */
export function ticketPayments(order: Pick<OrderDetail, 'payments'>, locale: Locale): TicketPayment[] {
  return order.payments
    .filter((payment) => payment.countedMinor > 0)
    .map((payment) => ({
      id: payment.paymentId,
      method: paymentMethodName(payment.methodId, locale),
      amountMinor: payment.countedMinor,
    }));
}

/** An amount in a column of the paper: without its symbol, which stands at the total. */
export function columnAmount(minor: number, order: Pick<OrderDetail, 'currencyId'>): string {
  return formatTypedMoney(minor, order.currencyId);
}
