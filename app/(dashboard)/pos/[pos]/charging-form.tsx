'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { Note } from '@/app/_ui/note';
import { RefusalNote } from '@/app/_ui/refusal-note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { type Integration, integrations, type QrMode, qrModes } from '@/lib/domain/order';
import { trialPrices } from '@/lib/domain/preflight';
import type { CurrencyId } from '@/lib/domain/sites';
import { type SwitchState, switchTill } from './charging-actions';
import { Findings } from './findings';
import { TryTill } from './try-till';

type ChargingFormProps = {
  posKey: string;
  name: string;
  integration: Integration;
  mode: QrMode;
  previous: { readonly integration: Integration; readonly mode: QrMode } | null;
  currencyId: CurrencyId;
  mayCharge: boolean;
};

const nothingYet: SwitchState = { outcome: 'none', findings: [], refusal: null };

/** Chooses how a till charges; the checks run before anything changes, and the way back stays open. */
export function ChargingForm(props: ChargingFormProps) {
  const { posKey, name, integration, mode, previous, currencyId, mayCharge } = props;
  const t = useTranslations('pos');
  const [wanted, want] = useWanted({ integration, mode });
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
          hint={t(`charging.about.${wanted.integration}`)}
          defaultValue={integration}
          onChange={({ target }) => want({ integration: integrations.find((value) => value === target.value) })}
        >
          {integrations.map((value) => (
            <option key={value} value={value}>
              {t(`integrations.${value}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          key={`mode ${mode}`}
          id="mode"
          name="mode"
          label={t('charging.mode')}
          defaultValue={mode}
          onChange={({ target }) => want({ mode: qrModes.find((value) => value === target.value) })}
        >
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
      {mayCharge && trialPrices[wanted.integration] !== null ? (
        <TryTill posKey={posKey} name={name} wanted={wanted} currencyId={currencyId} />
      ) : null}
    </div>
  );
}

type Way = { readonly integration: Integration; readonly mode: QrMode };

/** What is chosen in the form: the till's own way until somebody chooses another, and again once it was switched. */
function useWanted(own: Way): [Way, (change: { integration?: Integration; mode?: QrMode }) => void] {
  const [chosen, choose] = useState({ own, wanted: own });
  const isStale = chosen.own.integration !== own.integration || chosen.own.mode !== own.mode;
  const wanted = isStale ? own : chosen.wanted;
  return [wanted, (change) => choose({ own, wanted: { ...wanted, ...change } })];
}

function Outcome({ state, saved }: { state: SwitchState; saved: string }) {
  const t = useTranslations('pos.charging');
  if (state.outcome === 'none') return null;
  if (state.refusal && state.outcome !== 'saved')
    return (
      <RefusalNote
        refusal={state.refusal}
        bundle={state.refusal.bundle}
        lead={t(state.outcome)}
        tone="warn"
        role="alert"
      />
    );
  const title = state.outcome === 'saved' ? saved : t(state.outcome);
  return (
    <Note
      tone={state.outcome === 'saved' ? 'idle' : 'warn'}
      role={state.outcome === 'saved' ? 'status' : 'alert'}
      title={title}
    >
      <Findings findings={state.findings} />
    </Note>
  );
}
