import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectField } from '@/app/_ui/select-field';
import { TextField } from '@/app/_ui/text-field';
import { cutOrders, type PaperId, papers, type StickerTemplate, stickerTemplates } from '@/lib/domain/sticker-sheet';
import { defaultLocale, isLocale } from '@/lib/i18n/locales';
import { paperName } from '@/lib/i18n/paper-name';
import type { CustomPaper, SheetChoice } from './sheet-choice';

type SheetFormProps = {
  choice: SheetChoice;
  /** How many cells a page has; null when nothing fits. */
  cells: number | null;
  onChange: (change: Partial<SheetChoice>) => void;
};

const templates = Object.keys(stickerTemplates).filter((id): id is StickerTemplate => id in stickerTemplates);
const paperIds = Object.keys(papers).filter((id): id is PaperId => id in papers);

/** Template, paper, and where on it. */
export function SheetForm({ choice, cells, onChange }: SheetFormProps) {
  const t = useTranslations('stickers');
  const isPlain = choice.paper !== 'custom' && papers[choice.paper].kind !== 'labels';
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-2 text-base font-semibold">{t('studio.template')}</legend>
        <div className="grid grid-cols-2 gap-2">
          {templates.map((id) => (
            <TemplateOption
              key={id}
              id={id}
              isChosen={choice.template === id}
              onChoose={() => onChange({ template: id })}
            />
          ))}
        </div>
      </fieldset>
      <section className="grid gap-3">
        <h2 className="text-base font-semibold">{t('studio.paper')}</h2>
        <PaperField choice={choice} onChange={onChange} />
        {choice.paper === 'custom' ? (
          <CustomFields custom={choice.custom} onChange={(custom) => onChange({ custom })} />
        ) : null}
        {cells === null || cells < 2 ? null : (
          <SelectField
            id="start-cell"
            label={t('studio.startCell')}
            hint={choice.startCell > 1 ? t('studio.startCellHint') : undefined}
            value={choice.startCell}
            onChange={(event) => onChange({ startCell: Number(event.target.value) })}
          >
            {Array.from({ length: cells }, (_, index) => index + 1).map((cell) => (
              <option key={cell} value={cell}>
                {cell}
              </option>
            ))}
          </SelectField>
        )}
        <details>
          <summary className="inline-flex min-h-9 items-center rounded-sm text-sm font-medium text-ink-2 max-tablet:min-h-11">
            {t('studio.more')}
          </summary>
          <div className="mt-2 grid grid-cols-2 gap-3">
            {isPlain ? <PlainFields choice={choice} onChange={onChange} /> : null}
            <SelectField
              id="cut-order"
              label={t('studio.order')}
              value={choice.order}
              onChange={(event) =>
                onChange({ order: cutOrders.find((order) => order === event.target.value) ?? 'rows' })
              }
            >
              {cutOrders.map((order) => (
                <option key={order} value={order}>
                  {t(`studio.orders.${order}`)}
                </option>
              ))}
            </SelectField>
          </div>
        </details>
      </section>
    </>
  );
}

function TemplateOption({ id, isChosen, onChoose }: { id: StickerTemplate; isChosen: boolean; onChoose: () => void }) {
  const t = useTranslations('stickers.template');
  const { width, height } = stickerTemplates[id];
  const scale = 28 / Math.max(width, height);
  return (
    <label className="flex min-h-12 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm inset-ring inset-ring-line-strong has-checked:bg-selected has-checked:inset-ring-2 has-checked:inset-ring-accent-mark has-focus-visible:outline-2">
      <input type="radio" name="template" checked={isChosen} onChange={onChoose} className="sr-only" />
      <span className="grid w-7 shrink-0 justify-items-center" aria-hidden="true">
        <span
          className="block rounded-[2px] border-[1.5px] border-ink-3"
          style={{ width: width * scale, height: height * scale }}
        />
      </span>
      <span className="grid min-w-0">
        <span className="leading-4 font-medium">{t(id)}</span>
        <span className="num text-xs text-ink-3">
          {width} × {height}
        </span>
      </span>
    </label>
  );
}

function PaperField({ choice, onChange }: Pick<SheetFormProps, 'choice' | 'onChange'>) {
  const t = useTranslations('stickers');
  const chosenLocale = useLocale();
  const locale = isLocale(chosenLocale) ? chosenLocale : defaultLocale;
  const words = { exact: t('paper.exact'), letter: t('paper.letter'), labels: t.raw('paper.labels') };
  const options = (isLabel: boolean): ReactNode =>
    paperIds
      .filter((id) => (papers[id].kind === 'labels') === isLabel)
      .map((id) => (
        <option key={id} value={id}>
          {paperName(id, words, locale)}
        </option>
      ));
  return (
    <SelectField
      id="paper"
      label={t('studio.paper')}
      value={choice.paper}
      onChange={(event) => onChange({ paper: paperIds.find((id) => id === event.target.value) ?? 'custom' })}
    >
      <optgroup label={t('studio.plainPapers')}>{options(false)}</optgroup>
      <optgroup label={t('studio.labelPapers')}>
        {options(true)}
        <option value="custom">{t('paper.custom')}</option>
      </optgroup>
    </SelectField>
  );
}

function PlainFields({ choice, onChange }: Pick<SheetFormProps, 'choice' | 'onChange'>) {
  const t = useTranslations('stickers.studio');
  return (
    <>
      <NumberField id="gap" label={t('gap')} value={choice.gap} onChange={(gap) => onChange({ gap })} />
      <NumberField id="bleed" label={t('bleed')} value={choice.bleed} onChange={(bleed) => onChange({ bleed })} />
      <label className="col-span-2 flex min-h-9 items-center gap-2.5 text-sm max-tablet:min-h-11">
        <input
          type="checkbox"
          checked={choice.cropMarks}
          onChange={(event) => onChange({ cropMarks: event.target.checked })}
          className="size-4 accent-accent"
        />
        {t('cropMarks')}
      </label>
    </>
  );
}

const measures = ['width', 'height', 'labelWidth', 'labelHeight', 'columns', 'rows', 'columnGap', 'rowGap'] as const;

function CustomFields({ custom, onChange }: { custom: CustomPaper; onChange: (custom: CustomPaper) => void }) {
  const t = useTranslations('stickers.studio.custom');
  return (
    <div className="grid grid-cols-2 gap-3">
      {measures.map((name) => (
        <NumberField
          key={name}
          id={`custom-${name}`}
          label={t(name)}
          value={custom[name]}
          step={name === 'columns' || name === 'rows' ? 1 : 0.1}
          onChange={(value) => onChange({ ...custom, [name]: value })}
        />
      ))}
    </div>
  );
}

type NumberFieldProps = { id: string; label: string; value: number; step?: number; onChange: (value: number) => void };

function NumberField({ id, label, value, step = 0.1, onChange }: NumberFieldProps) {
  return (
    <TextField
      id={id}
      label={label}
      type="number"
      inputMode="decimal"
      min={0}
      step={step}
      defaultValue={value}
      onChange={({ target }) => {
        if (!Number.isNaN(target.valueAsNumber)) onChange(Math.max(0, target.valueAsNumber));
      }}
    />
  );
}
