import { useTranslations } from 'next-intl';
import type { PaymentStatus } from '@/lib/domain/merchant-order';
import { StatusLabel } from './status-label';
import { paymentStatusLooks } from './status-look';

/** State of one payment. In the browser it needs the `status` messages. */
export function PaymentStatusLabel({ status, isPill }: { status: PaymentStatus; isPill?: boolean }) {
  const t = useTranslations('status');
  return <StatusLabel look={paymentStatusLooks[status]} word={t(`payment.${status}`)} isPill={isPill} />;
}
