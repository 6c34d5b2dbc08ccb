import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Disclosure } from '@/app/_ui/disclosure';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { Spinner } from '@/app/_ui/spinner';
import { reprintReasons } from '@/lib/domain/sticker';
import { areTooManyPixels, type StickerTemplate } from '@/lib/domain/sticker-sheet';
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

/** As what: a sheet, one picture, or an archive of pictures. */
type PrintAs =
  | { readonly format: 'pdf' }
  | { readonly format: PictureType; readonly dpi: number }
  | { readonly format: 'zip'; readonly pictures: PictureType; readonly dpi: number };

const pictureTypes = ['svg', 'png'] as const;
type PictureType = (typeof pictureTypes)[number];

/** Screens and drafts, what printers ask for, fine print. */
const resolutions = [150, 300, 600];

/** Why again, and the file itself. What is downloaded is in the ledger already. */
export function PrintPanel({ choice, tills, again, isPossible }: PrintPanelProps) {
  const t = useTranslations('stickers.studio');
  const [reason, setReason] = useState('');
  const [printing, setPrinting] = useState<Printing>({ at: 'rest' });
  const isBusy = printing.at === 'work';
  const isReady = tills.length > 0 && isPossible && (again === 0 || reason !== '') && !isBusy;

  async function print(as: PrintAs) {
    setPrinting({ at: 'work', page: 0, pages: 0 });
    const body = { ...requestOf(choice), external_pos_ids: tills, ...as, ...(again > 0 ? { reason } : {}) };
    const sheet = await fetchSheet(body, (page, pages) => setPrinting({ at: 'work', page, pages }));
    if (sheet.kind === 'file') saveFile(sheet.name, sheet.blob);
    setPrinting(
      sheet.kind === 'file'
        ? { at: 'done', name: sheet.name }
        : { at: 'failed', isOutdated: sheet.kind === 'outdated' },
    );
  }

  return (
    <section className="grid gap-3 bg-surface desktop:sticky desktop:-bottom-5 desktop:-mx-6 desktop:border-t desktop:border-line desktop:px-6 desktop:py-3">
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
        onClick={() => print({ format: 'pdf' })}
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
      <Pictures template={choice.template} count={tills.length} isReady={isReady} onPrint={print} />
      {printing.at === 'done' ? <Note tone="paid" role="status" title={t('done', { name: printing.name })} /> : null}
      {printing.at === 'failed' ? (
        <Note tone="stop" role="alert" title={t(printing.isOutdated ? 'outdated' : 'failed')} />
      ) : null}
    </section>
  );
}

type PicturesProps = {
  template: StickerTemplate;
  count: number;
  isReady: boolean;
  onPrint: (as: PrintAs) => void;
};

/** Each sticker as a picture of its own, for a print shop or another program. */
function Pictures({ template, count, isReady, onPrint }: PicturesProps) {
  const t = useTranslations('stickers.studio');
  const [dpi, setDpi] = useState(300);
  const isOne = count === 1;
  const isTooMuch = areTooManyPixels(template, dpi, count);
  return (
    <Disclosure label={t('pictures')}>
      <div className="mt-2 grid gap-3">
        <SelectField id="dpi" label={t('dpi')} value={dpi} onChange={(event) => setDpi(Number(event.target.value))}>
          {resolutions.map((value) => (
            <option key={value} value={value}>
              {value}
            </option>
          ))}
        </SelectField>
        <div className="grid grid-cols-2 gap-2">
          {pictureTypes.map((type) => (
            <Button
              key={type}
              type="button"
              size="small"
              fit="full"
              disabled={!isReady || (type === 'png' && isTooMuch)}
              onClick={() => onPrint(isOne ? { format: type, dpi } : { format: 'zip', pictures: type, dpi })}
            >
              {isOne ? type.toUpperCase() : t('zip', { type: type.toUpperCase() })}
            </Button>
          ))}
        </div>
        {isTooMuch ? <Note tone="warn" role="status" title={t('tooManyPixels')} /> : null}
      </div>
    </Disclosure>
  );
}
