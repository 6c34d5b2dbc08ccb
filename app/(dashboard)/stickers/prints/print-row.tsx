import { useTranslations } from 'next-intl';
import { TimeText } from '@/app/_ui/time-text';
import type { PrintEntry } from '@/db/stickers';
import { type PaperId, paperNames, papers, type StickerTemplate, stickerTemplates } from '@/lib/domain/sticker-sheet';
import type { TimeReader } from '@/lib/i18n/format-time';

/** One print: which stickers, as what, and who and why. */
export function PrintRow({ print, now, reader }: { print: PrintEntry; now: Date; reader: TimeReader }) {
  const t = useTranslations('stickers');
  const { firstCodes, stickerCount, reprintCount, reason } = print;
  const template = isTemplate(print.template) ? t(`template.${print.template}`) : print.template;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 border-b border-line px-4 py-3 text-sm tablet:px-6">
      <span className="code min-w-0 truncate">
        {t('ledger.count', { codes: firstCodes.join(', '), more: stickerCount - firstCodes.length })}
      </span>
      <span className="text-right text-ink-3">
        <TimeText at={print.at} now={now} reader={reader} />
      </span>
      <span className="min-w-0 truncate text-ink-2">
        {template} · <PaperWord paper={print.paper} /> · {print.format.toUpperCase()}
      </span>
      <span className="text-right text-ink-3">{print.personName ?? t('ledger.api')}</span>
      <span className="col-span-2 text-xs text-ink-3">
        {reprintCount === 0 ? t('ledger.first') : reason ? t(`studio.reason.${reason}`) : t('ledger.noReason')}
      </span>
    </li>
  );
}

function PaperWord({ paper }: { paper: string }) {
  const t = useTranslations('stickers.paper');
  if (!isPaper(paper)) return t('custom');
  if (paper === 'exact' || paper === 'letter') return t(paper);
  return paperNames[paper];
}

function isTemplate(value: string): value is StickerTemplate {
  return value in stickerTemplates;
}

function isPaper(value: string): value is PaperId {
  return value in papers;
}
