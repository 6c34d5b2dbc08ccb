'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { searchCheckIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { Spinner } from '@/app/_ui/spinner';
import type { CancelProblem } from '../cancel-problem';
import { Shortcut } from '../shortcut';
import type { OrderActions } from '../state/use-order-actions';
import { useTillKeys } from '../state/use-till-keys';
import { useTillPlace } from '../till-context';
import { StageKeys } from './stage';

type OrderKeysProps = {
  actions: OrderActions;
  /** False once canceling was asked for. */
  canCancel?: boolean;
};

/**
 * What can be done with an order that may still be paid: look now, or cancel. Canceling takes a second key, because
 * the buyer may be about to pay and nothing brings the order back.
 */
export function OrderKeys({ actions, canCancel = true }: OrderKeysProps) {
  const t = useTranslations('charge');
  const { settings } = useTillPlace();
  const [isConfirming, setConfirming] = useState(false);
  const isAsking = actions.check.kind === 'asking';
  const askToCancel = () => setConfirming(true);
  useTillKeys({ p: actions.askNow, ...(canCancel && !isConfirming ? { Escape: askToCancel } : {}) }, settings.keys);
  const cancel = () => {
    setConfirming(false);
    actions.cancel();
  };
  if (canCancel && isConfirming) return <CancelKeys onCancel={cancel} onStay={() => setConfirming(false)} />;
  return (
    <>
      {canCancel ? <NotCanceled problem={actions.cancelProblem} /> : null}
      <StageKeys>
        <Button type="button" size="till" onClick={actions.askNow} aria-busy={isAsking}>
          {isAsking ? <Spinner size={22} /> : <Icon shape={searchCheckIcon} size={22} />}
          {isAsking ? t('check.asking') : t('key.check')}
          {settings.keys ? <Shortcut name="P" /> : null}
        </Button>
        {canCancel ? (
          <Button type="button" size="till" tone="quiet" className="text-stop-ink!" onClick={askToCancel}>
            {t('key.cancel')}
            <Shortcut name="Esc" />
          </Button>
        ) : null}
      </StageKeys>
    </>
  );
}

/** What to know after asking for an order to be canceled. Once the order itself says that it is being canceled, nothing. */
export function NotCanceled({ problem }: { problem: CancelProblem | null }) {
  const t = useTranslations('charge.notCanceled');
  if (problem === null) return null;
  return (
    <div className="mt-4 text-left">
      <Note tone={problem === 'unknown' ? 'warn' : 'stop'} role="alert" title={t(problem)} />
    </div>
  );
}

function CancelKeys({ onCancel, onStay }: { onCancel: () => void; onStay: () => void }) {
  const t = useTranslations('charge');
  const { settings } = useTillPlace();
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus({ preventScroll: true }), []);
  useTillKeys({ Escape: onStay, Enter: onCancel }, settings.keys);
  return (
    <StageKeys>
      <Button ref={cancel} type="button" size="till" tone="danger" onClick={onCancel}>
        {t('key.cancelCharge')}
        <Shortcut name="Enter" />
      </Button>
      <Button type="button" size="till" tone="quiet" onClick={onStay}>
        {t('check.dismiss')}
        <Shortcut name="Esc" />
      </Button>
    </StageKeys>
  );
}
