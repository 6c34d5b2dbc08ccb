import { useTranslations } from 'next-intl';
import type { ReceiptPrint } from '@/db/receipts';
import { formatExact, type TimeReader } from '@/lib/i18n/format-time';

/** Who printed it and when, under the paper. Prints from before names were kept are only in the number. */
export function PrintsMade({
  prints,
  printed,
  reader,
}: {
  prints: readonly ReceiptPrint[];
  printed: number;
  reader: TimeReader;
}) {
  const t = useTranslations('ticket.page');
  return (
    <section className="grid grid-cols-1 gap-1 text-ink-2">
      <h2 className="font-medium text-ink">{t('prints', { count: printed })}</h2>
      <ol className="grid grid-cols-1 gap-1">
        {prints.map((print) => (
          <li key={print.copy} className="flex flex-wrap justify-between gap-x-4">
            <span>{t('printedBy', { copy: String(print.copy), name: print.personName ?? t('someone') })}</span>
            <span className="num text-ink-3">
              {print.paper === 'a4' ? 'A4' : `${print.paper} mm`}
              {print.form === 'pdf' ? ' PDF' : ''} · {formatExact(print.at, reader)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
