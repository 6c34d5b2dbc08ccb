'use client';

import { useTranslations } from 'next-intl';
import { BigMoney } from '@/app/_ui/big-money';
import { CountdownRing } from '@/app/_ui/countdown-ring';
import { QrCode } from '@/app/_ui/qr-code';
import type { OrderActions } from '../state/use-order-actions';
import { Sticker } from '../sticker';
import { useTillPlace } from '../till-context';
import type { QrPath, TillOrder } from '../till-order';
import { OrderKeys } from './order-keys';
import { Stage } from './stage';
import { countdownOf, StillWaiting } from './still-waiting';

type WaitingStageProps = { order: TillOrder; actions: OrderActions; isInProcess: boolean };

/** An order that can be paid: the amount, the code to scan with the time around it, one sentence, two keys. */
export function WaitingStage({ order, actions, isInProcess }: WaitingStageProps) {
  const t = useTranslations('charge');
  const { name } = useTillPlace();
  const bold = (inside: React.ReactNode) => <b>{inside}</b>;
  const detail = order.qr ? t('waiting.screen') : t.rich('waiting.sticker', { till: name, b: bold });
  return (
    <Stage label={t('stage')}>
      <BigMoney minor={order.totalMinor} currencyId={order.currencyId} cap="till" />
      {order.qr ? <ScreenCode qr={order.qr} /> : <RingedSticker order={order} />}
      <h2 className="text-[1.5rem] leading-8 font-semibold tracking-[-0.02em] max-tablet:text-lg">
        {t(isInProcess ? 'inProcess.title' : 'waiting.title')}
      </h2>
      <p className="mt-1 max-w-[60ch] text-md text-balance text-ink-2 max-tablet:text-[0.9375rem] [&_b]:font-semibold [&_b]:inline-block [&_b]:max-w-full [&_b]:wrap-anywhere">
        {isInProcess ? t('inProcess.detail') : detail}
      </p>
      {order.qr ? <StillWaiting order={order} /> : null}
      <OrderKeys actions={actions} />
    </Stage>
  );
}

function RingedSticker({ order }: { order: TillOrder }) {
  const t = useTranslations('charge');
  return (
    <div className="relative mt-[clamp(16px,3.5dvh,32px)] mb-[clamp(24px,3dvh,32px)] grid size-[min(316px,36dvh)] place-items-center max-tablet:size-[min(244px,36dvh)] [&>[role=timer]]:absolute [&>[role=timer]]:-bottom-3.5 [&>svg]:absolute [&>svg]:inset-0 [&>svg]:size-full">
      <CountdownRing {...countdownOf(order)} size={316} strokeWidth={10} spoken={t.raw('left')}>
        {(left) => <span className="num rounded-full bg-surface px-3.5 py-0.5 text-lg font-semibold">{left}</span>}
      </CountdownRing>
      <Sticker />
    </div>
  );
}

/** A code of the order itself, to be scanned from this screen: as large as fits. */
function ScreenCode({ qr }: { qr: QrPath }) {
  const t = useTranslations('charge.waiting');
  return (
    <div className="my-[clamp(12px,2.5dvh,24px)] w-[min(100%,42dvh,440px)] min-[901px]:w-[clamp(200px,100dvh-510px,480px)] rounded-xl bg-white shadow-[0_0_0_1px_rgb(27_26_23/0.1)]">
      <QrCode drawing={qr} label={t('screen')} className="rounded-xl" />
    </div>
  );
}
