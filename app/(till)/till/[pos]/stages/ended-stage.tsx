'use client';

import { useTranslations } from 'next-intl';
import { BigMoney } from '@/app/_ui/big-money';
import { Button, ButtonLink } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { searchCheckIcon } from '@/app/_ui/icons';
import { RefusalWords } from '@/app/_ui/refusal-words';
import { Spinner } from '@/app/_ui/spinner';
import { reasonOf } from '@/lib/domain/refusal';
import { formatMoney } from '@/lib/i18n/format-money';
import { Shortcut } from '../shortcut';
import type { OrderActions } from '../state/use-order-actions';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { RefundLink } from './refund-link';
import { Stage, StageHead, StageKeys } from './stage';

type Ended = 'canceled' | 'expired' | 'failed' | 'review';

type EndedStageProps = {
  view: Ended;
  order: TillOrder;
  actions: OrderActions;
  /** Back to the same things, to be charged once more. */
  onAgain: () => void;
  onNext: () => void;
};

/** An order that ended without being paid in full: why, what it means for the money, and what can be done. */
export function EndedStage({ view, order, actions, onAgain, onNext }: EndedStageProps) {
  const t = useTranslations('charge');
  const why = useTranslations('refusal');
  const { settings } = useTillPlace();
  // Where money may be, nobody charges again before a person has looked.
  const primary = view === 'review' ? onNext : onAgain;
  useTillKeys({ Enter: primary, p: actions.askNow, ...(view === 'review' ? {} : { Escape: onNext }) }, settings.keys);
  return (
    <Stage label={t('stage')} tone={tones[view]}>
      <StageHead
        {...looks[view]}
        title={t(`${view}.title`)}
        detail={detailOf(view, order, { t, why })}
        code={codeOf(order)}
      />
      {order.failure?.reason === 'refused' ? (
        <RefusalWords refusal={order.failure} bundle={order.failure.bundle} />
      ) : null}
      <BigMoney minor={order.totalMinor} currencyId={order.currencyId} cap="typed" className="mt-6 max-w-[480px]" />
      {view === 'review' ? (
        <p className="num mt-3 font-medium whitespace-normal">
          {t('review.seen', {
            paid: formatMoney(order.paidMinor, order.currencyId),
            total: formatMoney(order.totalMinor, order.currencyId),
          })}
        </p>
      ) : null}
      <StageKeys>
        <Button type="button" size="till" tone="primary" onClick={primary}>
          {t(view === 'review' ? 'key.next' : 'key.again')}
          <Shortcut name="Enter" />
        </Button>
        {view === 'failed' ? null : <AskKey actions={actions} hasKeys={settings.keys} />}
        {view === 'review' ? <RefundLink order={order} /> : null}
        {view === 'review' ? (
          <ButtonLink href={`/orders/${order.id}`} size="till" tone="quiet">
            {t('key.order')}
          </ButtonLink>
        ) : (
          <Button type="button" size="till" tone="quiet" onClick={onNext}>
            {t('key.next')}
            <Shortcut name="Esc" />
          </Button>
        )}
      </StageKeys>
    </Stage>
  );
}

function AskKey({ actions, hasKeys }: { actions: OrderActions; hasKeys: boolean }) {
  const t = useTranslations('charge');
  const isAsking = actions.check.kind === 'asking';
  return (
    <Button type="button" size="till" tone="quiet" onClick={actions.askNow} aria-busy={isAsking}>
      {isAsking ? <Spinner size={22} /> : <Icon shape={searchCheckIcon} size={22} />}
      {t('key.check')}
      {hasKeys ? <Shortcut name="P" /> : null}
    </Button>
  );
}

type Translate = ReturnType<typeof useTranslations<'charge'>>;
type Why = ReturnType<typeof useTranslations<'refusal'>>;

/** Of a refusal what it means and what to do about it. */
function detailOf(view: Ended, order: TillOrder, { t, why }: { t: Translate; why: Why }): string {
  const { failure } = order;
  if (view === 'failed' && failure?.reason === 'refused') {
    const words = `reason.${reasonOf(failure)}` as const;
    return `${why(`${words}.what`)} ${why(`${words}.next`)}`;
  }
  return view === 'failed' ? t(`failed.${order.failure?.reason ?? 'not_found'}`) : t(`${view}.detail`);
}

/** Our names for what kept it from being asked, or for what does not match; Mercado Pago's own words are behind a tap. */
function codeOf(order: TillOrder): string | null {
  if (order.status === 'failed' && order.failure?.reason === 'refused') return null;
  if (order.status === 'failed') return order.failure?.code ?? order.failure?.message ?? null;
  return order.reviewReasons.length > 0 ? order.reviewReasons.join(' · ') : null;
}

const tones = { canceled: 'plain', expired: 'plain', failed: 'stop', review: 'warn' } as const;

const looks = {
  canceled: { shape: 'ring-slash', mark: 'text-idle-mark' },
  expired: { shape: 'ring-clock', mark: 'text-idle-mark' },
  failed: { shape: 'octagon-cross', mark: 'text-stop-mark' },
  review: { shape: 'flag', mark: 'text-warn-mark' },
} as const;
