'use client';

import type { FormEvent, ReactNode } from 'react';
import type { CurrencyId } from '@/lib/domain/sites';
import { currencySymbol, decimalMark, formatTypedMoney, parseTypedMoney } from '@/lib/i18n/format-money';
import { editMoney } from '@/lib/i18n/type-money';
import { describedBy, Field } from './field';
import { Input } from './input';

type MoneyFieldProps = {
  /** Name in the form, and id of the control. The form sends the text: read it with `parseTypedMoney`. */
  name: string;
  /** When another field of the page has the same name. */
  id?: string;
  label: string;
  currencyId: CurrencyId;
  /** Says the limit, or that the currency has no decimals. */
  hint?: ReactNode;
  error?: ReactNode;
  defaultMinor?: number;
  /** Minor units after each keystroke; null while the text is not an amount. */
  onMinorChange?: (minor: number | null) => void;
};

/** An amount that is typed: symbol left, figure right, separators as one types, comma or point for the cents. */
export function MoneyField({
  name,
  id = name,
  label,
  currencyId,
  hint,
  error,
  defaultMinor,
  onMinorChange,
}: MoneyFieldProps) {
  function regroup(event: FormEvent<HTMLInputElement>) {
    const input = event.currentTarget;
    const native = event.nativeEvent;
    const { inputType, data } = native instanceof InputEvent ? native : { inputType: null, data: null };
    const caret = input.selectionStart ?? input.value.length;
    const next = editMoney({ text: input.value, caret, inputType, data }, currencyId);
    input.value = next.text;
    input.setSelectionRange(next.caret, next.caret);
    onMinorChange?.(parseTypedMoney(input.value, currencyId));
  }

  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <Input
        id={id}
        name={name}
        inputMode={decimalMark(currencyId) === null ? 'numeric' : 'decimal'}
        autoComplete="off"
        defaultValue={defaultMinor === undefined ? undefined : formatTypedMoney(defaultMinor, currencyId)}
        onInput={regroup}
        isInvalid={Boolean(error)}
        aria-describedby={describedBy(id, { hint, error })}
        leading={<span className="text-ink-3">{currencySymbol(currencyId)}</span>}
        className="num text-right text-md font-medium"
      />
    </Field>
  );
}
