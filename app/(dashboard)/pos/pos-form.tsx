'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { proposePosIds } from '@/lib/domain/external-id';
import type { SiteId } from '@/lib/domain/sites';
import { CategoryField } from '../category-field';
import { CodeField, NameField } from '../name-and-code-fields';
import { PlaceProblemNote } from '../place-problem-note';
import { ModelField } from './model-field';
import type { PosFormState } from './pos-actions';
import type { PosValues } from './pos-values';

type PosFormProps = {
  values: PosValues;
  /** Where it can stand; `code` is null for a store that has none. */
  stores: readonly { readonly key: string; readonly name: string; readonly code: string | null }[];
  siteId: SiteId;
  /** Codes in use, from which the next one follows; null for a till that is there. */
  takenCodes: readonly string[] | null;
  cancelHref: string;
  action: (before: PosFormState, form: FormData) => Promise<PosFormState>;
};

/** Makes or changes a till; what is wrong is said at its field and nothing typed is lost. */
export function PosForm({ values: first, stores, siteId, takenCodes, cancelHref, action }: PosFormProps) {
  const t = useTranslations('places.till');
  const errors = useTranslations('errors.field');
  const [state, submit] = useActionState(action, { values: first, problem: null, turn: 0 });
  const [code, setCode] = useState(first.code);
  const { values, problem, turn } = state;
  const at = (path: string) => {
    const wrong = problem?.fields[path];
    return wrong ? errors(wrong) : undefined;
  };
  const isNew = takenCodes !== null;

  /** A code that nobody touched follows its store; one that was typed stays. */
  function follow(from: string, to: string) {
    if (!takenCodes) return;
    const proposed = (key: string) =>
      proposePosIds(stores.find((store) => store.key === key)?.code ?? null, takenCodes, 1)[0];
    if (code === proposed(from)) setCode(proposed(to) ?? '');
  }
  const [store, setStore] = useState(first.store);

  return (
    <form action={submit} className="grid max-w-160 gap-8" noValidate>
      <PlaceProblemNote problem={problem} />
      <div className="grid gap-4 tablet:grid-cols-2">
        <SelectField
          key={`store ${turn}`}
          id="store"
          name="store"
          label={t('store')}
          hint={isNew ? undefined : t('moveHint')}
          error={at('external_store_id')}
          defaultValue={values.store}
          onChange={(event) => {
            follow(store, event.currentTarget.value);
            setStore(event.currentTarget.value);
          }}
        >
          {stores.map(({ key, name, code: storeCode }) => (
            <option key={key} value={key}>
              {storeCode ? `${name} · ${storeCode}` : name}
            </option>
          ))}
        </SelectField>
        <NameField kind="till" defaultValue={values.name} error={at('name')} />
        {isNew ? <CodeField kind="till" value={code} error={at('external_pos_id')} onChange={setCode} /> : null}
        <CategoryField
          key={`category ${turn}`}
          siteId={siteId}
          defaultValue={values.category}
          current={first.category}
          error={at('category')}
        />
      </div>
      {isNew ? (
        <ModelField
          key={`model ${turn}`}
          defaultValue={values.model}
          error={at('integration') ?? at('mode') ?? at('fixed_amount')}
        />
      ) : (
        <label className="flex items-start gap-3 text-sm">
          <input
            key={`fixed ${turn}`}
            type="checkbox"
            name="isFixedAmount"
            defaultChecked={values.isFixedAmount}
            className="mt-0.5 size-4 accent-(--accent)"
          />
          <span>
            <span className="block font-medium">{t('fixedAmount')}</span>
            <span className="block text-xs text-ink-3">{at('fixed_amount') ?? t('fixedAmountHint')}</span>
          </span>
        </label>
      )}
      <div className="flex flex-wrap gap-2">
        <SubmitButton tone="primary" busyLabel={isNew ? t('creating') : t('saving')}>
          {isNew ? t('submit') : t('save')}
        </SubmitButton>
        <ButtonLink href={cancelHref} tone="quiet">
          {t('cancel')}
        </ButtonLink>
      </div>
    </form>
  );
}
