'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { TextField } from '@/app/_ui/text-field';

type PlaceKind = 'store' | 'till';
type NameFieldProps = { kind: PlaceKind; defaultValue: string; error: ReactNode };

/** What a store or till is called. What is too long is typed and then said, not cut off. */
export function NameField({ kind, defaultValue, error }: NameFieldProps) {
  const t = useTranslations(`places.${kind}`);
  return (
    <TextField
      id="name"
      name="name"
      label={t('name')}
      hint={t('nameHint')}
      error={error}
      defaultValue={defaultValue}
      autoComplete="off"
      maxLength={200}
    />
  );
}

type CodeFieldProps = { kind: PlaceKind; value: string; error: ReactNode; onChange: (code: string) => void };

/** The code of a new store or till, which stays what it is: proposed, and to be typed over. */
export function CodeField({ kind, value, error, onChange }: CodeFieldProps) {
  const t = useTranslations(`places.${kind}`);
  return (
    <TextField
      id="code"
      name="code"
      label={t('code')}
      hint={t('codeHint')}
      error={error}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={60}
      className="code"
    />
  );
}
