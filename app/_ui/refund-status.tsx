import { useTranslations } from 'next-intl';
import type { RefundStatus } from '@/lib/domain/order';
import { StatusLabel } from './status-label';
import { refundStatusLooks } from './status-look';

type RefundStatusLabelProps = {
  status: RefundStatus;
  /** In place of the usual word, where more is known. */
  word?: string | undefined;
  isPill?: boolean;
};

/** State of one refund. In the browser it needs the `status` messages. */
export function RefundStatusLabel({ status, word, isPill }: RefundStatusLabelProps) {
  const t = useTranslations('status');
  return <StatusLabel look={refundStatusLooks[status]} word={word ?? t(`refund.${status}`)} isPill={isPill} />;
}
