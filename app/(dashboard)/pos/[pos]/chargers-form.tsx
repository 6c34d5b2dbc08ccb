'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { Note } from '@/app/_ui/note';
import { SubmitButton } from '@/app/_ui/submit-button';
import { PlaceProblemNote } from '../../place-problem-note';
import { type ChargersState, saveChargers } from './chargers-actions';

type Person = { readonly id: string; readonly name: string; readonly isNamed: boolean };

type ChargersFormProps = {
  posKey: string;
  isForEverybody: boolean;
  /** Who may charge by their role and is not somebody who always does. */
  people: readonly Person[];
};

const untouched: ChargersState = { isSaved: false, problem: null };

/** Everybody, or only some: owners and managers always charge, so that only the others are chosen. */
export function ChargersForm({ posKey, isForEverybody, people }: ChargersFormProps) {
  const t = useTranslations('pos.chargers');
  const [state, save] = useActionState(saveChargers.bind(null, posKey), untouched);
  const [who, setWho] = useState<'everybody' | 'some'>(isForEverybody ? 'everybody' : 'some');
  const named = people.filter((person) => person.isNamed).map(({ id }) => id);
  return (
    <form action={save} className="grid max-w-140 gap-3">
      <PlaceProblemNote problem={state.problem} />
      {state.isSaved ? <Note role="status" title={t('saved')} /> : null}
      {/* Drawn anew with what was saved: React empties a form once its action is over. */}
      <fieldset key={`${isForEverybody} ${named.join()}`} className="grid min-w-0 gap-1">
        <legend className="sr-only">{t('title')}</legend>
        {(['everybody', 'some'] as const).map((choice) => (
          <label key={choice} className={lineClass}>
            <input
              type="radio"
              name="who"
              value={choice}
              checked={who === choice}
              onChange={() => setWho(choice)}
              className="size-4 shrink-0 accent-accent"
            />
            <span className="grid min-w-0">
              {t(choice)}
              <span className="text-xs text-ink-3">{t(`${choice}Hint`)}</span>
            </span>
          </label>
        ))}
        {/* Names stay in the form while everybody charges, so that they need not be chosen again. */}
        <div hidden={who === 'everybody'} className="ml-7 border-l border-line pl-3">
          {people.length === 0 ? <p className="py-2 text-sm text-ink-3">{t('nobody')}</p> : null}
          {people.map(({ id, name, isNamed }) => (
            <label key={id} className={lineClass}>
              <input
                type="checkbox"
                name="person"
                value={id}
                defaultChecked={isNamed}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 wrap-anywhere">{name}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div>
        <SubmitButton busyLabel={t('saving')}>{t('save')}</SubmitButton>
      </div>
    </form>
  );
}

const lineClass = '-mx-1.5 flex min-h-11 items-center gap-2.5 rounded-sm px-1.5 py-1 text-sm hover:bg-hover';
