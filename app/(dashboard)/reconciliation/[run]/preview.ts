import type { useTranslations } from 'next-intl';
import type { ItemRow } from '@/db/reconciliation';
import type { Figures } from '@/lib/domain/reconcile';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { subjectName } from '../run-name';

type Words = {
  readonly t: ReturnType<typeof useTranslations<'reconciliation'>>;
  readonly status: ReturnType<typeof useTranslations<'status'>>;
};

/** A sale that can be applied and what that would make of it, for the list to be confirmed; null for any other. */
export function preview(item: ItemRow, currencyId: CurrencyId, words: Words): [[string, Preview]] | null {
  if (!isApplicable(item) || !item.after) return null;
  const before = item.ours ? figuresText(item.ours, currencyId, words) : '';
  return [
    [
      item.subject,
      { name: subjectName(item.subject, words.t), before, after: figuresText(item.after, currencyId, words) },
    ],
  ];
}

export type Preview = { readonly name: string; readonly before: string; readonly after: string };

/** Whether somebody may ask for what Mercado Pago says. */
export function isApplicable({ state, after, orderId }: ItemRow): boolean {
  return (state === 'compared' || state === 'not_applied') && after !== null && orderId !== null;
}

/** Status and money in one line. */
export function figuresText(figures: Figures, currencyId: CurrencyId, { t, status: words }: Words): string {
  const { status, exception, paidMinor, refundedMinor } = figures;
  const word = exception === 'none' ? words(`order.${status}`) : words(`exception.${exception}`);
  const paid = formatMoney(paidMinor, currencyId);
  if (refundedMinor === 0) return t('apply.figures', { status: word, paid });
  return t('apply.figuresRefunded', { status: word, paid, refunded: formatMoney(refundedMinor, currencyId) });
}
