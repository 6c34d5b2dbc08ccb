'use client';

import { useTranslations } from 'next-intl';
import { BigMoney } from '@/app/_ui/big-money';
import { Button, ButtonLink } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { printerIcon } from '@/app/_ui/icons';
import { formatMoney } from '@/lib/i18n/format-money';
import { Shortcut } from '../shortcut';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { RefundLink } from './refund-link';
import { Stage, StageHead, StageKeys } from './stage';

/** A closed order that is not simply paid: the money came late, something does not match, or it was given back. */
export function OddStage({ order, onNext }: { order: TillOrder; onNext: () => void }) {
  const t = useTranslations('charge');
  const { settings } = useTillPlace();
  const look = looks[kindOf(order)];
  useTillKeys({ Enter: onNext }, settings.keys);
  return (
    <Stage label={t('stage')} tone={look.tone}>
      <StageHead
        shape={look.shape}
        mark={look.mark}
        title={t(`paid.${look.words}`)}
        detail={
          look.words === 'returned'
            ? t('paid.returnedDetail', {
                refunded: formatMoney(order.refundedMinor, order.currencyId),
                paid: formatMoney(order.paidMinor, order.currencyId),
              })
            : t(`paid.${look.words}Detail`)
        }
        code={order.reviewReasons.length > 0 ? order.reviewReasons.join(' · ') : null}
      />
      <BigMoney minor={order.totalMinor} currencyId={order.currencyId} cap="typed" className="mt-6 max-w-[480px]" />
      <StageKeys>
        <Button type="button" size="till" tone="primary" onClick={onNext}>
          {t('key.next')}
          <Shortcut name="Enter" />
        </Button>
        <a
          href={`/orders/${order.id}/ticket?paper=${settings.paper}&print=1`}
          target="ticket"
          className={buttonClass({ tone: 'quiet', size: 'till' })}
        >
          <Icon shape={printerIcon} size={20} />
          {t(settings.ticket ? 'key.copy' : 'key.print')}
        </a>
        {look.words === 'returned' ? null : <RefundLink order={order} />}
        <ButtonLink href={`/orders/${order.id}`} size="till" tone="quiet">
          {t('key.order')}
        </ButtonLink>
      </StageKeys>
    </Stage>
  );
}

function kindOf(order: TillOrder): keyof typeof looks {
  if (order.exception === 'paid_late') return 'late';
  return order.exception === 'refunded' || order.exception === 'partially_refunded' ? 'returned' : 'odd';
}

const looks = {
  late: { shape: 'disc-clock', mark: 'text-warn-mark', tone: 'warn', words: 'late' },
  odd: { shape: 'flag', mark: 'text-warn-mark', tone: 'warn', words: 'odd' },
  returned: { shape: 'disc-return', mark: 'text-idle-mark', tone: 'plain', words: 'returned' },
} as const;
