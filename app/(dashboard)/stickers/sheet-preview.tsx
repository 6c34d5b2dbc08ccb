import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import useSWR from 'swr';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { chevronLeftIcon, chevronRightIcon, minusIcon, plusIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import type { SheetPlan } from '@/lib/domain/sticker-sheet';
import { postJson } from '@/lib/web/fetcher';
import { cellsOf, requestOf, type SheetChoice } from './sheet-choice';

type SheetPreviewProps = {
  choice: SheetChoice;
  plan: SheetPlan;
  tills: readonly string[];
  pages: number;
};

type Preview = { readonly svg: string; readonly moduleSize: number; readonly missing: readonly string[] };

/** CSS takes an inch for 96 pixels, so that a millimetre is one of paper on most screens at 100 %. */
const zooms = [0.25, 0.4, 0.55, 0.75, 1, 1.5, 2];
/** Room for the rulers, in millimetres. */
const MARGIN = 11;

/** The sheet as it will come out of the printer, with rulers. */
export function SheetPreview({ choice, plan, tills, pages }: SheetPreviewProps) {
  const t = useTranslations('stickers.studio');
  const [asked, setPage] = useState(0);
  const [zoom, setZoom] = useState<number | null>(null);
  const page = Math.min(asked, pages - 1);
  const cells = cellsOf(plan, choice, tills, page);
  const { preview, hasFailed } = usePreview(choice, cells);
  const [width, height] = [plan.page.width + MARGIN + 4, plan.page.height + MARGIN + 4];
  return (
    <div className="grid min-w-0 content-start gap-3 overflow-hidden bg-canvas p-3 desktop:border-l desktop:border-line max-desktop:-order-1 tablet:p-4">
      {hasFailed ? <Note tone="stop" role="alert" title={t('previewFailed')} /> : null}
      {preview ? <Warnings preview={preview} /> : null}
      {tills.length === 0 ? <p className="text-center text-sm text-ink-3">{t('nothingChosen')}</p> : null}
      <section
        aria-label={t('preview')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who moves by keyboard must be able to move over the sheet too
        tabIndex={0}
        className="max-h-[68dvh] overflow-auto desktop:max-h-none"
      >
        <svg
          viewBox={`${-MARGIN} ${-MARGIN} ${width} ${height}`}
          role="img"
          aria-label={t('previewLabel', { page: String(page + 1), pages: String(pages), count: cells.length })}
          className="mx-auto block h-auto"
          style={zoom === null ? { width: '100%', maxWidth: `${width}mm` } : { width: `${width * zoom}mm` }}
        >
          <Rulers width={plan.page.width} height={plan.page.height} />
          <rect width={plan.page.width} height={plan.page.height} fill="#fff" stroke="#d9d6cf" strokeWidth={0.2} />
          {preview && cells.length > 0 ? (
            <image
              href={`data:image/svg+xml,${encodeURIComponent(preview.svg)}`}
              width={plan.page.width}
              height={plan.page.height}
            />
          ) : null}
          <Cells plan={plan} startCell={page === 0 ? choice.startCell : 1} order={choice.order} word={t('used')} />
        </svg>
      </section>
      <div className="flex flex-wrap items-center justify-center gap-2">
        {pages > 1 ? <PageTurner page={page} pages={pages} onTurn={setPage} /> : null}
        <Zoom zoom={zoom} onZoom={setZoom} />
      </div>
    </div>
  );
}

/** The page as the server draws it, asked for again by itself after a failure; the last one stays until then. */
function usePreview(choice: SheetChoice, cells: ReturnType<typeof cellsOf>) {
  const body = JSON.stringify({ ...requestOf(choice), cells });
  const { data, error } = useSWR(
    cells.length > 0 ? ['/stickers/preview', body] : null,
    ([url, text]) => read(url, text),
    {
      keepPreviousData: true,
      revalidateOnFocus: false,
    },
  );
  return { preview: data, hasFailed: error !== undefined };
}

async function read(url: string, body: string): Promise<Preview> {
  const { status, body: answer } = await postJson(url, { body: JSON.parse(body) });
  if (status !== 200 || typeof answer !== 'object' || answer === null) throw new Error(`no preview: ${status}`);
  const [svg, moduleSize, missing] = ['svg', 'module_mm', 'missing'].map((name): unknown => Reflect.get(answer, name));
  if (typeof svg !== 'string' || typeof moduleSize !== 'number' || !Array.isArray(missing))
    throw new Error('the preview says something else');
  return { svg, moduleSize, missing: missing.filter((character) => typeof character === 'string') };
}

function Warnings({ preview: { moduleSize, missing } }: { preview: Preview }) {
  const t = useTranslations('stickers.studio');
  const format = useFormatter();
  const size = format.number(moduleSize, { maximumFractionDigits: 2 });
  return (
    <div className="grid gap-2 empty:hidden" aria-live="polite">
      {moduleSize < 0.5 ? <Note tone="warn" title={t('moduleSmall', { size })} /> : null}
      {missing.length > 0 ? <Note tone="warn" title={t('missing', { characters: missing.join(' ') })} /> : null}
    </div>
  );
}

function Rulers({ width, height }: { width: number; height: number }) {
  const across = Array.from({ length: Math.floor(width) + 1 }, (_, at) => at);
  const down = Array.from({ length: Math.floor(height) + 1 }, (_, at) => at);
  const length = (at: number) => (at % 10 === 0 ? 3 : at % 5 === 0 ? 2 : 1);
  const lines = [
    ...across.map((at) => `M${at} -2v-${length(at)}`),
    ...down.map((at) => `M-2 ${at}h-${length(at)}`),
  ].join('');
  return (
    <g className="fill-ink-3" fontSize={2.6}>
      <path d={lines} className="stroke-line-control" strokeWidth={0.15} />
      {across.map((at) =>
        at % 10 === 0 ? (
          <text key={at} x={at} y={-6.4} textAnchor="middle">
            {at}
          </text>
        ) : null,
      )}
      {down.map((at) =>
        at % 10 === 0 && at > 0 ? (
          <text key={at} x={-6} y={at + 0.9} textAnchor="end">
            {at}
          </text>
        ) : null,
      )}
    </g>
  );
}

type CellsProps = { plan: SheetPlan; startCell: number; order: SheetChoice['order']; word: string };

/** The outlines of cells, which are not printed, and those that a first page has used already. */
function Cells({ plan: { cells, cell, columns, rows }, startCell, order, word }: CellsProps) {
  return (
    <g>
      {cells.map(({ x, y }, index) => {
        // Counted in the order of filling: down the columns, or along the rows.
        const place = order === 'columns' ? (index % columns) * rows + Math.floor(index / columns) : index;
        const isUsed = place < startCell - 1;
        return (
          <g key={`${x} ${y}`}>
            <rect
              x={x}
              y={y}
              width={cell.width}
              height={cell.height}
              rx={1.5}
              fill={isUsed ? '#f1efeb' : 'none'}
              stroke="#d9d6cf"
              strokeWidth={0.2}
              strokeDasharray={isUsed ? '1.5' : undefined}
            />
            {isUsed ? (
              <text x={x + cell.width / 2} y={y + cell.height / 2} textAnchor="middle" fontSize={3.4} fill="#6b675f">
                {word}
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

function PageTurner({ page, pages, onTurn }: { page: number; pages: number; onTurn: (page: number) => void }) {
  const t = useTranslations('stickers.studio');
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <Button
        type="button"
        fit="icon"
        aria-label={t('previousPage')}
        disabled={page === 0}
        onClick={() => onTurn(page - 1)}
      >
        <Icon shape={chevronLeftIcon} />
      </Button>
      <span className="num">{t('working', { page: String(page + 1), pages: String(pages) })}</span>
      <Button
        type="button"
        fit="icon"
        aria-label={t('nextPage')}
        disabled={page === pages - 1}
        onClick={() => onTurn(page + 1)}
      >
        <Icon shape={chevronRightIcon} />
      </Button>
    </span>
  );
}

/** Null is as large as there is room for. */
function Zoom({ zoom, onZoom }: { zoom: number | null; onZoom: (zoom: number) => void }) {
  const t = useTranslations('stickers.studio');
  const now = zoom ?? 1;
  const smaller = zooms.findLast((step) => step < now);
  const larger = zooms.find((step) => step > now);
  return (
    <span className="inline-flex items-center gap-2 text-sm">
      <Button
        type="button"
        fit="icon"
        aria-label={t('zoomOut')}
        disabled={smaller === undefined}
        onClick={() => onZoom(smaller ?? now)}
      >
        <Icon shape={minusIcon} />
      </Button>
      <Button type="button" tone="quiet" onClick={() => onZoom(1)}>
        {zoom === null || zoom === 1 ? t('trueSize') : t('zoom', { percent: String(Math.round(zoom * 100)) })}
      </Button>
      <Button
        type="button"
        fit="icon"
        aria-label={t('zoomIn')}
        disabled={larger === undefined}
        onClick={() => onZoom(larger ?? now)}
      >
        <Icon shape={plusIcon} />
      </Button>
    </span>
  );
}
