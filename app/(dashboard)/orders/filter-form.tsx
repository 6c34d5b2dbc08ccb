'use client';

import type { ReactNode } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { SelectField } from '@/app/_ui/select-field';
import { TextField } from '@/app/_ui/text-field';

/** What is sent and what is read of one option. */
type FormOption = readonly [value: string, word: string];

/** Several of which any number can be chosen. */
export type FormChoice = {
  readonly name: string;
  readonly legend: string;
  readonly chosen: readonly string[];
  readonly options: readonly FormOption[];
};

/** Several of which one can be chosen, or any. */
export type FormSelect = {
  readonly name: string;
  readonly label: string;
  readonly chosen: string | null;
  readonly anything: string;
  readonly groups: readonly { readonly label: string | null; readonly options: readonly FormOption[] }[];
};

type FilterFormProps = {
  id: string;
  choices: readonly FormChoice[];
  places: readonly FormSelect[];
  times: Readonly<Record<'created' | 'paid', FormSelect>>;
  days: Readonly<Record<'from' | 'to', string>>;
  clearHref: string;
  words: Readonly<Record<'title' | 'from' | 'to' | 'zone' | 'clear' | 'apply', string>>;
  /** Hidden fields that are sent along. */
  children: ReactNode;
};

/** The form of all filters, drawn in either place from values alone: it is on every page of the list. */
export function FilterForm({ id, choices, places, times, days, clearHref, words, children }: FilterFormProps) {
  return (
    <form
      id={id}
      popover="auto"
      action="/orders"
      aria-label={words.title}
      className="fixed m-auto w-160 max-w-[calc(100vw-16px)] overflow-auto rounded-xl bg-raised text-sm shadow-3 max-tablet:inset-x-0 max-tablet:top-auto max-tablet:bottom-0 max-tablet:mx-0 max-tablet:mb-0 max-tablet:max-h-[85dvh] max-tablet:w-full max-tablet:max-w-none max-tablet:rounded-b-none tablet:supports-[position-area:bottom]:m-0 tablet:supports-[position-area:bottom]:mt-1 tablet:supports-[position-area:bottom]:max-h-[70dvh] tablet:supports-[position-area:bottom]:[position-anchor:--order-filters] tablet:supports-[position-area:bottom]:[position-area:bottom_span-right] tablet:supports-[position-area:bottom]:[position-try-fallbacks:flip-inline]"
    >
      {children}
      <div className="grid gap-5 p-5 tablet:grid-cols-2">
        {choices.map((choice) => (
          <Choices key={choice.name} choice={choice} />
        ))}
        <div className="grid content-start gap-4">
          {places.map((select) => (
            <Select key={select.name} select={select} />
          ))}
        </div>
        <div className="grid content-start gap-4">
          <Select select={times.created} />
          <div className="grid grid-cols-2 gap-3">
            <TextField id="filter-from" type="date" name="from" label={words.from} defaultValue={days.from} />
            <TextField id="filter-to" type="date" name="to" label={words.to} defaultValue={days.to} />
          </div>
          <Select select={times.paid} />
        </div>
        <p className="text-xs text-ink-3 tablet:col-span-2">{words.zone}</p>
      </div>
      <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-raised px-5 py-3.5">
        <ButtonLink href={clearHref} tone="quiet">
          {words.clear}
        </ButtonLink>
        <Button tone="primary">{words.apply}</Button>
      </div>
    </form>
  );
}

function Choices({ choice: { name, legend, chosen, options } }: { choice: FormChoice }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid">
        {options.map(([value, word]) => (
          <label
            key={value}
            className="-mx-1.5 flex min-h-8 items-center gap-2.5 rounded-sm px-1.5 hover:bg-hover max-tablet:min-h-11 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked={chosen.includes(value)}
              className="size-4 accent-accent"
            />
            {word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Select({ select: { name, label, chosen, anything, groups } }: { select: FormSelect }) {
  return (
    <SelectField id={`filter-${name}`} name={name} label={label} defaultValue={chosen ?? ''}>
      <option value="">{anything}</option>
      {groups.map(({ label: group, options }) => {
        const shown = options.map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ));
        return group === null ? (
          shown
        ) : (
          <optgroup key={group} label={group}>
            {shown}
          </optgroup>
        );
      })}
    </SelectField>
  );
}
