import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Dialog, DialogBody } from '@/app/_ui/dialog';
import { Icon } from '@/app/_ui/icon';
import { printerIcon } from '@/app/_ui/icons';
import type { OrderDetail } from '@/db/orders';
import { isUnfinished } from '@/lib/domain/order';
import { formatMoney } from '@/lib/i18n/format-money';
import { CancelForm } from './cancel-form';
import { CheckButton } from './check-button';
import { RefundDialog } from './refund/refund-dialog';
import type { RefundTerms } from './refund/refund-terms';

type OrderActionsProps = {
  order: OrderDetail;
  mayWrite: boolean;
  /** Of those who may write: who charged it, or may charge where it is. */
  mayCancel: boolean;
  /** Null when nothing can be given back, or not by whoever looks. */
  refund: RefundTerms | null;
  isSurplusAsked: boolean;
};

/** What can be done with an order as it stands; the first is what it asks for. */
export function OrderActions({ order, mayWrite, mayCancel, refund, isSurplusAsked }: OrderActionsProps) {
  const t = useTranslations('order.actions');
  const isOpen = isUnfinished(order.status);
  const isClosed = order.status === 'closed';
  if (!isClosed && !mayWrite && !refund) return null;
  return (
    <div className="flex flex-wrap gap-2 max-tablet:w-full tablet:ml-auto">
      {isClosed ? (
        <ButtonLink href={`/orders/${order.id}/ticket`} tone="primary" className="max-tablet:flex-1">
          <Icon shape={printerIcon} />
          {t('print')}
        </ButtonLink>
      ) : null}
      {mayWrite ? (
        <CheckButton tone={isOpen ? 'primary' : 'default'} label={t('check')} busyLabel={t('checking')} />
      ) : null}
      {refund ? <RefundDialog terms={refund} isSurplusAsked={isSurplusAsked} /> : null}
      {mayCancel && isOpen && !order.cancelRequestedAt ? <CancelDialog order={order} /> : null}
    </div>
  );
}

function CancelDialog({ order }: { order: OrderDetail }) {
  const t = useTranslations('order');
  const ui = useTranslations('ui');
  const amount = formatMoney(order.totalMinor, order.currencyId);
  return (
    <Dialog
      trigger={{ tone: 'stop', label: t('actions.cancel') }}
      title={t('cancel.title', { reference: order.externalReference })}
      closeLabel={ui('close')}
    >
      <DialogBody>
        <p>{t('cancel.detail', { amount, till: order.posName })}</p>
        <p className="text-ink-2">{t('cancel.risk')}</p>
      </DialogBody>
      <CancelForm
        keepLabel={t('cancel.keep')}
        confirmLabel={t('cancel.confirm', { amount })}
        busyLabel={t('actions.canceling')}
      />
    </Dialog>
  );
}
