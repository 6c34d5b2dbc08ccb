import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { PrintEntry } from '@/db/stickers';
import { type PaperId, paperNames, papers, type StickerTemplate, stickerTemplates } from '@/lib/domain/sticker-sheet';
import type { TimeReader } from '@/lib/i18n/format-time';

type PrintRowProps = {
  print: PrintEntry;
  now: Date;
  reader: TimeReader;
  /** Without the page's gutter: where a section has one already. */
  isInset?: boolean;
};

/** One print: which stickers, as what, and who and why. */
export function PrintRow({ print, now, reader, isInset = false }: PrintRowProps) {
  const t = useTranslations('stickers');
  const { firstCodes, stickerCount } = print;
  return (
    <li
      className={classes(
        'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 border-b border-line py-3 text-sm',
        !isInset && 'px-4 tablet:px-6',
      )}
    >
      <TextLink href={`/stickers/prints/${print.id}`} className="code min-w-0 truncate">
        {t('ledger.count', { codes: firstCodes.join(', '), more: stickerCount - firstCodes.length })}
      </TextLink>
      <span className="text-right text-ink-3">
        <TimeText at={print.at} now={now} reader={reader} />
      </span>
      <span className="min-w-0 truncate text-ink-2">
        <PrintedAs print={print} />
      </span>
      <span className="text-right text-ink-3">{print.personName ?? t('ledger.api')}</span>
      <span className="col-span-2 text-xs text-ink-3">
        <WhyPrinted print={print} />
      </span>
    </li>
  );
}

/** Template, paper and kind of file. */
export function PrintedAs({ print }: { print: PrintEntry }) {
  const t = useTranslations('stickers.template');
  return (
    <>
      {isTemplate(print.template) ? t(print.template) : print.template} · <PaperWord paper={print.paper} /> ·{' '}
      {print.format.toUpperCase()}
    </>
  );
}

/** Why it was printed again, if it was. */
export function WhyPrinted({ print: { reprintCount, reason } }: { print: PrintEntry }) {
  const t = useTranslations('stickers');
  if (reprintCount === 0) return t('ledger.first');
  return reason ? t(`studio.reason.${reason}`) : t('ledger.noReason');
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
