import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { linesToShow } from '@/app/(dashboard)/lines-to-show';
import { fieldErrorCodes } from '@/lib/errors';
import type { PreviewState } from './actions';

type PreviewTableProps = { lines: NonNullable<PreviewState['lines']> };

/** What would become of every line; what is wrong with one stands under it. */
export function PreviewTable({ lines }: PreviewTableProps) {
  const t = useTranslations('places.bulk');
  const errors = useTranslations('errors.field');
  const shown = linesToShow(lines);
  return (
    <>
      <Table
        label={t('preview')}
        gutter="card"
        head={
          <>
            <HeadCell kind="number" className="max-tablet:hidden">
              {t('line')}
            </HeadCell>
            <HeadCell>{t('name')}</HeadCell>
            <HeadCell className="max-tablet:hidden">{t('code')}</HeadCell>
            <HeadCell className="max-tablet:hidden">{t('place')}</HeadCell>
            <HeadCell>{t('how')}</HeadCell>
          </>
        }
      >
        {shown.map(({ line, name, code, store, state, fields }) => (
          <Row key={line}>
            <Cell kind="number" className="text-ink-3 max-tablet:hidden">
              {line}
            </Cell>
            <Cell className="max-w-80 py-2 wrap-anywhere whitespace-normal max-tablet:align-top">
              {name}
              <span className="code block text-xs text-ink-3 tablet:hidden">{code}</span>
            </Cell>
            <Cell className="max-tablet:hidden">
              <span className="code">{code}</span>
            </Cell>
            <Cell className="text-ink-2 max-tablet:hidden">{store}</Cell>
            <Cell className="py-2 whitespace-normal max-tablet:align-top">
              <StatusLabel look={looks[state]} word={t(`state.${state}`)} />
              {Object.entries(fields).map(([path, problem]) => {
                const known = fieldErrorCodes.find((each) => each === problem);
                return (
                  <span key={path} className="block text-xs text-stop-ink">
                    <span className="code">{path}</span> {known ? errors(known) : problem}
                  </span>
                );
              })}
            </Cell>
          </Row>
        ))}
      </Table>
      {lines.length > shown.length ? (
        <p className="text-xs text-ink-3">{t('more', { shown: String(shown.length), total: String(lines.length) })}</p>
      ) : null}
    </>
  );
}

const looks = {
  new: { shape: 'disc-check', tone: 'paid' },
  exists: { shape: 'dashed-ring', tone: 'idle' },
  wrong: { shape: 'octagon-cross', tone: 'stop' },
} as const;
