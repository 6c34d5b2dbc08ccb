import 'server-only';
import type { OrderDetail } from '@/db/orders';
import { listRefundLimits, sumAskedAloneBy } from '@/db/refunds';
import { dayAt, startOfDay } from '@/lib/domain/calendar';
import { may } from '@/lib/domain/permissions';
import { isRefundAsker, leftToRefund, surplusOf, usualRefundLimit } from '@/lib/domain/refund';
import type { Locale } from '@/lib/i18n/locales';
import { paymentMethodName } from '@/lib/i18n/payment-method-name';
import type { Session } from '@/lib/web/session';
import type { RefundTerms } from './refund-terms';

/** What somebody has to know to give money of an order back; null when they may not, or none ever came. */
export async function readRefundTerms(
  session: Session,
  order: OrderDetail,
  { now, locale }: { now: Date; locale: Locale },
): Promise<RefundTerms | null> {
  const { merchant, role, timeZone, person } = session;
  const leftMinor = leftToRefund(order.payments, order.refunds);
  if (order.paidMinor === 0 || !may(role, 'refunds:request') || !isRefundAsker(role)) return null;
  const [limits, givenTodayMinor] = await Promise.all([
    listRefundLimits(merchant),
    sumAskedAloneBy(merchant, { personId: person.id, since: startOfDay(dayAt(now, timeZone), timeZone) }),
  ]);
  return {
    orderId: order.id,
    reference: order.externalReference,
    currencyId: order.currencyId,
    siteId: session.siteId,
    payments: order.payments.map(({ paymentId, status, countedMinor, refundedMinor, approvedAt, methodId }) => ({
      paymentId,
      status,
      countedMinor,
      refundedMinor,
      approvedAt,
      methodName: paymentMethodName(methodId, locale),
    })),
    refunds: order.refunds.map(({ paymentId, amountMinor, status }) => ({ paymentId, amountMinor, status })),
    leftMinor,
    surplusMinor: Math.min(leftMinor, surplusOf(order)),
    limit: limits.get(role) ?? usualRefundLimit(role, order.currencyId),
    givenTodayMinor,
    serverNow: now.toISOString(),
  };
}
