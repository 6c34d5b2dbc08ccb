'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useRef } from 'react';
import { Button } from '@/app/_ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { parseMinor } from '@/lib/domain/money';
import type { Integration, QrMode } from '@/lib/domain/order';
import { trialPrices } from '@/lib/domain/preflight';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { type TrialState, tryTill } from './charging-actions';
import { Findings } from './findings';

type TryTillProps = {
  posKey: string;
  name: string;
  /** How it would charge: what is chosen, not what it does now. */
  wanted: { readonly integration: Integration; readonly mode: QrMode };
  currencyId: CurrencyId;
};

const notTried: TrialState = { outcome: 'none', findings: [], refusal: null, tried: null };

/** Tries a way of charging before the till is switched to it, or the one it has: one order, canceled at once. */
export function TryTill({ posKey, name, wanted, currencyId }: TryTillProps) {
  const t = useTranslations('pos');
  const [state, action] = useActionState(tryTill.bind(null, posKey), notTried);
  const form = useRef<HTMLFormElement>(null);
  const isAboutThis = state.tried?.integration === wanted.integration && state.tried.mode === wanted.mode;
  const answer = isAboutThis ? state : notTried;
  const amount = formatMoney(parseMinor(trialPrices[wanted.integration] ?? '0', currencyId) ?? 0, currencyId);
  return (
    <div className="justify-self-start">
      <Dialog
        trigger={{ label: t('charging.test'), size: 'small' }}
        title={t('charging.testTitle', { name })}
        closeLabel={t('charging.close')}
        isOpen={state.outcome !== 'none'}
      >
        <form ref={form} action={action}>
          <input type="hidden" name="integration" value={wanted.integration} />
          <input type="hidden" name="mode" value={wanted.mode} />
          <DialogBody>
            <p className="text-ink-2">
              {t('charging.testDetail', {
                amount,
                integration: t(`integrations.${wanted.integration}`),
                mode: t(`mode.${wanted.mode}`),
              })}
            </p>
            <Outcome answer={answer} />
          </DialogBody>
          <DialogFooter>
            <Button type="button" tone="quiet" onClick={() => form.current?.closest('dialog')?.close()}>
              {t('charging.close')}
            </Button>
            <SubmitButton tone="primary" busyLabel={t('charging.testRunning')}>
              {answer.outcome === 'none' ? t('charging.testRun', { amount }) : t('charging.testAgain')}
            </SubmitButton>
          </DialogFooter>
        </form>
      </Dialog>
    </div>
  );
}

function Outcome({ answer: { outcome, findings, refusal } }: { answer: TrialState }) {
  const t = useTranslations('pos.charging');
  if (outcome === 'none') return null;
  if (outcome === 'canceled') return <Note role="status" title={t('trial.canceled')} />;
  const tone = outcome === 'failed' ? 'stop' : 'warn';
  if (refusal) {
    const lead = t(`trial.${outcome}`);
    return <RefusalNote refusal={refusal} bundle={refusal.bundle} lead={lead} tone={tone} role="alert" />;
  }
  return (
    <Note tone={tone} role="alert" title={t(`trial.${outcome}`)}>
      <Findings findings={findings} />
    </Note>
  );
}
