'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { CategoryField } from '@/app/(dashboard)/category-field';
import { CsvFields } from '@/app/(dashboard)/csv-fields';
import { csvFormToSend } from '@/app/(dashboard)/csv-form';
import { PlaceProblemNote } from '@/app/(dashboard)/place-problem-note';
import { MAX_PLANNED } from '@/lib/domain/place-file';
import type { SiteId } from '@/lib/domain/sites';
import { ModelField } from '../model-field';
import { type PreviewState, planTills } from './actions';
import { PreviewTable } from './preview-table';

type ManyFormProps = {
  stores: readonly { readonly key: string; readonly name: string; readonly code: string | null }[];
  siteId: SiteId;
};

const untouched: PreviewState = { problem: null, refusal: null, lines: null, sent: {} };

/** The state before stays here: sent along, it would bring a long file over what the server takes. */
async function sendPlan({ sent: before }: PreviewState, form: FormData): Promise<PreviewState> {
  const sent = csvFormToSend(form);
  return sent ? planTills(sent) : { ...untouched, problem: 'too_long', sent: before };
}

/** Two ways to many tills; either shows first what would be made. */
export function ManyForm({ stores, siteId }: ManyFormProps) {
  const t = useTranslations('places.bulk');
  const [state, plan] = useActionState(sendPlan, untouched);
  return (
    <div className="grid gap-8">
      <div className="grid gap-8 wide:grid-cols-2">
        {stores.length > 0 ? <RangeForm stores={stores} siteId={siteId} state={state} plan={plan} /> : null}
        <FileForm state={state} plan={plan} />
      </div>
      <div aria-live="polite" className="grid gap-4">
        {state.problem ? (
          <Note tone="stop" role="alert" title={t(`problem.${state.problem}`, { most: String(MAX_PLANNED) })} />
        ) : null}
        <PlaceProblemNote problem={state.refusal} />
        {state.lines ? <Preview state={state} lines={state.lines} plan={plan} /> : null}
      </div>
    </div>
  );
}

type WayProps = { state: PreviewState; plan: (form: FormData) => void };

function RangeForm({ stores, siteId, state: { sent }, plan }: WayProps & ManyFormProps) {
  const t = useTranslations('places.bulk');
  const store = useTranslations('places.store');
  return (
    <form action={plan} className="grid content-start gap-4">
      <h2 className="text-base font-semibold">{t('range')}</h2>
      <input type="hidden" name="way" value="range" />
      <SelectField
        key={`store ${sent.store}`}
        id="store"
        name="store"
        label={t('store')}
        defaultValue={sent.store || stores[0]?.key}
      >
        {stores.map(({ key: value, name, code }) => (
          <option key={value} value={value}>
            {code ? `${name} · ${code}` : name}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-2 gap-4 tablet:grid-cols-[minmax(0,1fr)_96px_96px]">
        <div className="max-tablet:col-span-2">
          <TextField
            id="pattern"
            name="pattern"
            label={t('rangeName')}
            hint={t('rangeHint')}
            defaultValue={sent.pattern || store('tillName', { number: '#' })}
            maxLength={44}
            autoComplete="off"
          />
        </div>
        <TextField
          id="from"
          name="from"
          label={t('from')}
          inputMode="numeric"
          defaultValue={sent.from || '1'}
          maxLength={5}
        />
        <TextField id="to" name="to" label={t('to')} inputMode="numeric" defaultValue={sent.to || '10'} maxLength={5} />
      </div>
      <CategoryField key={`category ${sent.category}`} siteId={siteId} defaultValue={sent.category ?? ''} />
      <ModelField key={`model ${sent.model}`} defaultValue={sent.model || 'attended'} />
      <div>
        <SubmitButton busyLabel={t('previewing')}>{t('preview')}</SubmitButton>
      </div>
    </form>
  );
}

function FileForm({ state: { sent }, plan }: WayProps) {
  const t = useTranslations('places.bulk');
  return (
    <form action={plan} className="grid content-start gap-4">
      <h2 className="text-base font-semibold">{t('file')}</h2>
      <p className="text-xs text-ink-3">{t('fileAbout')}</p>
      <input type="hidden" name="way" value="file" />
      <CsvFields
        words={{ choose: t('choose'), paste: t('paste') }}
        text={sent.way === 'file' ? (sent.text ?? '') : ''}
        rows={8}
      />
      <div>
        <SubmitButton busyLabel={t('previewing')}>{t('preview')}</SubmitButton>
      </div>
    </form>
  );
}

type PreviewProps = WayProps & { lines: NonNullable<PreviewState['lines']> };

function Preview({ state: { sent }, lines, plan }: PreviewProps) {
  const t = useTranslations('places.bulk');
  const making = useTranslations('places.till');
  const count = (state: string) => lines.filter((line) => line.state === state).length;
  const fresh = count('new');
  const words = { fresh: String(fresh), exist: String(count('exists')), wrong: String(count('wrong')) };
  return (
    <>
      <form action={plan} className="flex flex-wrap items-center gap-3">
        {Object.entries(sent).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <p className="text-sm font-medium">{t('count', words)}</p>
        {fresh > 0 ? (
          <SubmitButton tone="primary" name="confirm" value="1" busyLabel={making('creating')}>
            {t('submit', { count: fresh })}
          </SubmitButton>
        ) : (
          <p className="text-sm text-ink-3">{t('nothing')}</p>
        )}
      </form>
      <PreviewTable lines={lines} />
    </>
  );
}
