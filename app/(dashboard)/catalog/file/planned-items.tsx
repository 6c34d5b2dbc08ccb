import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { linesToShow } from '@/app/(dashboard)/lines-to-show';
import type { CurrencyId } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import type { ShownLine } from './actions';

type PlannedItemsProps = { lines: readonly ShownLine[]; currencyId: CurrencyId };

/** What would become of every line; what is wrong with one stands under it. */
export function PlannedItems({ lines, currencyId }: PlannedItemsProps) {
  const t = useTranslations('catalog');
  const errors = useTranslations('errors.field');
  const shown = linesToShow(lines);
  return (
    <>
      <Table
        label={t('file.preview')}
        gutter="card"
        head={
          <>
            <HeadCell kind="number" className="max-tablet:hidden">
              {t('file.line')}
            </HeadCell>
            <HeadCell>{t('column.title')}</HeadCell>
            <HeadCell kind="number" className="max-tablet:hidden">
              {t('column.price')}
            </HeadCell>
            <HeadCell>{t('file.how')}</HeadCell>
          </>
        }
      >
        {shown.map((line) => (
          <Row key={line.line}>
            <Cell kind="number" className="text-ink-3 max-tablet:hidden">
              {line.line}
            </Cell>
            <Cell className="max-w-80 wrap-anywhere whitespace-normal">
              {line.title || '—'}
              {line.skuNumber ? <span className="code block text-xs text-ink-3">{line.skuNumber}</span> : null}
            </Cell>
            <Cell kind="number" className="max-tablet:hidden">
              {line.unitPriceMinor === null ? '—' : formatMoney(line.unitPriceMinor, currencyId)}
            </Cell>
            <Cell className="whitespace-normal">
              <StatusLabel look={looks[line.state]} word={t(`file.state.${line.state}`)} />
              {Object.entries(line.fields).map(([column, problem]) => (
                <span key={column} className="block text-xs text-stop-ink">
                  <span className="code">{column}</span> {errors(problem)}
                </span>
              ))}
            </Cell>
          </Row>
        ))}
      </Table>
      {lines.length > shown.length ? (
        <p className="text-xs text-ink-3">
          {t('file.more', { shown: String(shown.length), total: String(lines.length) })}
        </p>
      ) : null}
    </>
  );
}

const looks = {
  new: { shape: 'disc-check', tone: 'paid' },
  changed: { shape: 'live-ring', tone: 'live' },
  same: { shape: 'dashed-ring', tone: 'idle' },
  wrong: { shape: 'octagon-cross', tone: 'stop' },
} as const;
