import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { Spinner } from '@/app/_ui/spinner';
import { reprintReasons } from '@/lib/domain/sticker';
import { fetchSheet, saveFile } from './fetch-sheet';
import { requestOf, type SheetChoice } from './sheet-choice';

type PrintPanelProps = {
  choice: SheetChoice;
  tills: readonly string[];
  /** How many of them were printed before as they are now. */
  again: number;
  isPossible: boolean;
};

type Printing =
  | { readonly at: 'rest' }
  | { readonly at: 'work'; readonly page: number; readonly pages: number }
  | { readonly at: 'done'; readonly name: string }
  | { readonly at: 'failed'; readonly isOutdated: boolean };

/** Why again, and the file itself. What is downloaded is in the ledger already. */
export function PrintPanel({ choice, tills, again, isPossible }: PrintPanelProps) {
  const t = useTranslations('stickers.studio');
  const [reason, setReason] = useState('');
  const [printing, setPrinting] = useState<Printing>({ at: 'rest' });
  const isBusy = printing.at === 'work';
  const isReady = tills.length > 0 && isPossible && (again === 0 || reason !== '') && !isBusy;

  async function print(format: 'pdf' | 'zip' | 'svg') {
    setPrinting({ at: 'work', page: 0, pages: 0 });
    const body = { ...requestOf(choice), external_pos_ids: tills, format, ...(again > 0 ? { reason } : {}) };
    const sheet = await fetchSheet(body, (page, pages) => setPrinting({ at: 'work', page, pages }));
    if (sheet.kind === 'file') saveFile(sheet.name, sheet.blob);
    setPrinting(
      sheet.kind === 'file'
        ? { at: 'done', name: sheet.name }
        : { at: 'failed', isOutdated: sheet.kind === 'outdated' },
    );
  }

  return (
    <section className="grid gap-3 bg-surface desktop:sticky desktop:-bottom-5 desktop:py-3">
      {again > 0 ? (
        <SelectField
          id="reprint-reason"
          label={t('again', { count: again })}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        >
          <option value="">{t('reason.choose')}</option>
          {reprintReasons.map((value) => (
            <option key={value} value={value}>
              {t(`reason.${value}`)}
            </option>
          ))}
        </SelectField>
      ) : null}
      <Button
        type="button"
        tone="primary"
        fit="full"
        disabled={!isReady}
        aria-busy={isBusy}
        onClick={() => print('pdf')}
      >
        {isBusy ? <Spinner /> : <Icon shape={downloadIcon} />}
        <span className="num">
          {!isBusy
            ? t('print', { count: tills.length })
            : printing.pages > 0
              ? t('working', { page: String(printing.page), pages: String(printing.pages) })
              : t('preparing')}
        </span>
      </Button>
      <Button
        type="button"
        tone="quiet"
        size="small"
        disabled={!isReady}
        onClick={() => print(tills.length === 1 ? 'svg' : 'zip')}
      >
        {t(tills.length === 1 ? 'svg' : 'zip')}
      </Button>
      {printing.at === 'done' ? <Note tone="paid" role="status" title={t('done', { name: printing.name })} /> : null}
      {printing.at === 'failed' ? (
        <Note tone="stop" role="alert" title={t(printing.isOutdated ? 'outdated' : 'failed')} />
      ) : null}
    </section>
  );
}
