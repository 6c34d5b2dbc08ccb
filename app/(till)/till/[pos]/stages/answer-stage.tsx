'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { type CheckAnswer, findingShapes, tellingEvidence, type Verdict } from '@/app/_ui/check-answer';
import { paymentStatusLooks } from '@/app/_ui/status-look';
import { type Shape, StatusShape } from '@/app/_ui/status-shape';
import { TimeText } from '@/app/_ui/time-text';
import { useNow } from '@/app/_ui/use-now';
import { formatMoney } from '@/lib/i18n/format-money';
import { Shortcut } from '../shortcut';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import type { TillOrder } from '../till-order';
import { isOpen } from '../till-view';
import { Stage, StageCard, StageFact, StageHead, StageKeys } from './stage';
import { StillWaiting } from './still-waiting';

type AnswerStageProps = { answer: CheckAnswer; order: TillOrder; onDismiss: () => void };

/** The answer to "says they paid": what Mercado Pago said, with the evidence, and one key. */
export function AnswerStage({ answer, order, onDismiss }: AnswerStageProps) {
  const t = useTranslations('charge');
  const { settings } = useTillPlace();
  const { shape, mark, tone } = looks[answer.verdict];
  useTillKeys({ Enter: onDismiss, Escape: onDismiss }, settings.keys);
  return (
    <Stage label={t('stage')} tone={tone}>
      <StageHead
        shape={shape}
        mark={mark}
        title={t(`check.${answer.verdict}`)}
        detail={t(`check.${answer.verdict}Detail`)}
      />
      <Evidence answer={answer} order={order} />
      {isOpen(order) ? <StillWaiting order={order} /> : null}
      <StageKeys>
        <Button type="button" size="till" onClick={onDismiss}>
          {isOpen(order) ? t('check.dismiss') : t('check.close')}
          <Shortcut name="Enter" />
        </Button>
      </StageKeys>
    </Stage>
  );
}

/** Two lines: what was asked and what came back, or else what is known of the attempts. */
function Evidence({ answer, order }: { answer: CheckAnswer; order: TillOrder }) {
  const t = useTranslations('charge.check');
  const lines = tellingEvidence(answer.evidence);
  return (
    <StageCard>
      {lines.map((line) => (
        <StageFact key={line.way} icon={<StatusShape shape={findingShapes[line.finding]} size={20} />}>
          {t(`way.${line.way}`)}: <b>{t(`finding.${line.finding}`)}</b>
          <FactTime at={line.at} code={line.code} />
        </StageFact>
      ))}
      {answer.verdict === 'differs' ? <Seen order={order} /> : null}
      {lines.length < 2 ? <LastAttempt order={order} /> : null}
    </StageCard>
  );
}

function Seen({ order }: { order: TillOrder }) {
  const t = useTranslations('charge.review');
  return (
    <StageFact icon={<StatusShape shape="flag" size={20} />}>
      <b className="num">
        {t('seen', {
          paid: formatMoney(order.paidMinor, order.currencyId),
          total: formatMoney(order.totalMinor, order.currencyId),
        })}
      </b>
    </StageFact>
  );
}

function LastAttempt({ order }: { order: TillOrder }) {
  const t = useTranslations('charge.check');
  const status = useTranslations('status.payment');
  const bold = (inside: ReactNode) => <b>{inside}</b>;
  const last = order.payments.at(-1);
  if (!last) {
    return (
      <StageFact icon={<StatusShape shape="dashed-ring" size={20} />}>{t.rich('noAttempt', { b: bold })}</StageFact>
    );
  }
  return (
    <StageFact icon={<StatusShape shape={paymentStatusLooks[last.status].shape} size={20} />}>
      {t.rich('lastAttempt', { status: status(last.status), b: bold })}
      <FactTime at={last.at} code={last.statusDetail} />
    </StageFact>
  );
}

function FactTime({ at, code }: { at: string | null; code: string | null }) {
  const { timeZone, serverNow } = useTillPlace();
  const now = useNow(serverNow, 1_000);
  const reader = { locale: useLocale(), timeZone };
  return (
    <div className="text-sm text-ink-2">
      {at ? (
        <>
          <TimeText at={at} now={now} reader={reader} form="seconds" /> · <TimeText at={at} now={now} reader={reader} />
        </>
      ) : null}
      {code ? <span className="code text-xs text-ink-3"> {code}</span> : null}
    </div>
  );
}

const looks = {
  paid: { shape: 'disc-check', mark: 'text-paid-mark', tone: 'plain' },
  not_seen: { shape: 'ring-clock', mark: 'text-idle-mark', tone: 'plain' },
  differs: { shape: 'flag', mark: 'text-warn-mark', tone: 'warn' },
  unknown: { shape: 'dashed-ring-question', mark: 'text-warn-mark', tone: 'warn' },
} as const satisfies Record<Verdict, { shape: Shape; mark: string; tone: 'plain' | 'warn' }>;
