'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { CountdownRing } from '@/app/_ui/countdown-ring';
import { Spinner } from '@/app/_ui/spinner';
import { formatMoney } from '@/lib/i18n/format-money';
import type { CancelProblem } from '../cancel-problem';
import type { Occupant } from '../charge-answer';
import { Shortcut } from '../shortcut';
import { requestCancel } from '../state/use-order-actions';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { isOpen, isPaid } from '../till-view';
import { NotCanceled } from './order-keys';
import { Stage, StageHead, StageKeys } from './stage';
import { countdownOf } from './still-waiting';

type BusyStageProps = {
  occupant: Occupant;
  /** The same, as it is known now; null until it was read. */
  order: TillOrder | null;
  reread: () => Promise<void>;
  totalMinor: number;
  onWatch: () => void;
  onCharge: () => void;
  onBack: () => void;
};

/** Another order is on this till: what it is, whose, how long it can stay, and what can be done about it. */
export function BusyStage({ occupant, order, reread, totalMinor, onWatch, onCharge, onBack }: BusyStageProps) {
  const t = useTranslations('charge');
  const { terms, settings } = useTillPlace();
  const replacing = useReplacement(occupant.orderId, order, reread, onCharge);
  const isFree = order !== null && !isOpen(order);
  const amount = formatMoney(totalMinor, terms.currencyId);
  useTillKeys({ Enter: isFree ? onCharge : onWatch, Escape: onBack }, settings.keys);
  return (
    <Stage label={t('stage')} tone={isFree ? 'plain' : 'warn'}>
      <StageHead
        shape={isFree ? 'dashed-ring' : 'live-ring'}
        mark={isFree ? 'text-idle-mark' : 'text-warn-mark'}
        title={t(isFree ? 'busy.free' : 'busy.title')}
        detail={isFree ? freeDetail(order, t) : <OccupantLine occupant={occupant} order={order} />}
      />
      {order && !isFree ? <OccupantTime order={order} /> : null}
      {isFree || order?.isCancelRequested ? null : <NotCanceled problem={replacing.problem} />}
      <StageKeys>
        {isFree ? (
          <Button type="button" size="till" tone="primary" onClick={onCharge}>
            {t('key.retry')} <span className="num">{amount}</span>
            <Shortcut name="Enter" />
          </Button>
        ) : (
          <Button type="button" size="till" onClick={onWatch}>
            {t('busy.watch')}
            <Shortcut name="Enter" />
          </Button>
        )}
        {isFree ? null : (
          <Button type="button" size="till" tone="quiet" className="text-stop-ink!" onClick={replacing.start}>
            {replacing.isUnderWay ? <Spinner size={22} /> : null}
            {replacing.isUnderWay
              ? t('busy.replacing', { reference: occupant.externalReference })
              : t('busy.replace', { amount })}
          </Button>
        )}
        <Button type="button" size="till" tone="quiet" onClick={onBack}>
          {t('key.back')}
          <Shortcut name="Esc" />
        </Button>
      </StageKeys>
    </Stage>
  );
}

type Translate = ReturnType<typeof useTranslations<'charge'>>;

function freeDetail(order: TillOrder, t: Translate): string {
  return t(isPaid(order) ? 'busy.taken' : 'busy.freeDetail', { reference: order.externalReference });
}

function OccupantLine({ occupant, order }: { occupant: Occupant; order: TillOrder | null }) {
  const t = useTranslations('charge.busy');
  const person = order?.createdBy ?? occupant.createdBy;
  const currencyId = order?.currencyId ?? occupant.currencyId;
  const totalMinor = order?.totalMinor ?? occupant.totalMinor;
  return (
    <>
      <b className="code">{occupant.externalReference}</b>
      {totalMinor !== null && currencyId !== null ? (
        <>
          {' · '}
          <b className="num">{formatMoney(totalMinor, currencyId)}</b>
        </>
      ) : null}
      {person ? (
        <>
          <br />
          {t('by', { person })}
        </>
      ) : null}
    </>
  );
}

function OccupantTime({ order }: { order: TillOrder }) {
  const t = useTranslations('charge.busy');
  return (
    <p className="mt-6 inline-flex items-center gap-2.5 font-medium">
      <CountdownRing {...countdownOf(order)} size={28} strokeWidth={4}>
        {(left, leftMs) => <span className="num">{leftMs > 0 ? t('left', { time: left }) : t('over')}</span>}
      </CountdownRing>
    </p>
  );
}

/** Cancels what is in the way and charges once it is certain that it ended without money; never before. */
function useReplacement(
  occupantId: string,
  order: TillOrder | null,
  reread: () => Promise<void>,
  onCharge: () => void,
): { isUnderWay: boolean; problem: CancelProblem | null; start: () => void } {
  const [isUnderWay, setUnderWay] = useState(false);
  const [problem, setProblem] = useState<CancelProblem | null>(null);
  const hasEnded = order !== null && !isOpen(order);
  const isFreeToCharge = hasEnded && order.paidMinor === 0;
  useEffect(() => {
    if (!isUnderWay || !hasEnded) return;
    setUnderWay(false);
    if (isFreeToCharge) onCharge();
  }, [isUnderWay, hasEnded, isFreeToCharge, onCharge]);
  return {
    isUnderWay,
    problem,
    start: async () => {
      if (isUnderWay) return;
      setUnderWay(true);
      setProblem(null);
      const answer = await requestCancel(occupantId);
      setProblem(answer);
      // What nobody is known to have asked for shall not charge by itself when the other order ends one day.
      if (answer) setUnderWay(false);
      // What came of it is read again with everything else until it is certain.
      await reread().catch(() => undefined);
    },
  };
}
