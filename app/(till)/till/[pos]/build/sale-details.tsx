'use client';

import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { chevronDownIcon } from '@/app/_ui/icons';
import { TextField } from '@/app/_ui/text-field';
import { currencySymbol } from '@/lib/i18n/format-money';
import type { Sale, SaleAction } from '../sale';
import { useTillPlace } from '../till-context';

type SaleDetailsProps = {
  sale: Sale;
  change: (action: SaleAction) => void;
  problems: Readonly<Record<string, string>>;
};

/** What goes with a sale: reference and note when somebody wants them; in Colombia always the IVA. */
export function SaleDetails({ sale, change, problems }: SaleDetailsProps) {
  const t = useTranslations('till.sale');
  const { terms } = useTillPlace();
  const hasProblem = 'external_reference' in problems || 'description' in problems;
  return (
    <>
      {terms.takesTaxes ? (
        <TextField
          id="till-tax"
          label={t('tax')}
          hint={t('taxHint')}
          error={problems.taxText ?? problems['taxes[0].value']}
          value={sale.taxText}
          onChange={(event) => change({ type: 'field_changed', field: 'taxText', text: event.target.value })}
          inputMode="numeric"
          autoComplete="off"
          placeholder="0"
          leading={<span className="text-ink-3">{currencySymbol(terms.currencyId)}</span>}
          className="num text-right font-medium"
        />
      ) : null}
      <details className="group" open={hasProblem || undefined}>
        <summary className="-mx-2 flex h-9 list-none items-center gap-2 rounded-md px-2 text-sm font-medium text-ink-2 hover:bg-hover max-tablet:h-11 [&::-webkit-details-marker]:hidden">
          {t('details')}
          <span className="ml-auto max-w-[50%] truncate text-ink-3 group-open:hidden">
            {[sale.reference, sale.note].filter(Boolean).join(' · ')}
          </span>
          <Icon shape={chevronDownIcon} className="text-ink-3 group-open:rotate-180 [span:empty+&]:ml-auto" />
        </summary>
        <div className="grid gap-3 pt-2">
          <TextField
            id="till-reference"
            label={t('reference')}
            hint={t('referenceHint')}
            error={problems.external_reference}
            value={sale.reference}
            onChange={(event) => change({ type: 'field_changed', field: 'reference', text: event.target.value })}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
          />
          <TextField
            id="till-note"
            label={t('note')}
            hint={t('noteHint')}
            error={problems.description}
            value={sale.note}
            onChange={(event) => change({ type: 'field_changed', field: 'note', text: event.target.value })}
            maxLength={256}
            autoComplete="off"
          />
        </div>
      </details>
    </>
  );
}
