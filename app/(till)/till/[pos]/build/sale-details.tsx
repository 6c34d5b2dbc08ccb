'use client';

import { useTranslations } from 'next-intl';
import { type RefObject, useId } from 'react';
import { Icon } from '@/app/_ui/icon';
import { chevronDownIcon } from '@/app/_ui/icons';
import { TextField } from '@/app/_ui/text-field';
import { currencySymbol, formatMoney } from '@/lib/i18n/format-money';
import type { Sale, SaleAction, SaleField } from '../sale';
import type { SaleFigures } from '../sale-figures';
import { Shortcut } from '../shortcut';
import { useTillPlace } from '../till-context';

type SaleDetailsProps = {
  sale: Sale;
  figures: SaleFigures;
  change: (action: SaleAction) => void;
  problems: Readonly<Record<string, string>>;
  discountField: RefObject<HTMLInputElement | null>;
};

/** What goes with a sale when somebody wants it: a discount, a reference, a note; in Colombia always the IVA. */
export function SaleDetails({ sale, figures, change, problems, discountField }: SaleDetailsProps) {
  const t = useTranslations('till.sale');
  const { terms, settings, referenceTemplate } = useTillPlace();
  const set = (field: SaleField) => (event: { target: { value: string } }) =>
    change({ type: 'field_changed', field, text: event.target.value });
  const discountProblem = figures.discountMinor === null ? t('discountError') : problems.discount;
  const isWrong = Boolean(discountProblem) || 'external_reference' in problems || 'note' in problems;
  const symbol = <span className="text-ink-3">{currencySymbol(terms.currencyId)}</span>;
  return (
    <>
      {terms.takesTaxes ? (
        <TextField
          id="till-tax"
          label={t('tax')}
          hint={t('taxHint')}
          error={figures.taxMinor === null ? t('taxError') : problems['taxes[0].value']}
          value={sale.taxText}
          onChange={set('taxText')}
          inputMode="numeric"
          autoComplete="off"
          placeholder={formatMoney(figures.taxMinor ?? 0, terms.currencyId).replace(/^\D+/, '')}
          leading={symbol}
          className="num text-right font-medium"
        />
      ) : null}
      <details className="group" open={isWrong || undefined}>
        <summary className="-mx-2 flex h-9 list-none items-center gap-2 rounded-md px-2 text-sm font-medium text-ink-2 hover:bg-hover max-tablet:h-11 [&::-webkit-details-marker]:hidden">
          {t('details')}
          {settings.keys ? <Shortcut name="D" /> : null}
          <span className="ml-auto max-w-[45%] truncate text-ink-3 group-open:hidden">
            {[sale.reference, sale.note].filter(Boolean).join(' · ')}
          </span>
          <Icon shape={chevronDownIcon} className="text-ink-3 group-open:rotate-180 [span:empty+&]:ml-auto" />
        </summary>
        <div className="grid gap-3 pt-2">
          <TextField
            ref={discountField}
            id="till-discount"
            label={t('discount')}
            hint={t('discountHint')}
            error={discountProblem}
            value={sale.discountText}
            onChange={set('discountText')}
            maxLength={20}
            autoComplete="off"
            leading={symbol}
            className="num text-right font-medium"
          />
          <TextField
            id="till-reference"
            label={t('reference')}
            hint={
              referenceTemplate === null
                ? t('referenceHint')
                : t('referenceByTemplate', { template: referenceTemplate })
            }
            error={problems.external_reference}
            value={sale.reference}
            onChange={set('reference')}
            maxLength={64}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
          />
          <TextField
            id="till-note"
            label={t('note')}
            hint={t('noteHint')}
            error={problems.note}
            value={sale.note}
            onChange={set('note')}
            maxLength={256}
            autoComplete="off"
          />
        </div>
      </details>
    </>
  );
}

/** What the buyer reads on their phone, as far as it is ours to say. */
export function BuyerPreview({ title, pictureUrl }: { title: string; pictureUrl: string | null }) {
  const t = useTranslations('till.sale');
  const { sendsPictures } = useTillPlace();
  const aboutId = useId();
  return (
    <section aria-labelledby={aboutId} className="flex items-center gap-3 rounded-lg bg-sunken px-3 py-2">
      {sendsPictures && pictureUrl ? (
        // biome-ignore lint/performance/noImgElement: the merchant's own address, and nothing is to be optimised here
        <img src={pictureUrl} alt="" referrerPolicy="no-referrer" className="size-9 shrink-0 rounded-md object-cover" />
      ) : null}
      <div className="min-w-0">
        <p id={aboutId} className="text-2xs text-ink-3" title={t('previewHint')}>
          {t('preview')}
        </p>
        <p className="truncate text-sm font-medium">{title}</p>
      </div>
    </section>
  );
}
