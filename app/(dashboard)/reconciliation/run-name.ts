import type { useTranslations } from 'next-intl';
import type { RunSummary } from '@/db/reconciliation';
import { paymentOfSubject } from '@/lib/domain/reconciliation-run';
import { formatShortDay } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';

type Words = ReturnType<typeof useTranslations<'reconciliation'>>;

/** What a comparison is of, in words. */
export function runName(run: RunSummary, t: Words, locale: Locale): string {
  const { fromAt, toAt, timeZone } = run;
  if (!fromAt || !toAt) {
    const first = run.firstSubject ?? '';
    return t('runs.references', { count: run.itemCount - 1, first });
  }
  const reader = { locale, timeZone };
  const from = formatShortDay(fromAt, reader);
  // The end is the first moment that does not belong to it.
  const to = formatShortDay(new Date(toAt.getTime() - 1), reader);
  return from === to ? t('runs.day', { from }) : t('runs.period', { from, to });
}

/** What a sale of a comparison is called. */
export function subjectName(subject: string, t: Words): string {
  const paymentId = paymentOfSubject(subject);
  return paymentId === null ? subject : t('ledger.payment', { id: paymentId });
}
