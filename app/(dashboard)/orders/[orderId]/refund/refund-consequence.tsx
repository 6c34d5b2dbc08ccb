'use client';

import { useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import { needsSecondPerson, planRefund, refundWarnings } from '@/lib/domain/refund';
import { formatMoney } from '@/lib/i18n/format-money';
import type { RefundTerms } from './refund-terms';

/** Where an amount goes and what is left after it; what will probably stand against it, and whether somebody else must agree. */
export function RefundConsequence({ terms, amountMinor }: { terms: RefundTerms; amountMinor: number }) {
  const t = useTranslations('refund');
  const { payments, refunds, leftMinor, currencyId, siteId, serverNow } = terms;
  const plan = planRefund(payments, refunds, amountMinor);
  if (typeof plan === 'string') return null;
  const named = plan.map(({ paymentId }) => {
    const method = payments.find((payment) => payment.paymentId === paymentId)?.methodName;
    return method ? `${paymentId} (${method})` : paymentId;
  });
  const warnings = refundWarnings(siteId, payments, refunds, amountMinor, new Date(serverNow));
  return (
    <div role="status" className="grid gap-2">
      <Note
        title={t('goesTo', {
          payments: named.join(', '),
          left: formatMoney(leftMinor - amountMinor, currencyId),
        })}
      />
      {warnings.map((warning) => (
        <Note
          key={warning.code}
          tone="warn"
          title={
            warning.code === 'window_over'
              ? t('warning.window_over', { days: String(warning.days) })
              : t('warning.total_only')
          }
        />
      ))}
      {needsSecondPerson(terms.limit, amountMinor, terms.givenTodayMinor) ? (
        <Note tone="live" title={t('needsSecond')} />
      ) : null}
    </div>
  );
}
