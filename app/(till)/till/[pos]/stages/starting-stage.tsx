'use client';

import { useTranslations } from 'next-intl';
import { BigMoney } from '@/app/_ui/big-money';
import { buttonClass } from '@/app/_ui/button-look';
import { Spinner } from '@/app/_ui/spinner';
import { useHasLasted } from '../state/use-has-passed';
import { useTillPlace } from '../till-context';
import { Stage, StageHead, StageKeys } from './stage';

/** An answer that takes longer than this is talked about. */
const SLOW_MS = 4_000;

type StartingStageProps = { totalMinor: number; isUnsure: boolean };

/** The sale is on its way; when that takes long or fails, the one thing to know is not to charge again. */
export function StartingStage({ totalMinor, isUnsure }: StartingStageProps) {
  const t = useTranslations('charge');
  const { terms } = useTillPlace();
  const isSlow = useHasLasted(isUnsure, SLOW_MS);
  const amount = (
    <BigMoney minor={totalMinor} currencyId={terms.currencyId} cap={isUnsure || isSlow ? 'typed' : 'till'} />
  );
  if (isUnsure || isSlow) {
    return (
      <Stage label={t('stage')} tone="warn">
        <StageHead
          shape="dashed-ring-question"
          mark="text-warn-mark"
          title={t(isUnsure ? 'unsure.ours' : 'unsure.title')}
          detail={t(isUnsure ? 'unsure.oursDetail' : 'unsure.detail')}
        />
        <div className="mt-6 grid w-full max-w-[480px]">{amount}</div>
        <p className="mt-6 text-ink-2">
          <Spinner size={28} />
        </p>
      </Stage>
    );
  }
  return (
    <Stage label={t('stage')}>
      {amount}
      <p className="my-8 text-accent-mark">
        <Spinner size={56} />
      </p>
      <h2 className="text-[1.5rem] leading-8 font-semibold tracking-[-0.02em] max-tablet:text-lg">
        {t('starting.title')}
      </h2>
      <p className="mt-1 text-md text-ink-2">{t('starting.detail')}</p>
    </Stage>
  );
}

/** The session ended while charging: the sale and its key wait in this tab. */
export function SignedOutStage() {
  const t = useTranslations('charge');
  const { terms } = useTillPlace();
  const from = encodeURIComponent(`/till/${terms.externalPosId}`);
  return (
    <Stage label={t('stage')} tone="warn">
      <StageHead
        shape="dashed-ring"
        mark="text-warn-mark"
        title={t('signedOut.title')}
        detail={t('signedOut.detail')}
      />
      <StageKeys>
        <a href={`/login?from=${from}`} className={buttonClass({ tone: 'primary', size: 'till' })}>
          {t('signedOut.enter')}
        </a>
      </StageKeys>
    </Stage>
  );
}
