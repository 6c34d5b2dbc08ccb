'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { minusIcon, plusIcon } from '@/app/_ui/icons';
import { proposePosIds } from '@/lib/domain/external-id';

type NewTillsFieldProps = {
  storeCode: string;
  count: number;
  onCount: (count: number) => void;
  error?: ReactNode;
};

const MOST = 20;

/** How many tills are made with a store, and what they will be called. */
export function NewTillsField({ storeCode, count, onCount, error }: NewTillsFieldProps) {
  const t = useTranslations('places.store');
  const codes = proposePosIds(storeCode === '' ? null : storeCode, [], count);
  return (
    <fieldset className="min-w-0">
      <legend className="contents">
        <span className="sr-only">{t('tills')}</span>
      </legend>
      <div className="flex items-center justify-between gap-3">
        <span className="text-base font-semibold" aria-hidden="true">
          {t('tills')}
        </span>
        <div className="flex items-center rounded-md border border-line-control">
          <Button
            type="button"
            tone="quiet"
            fit="icon"
            aria-label={t('fewer')}
            onClick={() => onCount(Math.max(0, count - 1))}
          >
            <Icon shape={minusIcon} />
          </Button>
          <output className="num w-8 text-center font-medium">{count}</output>
          <Button
            type="button"
            tone="quiet"
            fit="icon"
            aria-label={t('more')}
            onClick={() => onCount(Math.min(MOST, count + 1))}
          >
            <Icon shape={plusIcon} />
          </Button>
        </div>
      </div>
      {count > 0 ? (
        <ul className="mt-2 divide-y divide-line rounded-md border border-line text-sm">
          {codes.map((code, place) => (
            <li key={code} className="flex h-9 items-center justify-between gap-3 px-3">
              {t('tillName', { number: String(place + 1) })}
              <span className="code text-ink-2">{code}</span>
              <input type="hidden" name="till.code" value={code} />
              <input type="hidden" name="till.name" value={t('tillName', { number: String(place + 1) })} />
            </li>
          ))}
        </ul>
      ) : null}
      {error ? (
        <p role="alert" className="mt-1.5 text-xs text-stop-ink">
          {error}
        </p>
      ) : (
        <p className="mt-1.5 text-xs text-ink-3">{t('tillsHint')}</p>
      )}
    </fieldset>
  );
}
