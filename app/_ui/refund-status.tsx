import { useTranslations } from 'next-intl';
import type { RefundStatus } from '@/lib/domain/order';
import { StatusLabel } from './status-label';
import { refundStatusLooks } from './status-look';

/** State of one refund. In the browser it needs the `status` messages. */
export function RefundStatusLabel({ status, isPill }: { status: RefundStatus; isPill?: boolean }) {
  const t = useTranslations('status');
  return <StatusLabel look={refundStatusLooks[status]} word={t(`refund.${status}`)} isPill={isPill} />;
}
