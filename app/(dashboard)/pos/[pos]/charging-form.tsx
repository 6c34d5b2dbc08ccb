'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type Integration, integrations, type QrMode, qrModes } from '@/lib/domain/order';
import type { PreflightFinding } from '@/lib/domain/preflight';
import { type SwitchState, switchTill, type TestState, tryTill } from './charging-actions';

type ChargingFormProps = {
  posKey: string;
  name: string;
  integration: Integration;
  mode: QrMode;
  previous: { readonly integration: Integration; readonly mode: QrMode } | null;
  mayCharge: boolean;
};

const nothingYet: SwitchState = { outcome: 'none', findings: [], code: null };
const notTried: TestState = { outcome: 'none', code: null };

/** Chooses how a till charges; the checks run before anything changes, and the way back stays open. */
export function ChargingForm({ posKey, name, integration, mode, previous, mayCharge }: ChargingFormProps) {
  const t = useTranslations('pos');
  const [state, action] = useActionState(switchTill.bind(null, posKey), nothingYet);
  const words = (of: { integration: Integration; mode: QrMode }) => ({
    integration: t(`integrations.${of.integration}`),
    mode: t(`mode.${of.mode}`),
  });
  return (
    <div className="grid gap-4">
      <form action={action} className="grid gap-4">
        <SelectField
          key={`integration ${integration}`}
          id="integration"
          name="integration"
          label={t('charging.integration')}
          hint={t(`charging.about.${integration}`)}
          defaultValue={integration}
        >
          {integrations.map((value) => (
            <option key={value} value={value}>
              {t(`integrations.${value}`)}
            </option>
          ))}
        </SelectField>
        <SelectField key={`mode ${mode}`} id="mode" name="mode" label={t('charging.mode')} defaultValue={mode}>
          {qrModes.map((value) => (
            <option key={value} value={value}>
              {t(`mode.${value}`)}
            </option>
          ))}
        </SelectField>
        <Outcome state={state} saved={t('charging.saved', words({ integration, mode }))} />
        <div className="flex flex-wrap gap-2">
          <SubmitButton busyLabel={t('charging.saving')}>{t('charging.save')}</SubmitButton>
          {previous ? (
            <SubmitButton name="back" value="1" tone="quiet" busyLabel={t('charging.saving')}>
              {t('charging.back', words(previous))}
            </SubmitButton>
          ) : null}
        </div>
        <p className="text-xs text-ink-3">{t('charging.ordersStay')}</p>
      </form>
      {mayCharge ? <TryTill posKey={posKey} name={name} /> : null}
    </div>
  );
}

function Outcome({ state, saved }: { state: SwitchState; saved: string }) {
  const t = useTranslations('pos.charging');
  if (state.outcome === 'none') return null;
  const title = state.outcome === 'saved' ? saved : t(state.outcome);
  return (
    <Note
      tone={state.outcome === 'saved' ? 'idle' : 'warn'}
      role={state.outcome === 'saved' ? 'status' : 'alert'}
      title={title}
      code={state.code ?? undefined}
    >
      <Findings findings={state.findings} />
    </Note>
  );
}

function Findings({ findings }: { findings: readonly PreflightFinding[] }) {
  const t = useTranslations('pos.charging.finding');
  return findings.map(({ code }) => (
    <span key={code} className="block">
      {t(code)}
    </span>
  ));
}

function TryTill({ posKey, name }: { posKey: string; name: string }) {
  const t = useTranslations('pos.charging');
  const [state, action] = useActionState(tryTill.bind(null, posKey), notTried);
  return (
    <Dialog
      trigger={{ label: t('test'), size: 'small' }}
      title={t('testTitle', { name })}
      closeLabel={t('close')}
      isOpen={state.outcome !== 'none'}
    >
      <form action={action}>
        <DialogBody>
          <p className="text-sm text-ink-2">{t('testDetail')}</p>
          {state.outcome === 'canceled' ? <Note role="status" title={t('testDone')} /> : null}
          {state.outcome === 'open' ? <Note tone="warn" role="alert" title={t('testOpen')} /> : null}
          {state.outcome === 'failed' ? (
            <Note tone="stop" role="alert" title={t('testFailed')} code={state.code ?? undefined} />
          ) : null}
        </DialogBody>
        <DialogFooter>
          <SubmitButton tone="primary" busyLabel={t('testRunning')}>
            {t('testRun')}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
