import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Section } from '@/app/_ui/section';
import { markTones } from '@/app/_ui/status-label';
import { refundStatusLooks } from '@/app/_ui/status-look';
import { StatusShape } from '@/app/_ui/status-shape';
import { TimeText } from '@/app/_ui/time-text';
import type { WaitingRefund } from '@/db/refunds';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TimeReader } from '@/lib/i18n/format-time';

type WaitingRefundsProps = { refunds: readonly WaitingRefund[]; count: number; now: Date; reader: TimeReader };

/** Refunds that wait for a second person, for those who may say yes; each leads to its order. */
export function WaitingRefunds({ refunds, count, now, reader }: WaitingRefundsProps) {
  const t = useTranslations('refund');
  const look = refundStatusLooks.requested;
  return (
    <Section title={`${t('overview.title')} (${count})`}>
      <ul>
        {refunds.map((refund) => (
          <li
            key={refund.id}
            className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 gap-y-0.5 border-b border-line py-3.5 text-sm first:pt-1 last:border-b-0"
          >
            <StatusShape shape={look.shape} className={`mt-0.5 ${markTones[look.tone]}`} />
            <p className="font-medium wrap-anywhere">
              {t('overview.line', {
                name: refund.requestedBy ?? t('approval.someone'),
                amount: formatMoney(refund.amountMinor, refund.currencyId),
                reference: refund.externalReference,
              })}
            </p>
            <p className="col-start-2 text-xs text-ink-3">
              <TimeText at={refund.createdAt} now={now} reader={reader} />
            </p>
            <div className="col-start-2 mt-1.5">
              <ButtonLink
                href={`/orders/${refund.orderId}#refunds`}
                size="small"
                aria-label={`${t('overview.open')}: ${refund.externalReference}`}
              >
                {t('overview.open')}
              </ButtonLink>
            </div>
          </li>
        ))}
      </ul>
      {count > refunds.length ? (
        <p className="text-xs text-ink-3">{t('overview.more', { count: count - refunds.length })}</p>
      ) : null}
    </Section>
  );
}
