'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { weekdays } from '@/lib/domain/calendar';
import type { SiteId } from '@/lib/domain/sites';
import { states } from '@/lib/domain/states';
import { CategoryField } from '../category-field';
import { CodeField, NameField } from '../name-and-code-fields';
import { PlaceProblemNote } from '../place-problem-note';
import { HoursField } from './hours-field';
import { NewTillsField } from './new-tills-field';
import { PlaceField } from './place-field';
import type { StoreFormState } from './store-actions';
import type { StoreValues } from './store-values';

type StoreFormProps = {
  values: StoreValues;
  siteId: SiteId;
  /** How many tills are offered with a new store; null for one that is there. */
  tillCount: number | null;
  /** The address that only Mercado Pago knows, for a store that was made in its panel. */
  knownAddress: string | null;
  cancelHref: string;
  action: (before: StoreFormState, form: FormData) => Promise<StoreFormState>;
};

/** Makes or changes a store; what is wrong is said at its field and nothing typed is lost. */
export function StoreForm({ values: first, siteId, tillCount, knownAddress, cancelHref, action }: StoreFormProps) {
  const t = useTranslations('places.store');
  const errors = useTranslations('errors.field');
  const [state, submit] = useActionState(action, { values: first, problem: null, turn: 0 });
  const [code, setCode] = useState(first.code);
  const [tills, setTills] = useState(tillCount ?? 0);
  const { values, problem, turn } = state;
  const at = (path: string) => {
    const wrong = problem?.fields[path];
    return wrong ? errors(wrong) : undefined;
  };
  const isNew = tillCount !== null;
  return (
    <form action={submit} className="grid max-w-160 gap-8" noValidate>
      <PlaceProblemNote problem={problem} />
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_180px]">
        <NameField kind="store" defaultValue={values.name} error={at('name')} />
        {isNew ? <CodeField kind="store" value={code} error={at('external_store_id')} onChange={setCode} /> : null}
      </div>
      <fieldset className="grid min-w-0 gap-4">
        <legend className="mb-2 text-base font-semibold">{t('address')}</legend>
        {knownAddress ? <p className="text-xs text-ink-3">{t('addressKept', { address: knownAddress })}</p> : null}
        <div className="grid gap-4 tablet:grid-cols-2">
          {/* Drawn anew with what was sent: a select does not follow its default by itself. */}
          <SelectField
            key={`state ${turn}`}
            id="state"
            name="state"
            label={t('state')}
            error={at('location.state_name')}
            defaultValue={values.state}
          >
            <option value="">{t('chooseState')}</option>
            {states[siteId].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
          <TextField
            id="city"
            name="city"
            label={t('city')}
            hint={t('cityHint')}
            error={at('location.city_name')}
            defaultValue={values.city}
            maxLength={200}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)_112px] gap-4">
          <TextField
            id="street"
            name="street"
            label={t('street')}
            error={at('location.street_name')}
            defaultValue={values.street}
            maxLength={200}
          />
          <TextField
            id="number"
            name="number"
            label={t('number')}
            error={at('location.street_number')}
            defaultValue={values.number}
            maxLength={40}
          />
        </div>
        <div className="grid gap-4 tablet:grid-cols-[180px_minmax(0,1fr)]">
          <TextField
            id="zip"
            name="zip"
            label={t('zip')}
            hint={t('optional')}
            error={at('location.zip_code')}
            defaultValue={values.zip}
            maxLength={40}
          />
          <TextField
            id="reference"
            name="reference"
            label={t('reference')}
            hint={t('optional')}
            error={at('location.reference')}
            defaultValue={values.reference}
            maxLength={200}
          />
        </div>
        <PlaceField key={`place ${turn}`} defaultValue={values.place} error={at('location.latitude')} />
      </fieldset>
      <HoursField
        key={`hours ${turn}`}
        defaultValue={values.hours}
        errors={Object.fromEntries(weekdays.map((day) => [day, at(`business_hours.${day}`)]))}
      />
      {isNew ? (
        <div className="grid gap-4">
          <NewTillsField
            storeCode={code}
            count={tills}
            onCount={setTills}
            error={at('external_pos_id') ?? at('business_hours')}
          />
          {tills > 0 ? <CategoryField key={`category ${turn}`} siteId={siteId} defaultValue={values.category} /> : null}
        </div>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <SubmitButton tone="primary" busyLabel={isNew ? t('creating') : t('saving')}>
          {isNew ? t('submit', { tills }) : t('save')}
        </SubmitButton>
        <ButtonLink href={cancelHref} tone="quiet">
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  );
}
