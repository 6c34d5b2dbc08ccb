import { useTranslations } from 'next-intl';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TillName } from '@/app/_ui/till-name';
import type { ClosedOrder } from '@/db/closed-orders';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatClock, formatExact, formatShortDay } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';

type ClosedTableProps = {
  orders: readonly ClosedOrder[];
  /** The zone that the period's days are of: all times of the table are in it. */
  timeZone: string;
  locale: Locale;
  hasSeveralDays: boolean;
};

/** The period's orders; on phones each on two lines, when and how much above, which below. */
export function ClosedTable({ orders, ...reading }: ClosedTableProps) {
  const t = useTranslations('accounting');
  return (
    <Table
      label={t('table')}
      className={phoneRows}
      head={
        <>
          <HeadCell>{t('columns.closed')}</HeadCell>
          <HeadCell>{t('columns.reference')}</HeadCell>
          <HeadCell from="desktop">{t('columns.till')}</HeadCell>
          <HeadCell from="wide">{t('columns.state')}</HeadCell>
          <HeadCell kind="number">{t('columns.paid')}</HeadCell>
          <HeadCell kind="number">{t('columns.refunded')}</HeadCell>
          <HeadCell kind="number">{t('columns.net')}</HeadCell>
        </>
      }
    >
      {orders.map((order) => (
        <ClosedRow key={order.id} order={order} {...reading} />
      ))}
    </Table>
  );
}

const phoneRows = [
  'max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-3 max-tablet:[&_tbody_tr]:gap-y-0.5',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

function ClosedRow({
  order,
  timeZone,
  locale,
  hasSeveralDays,
}: Omit<ClosedTableProps, 'orders'> & { order: ClosedOrder }) {
  const t = useTranslations('accounting.columns');
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  const reader = { locale, timeZone };
  const net = money(order.paidMinor - order.refundedMinor);
  return (
    <Row>
      <Cell className="num max-tablet:col-start-1 max-tablet:row-start-1">
        <time dateTime={order.closedAt.toISOString()} title={formatExact(order.closedAt, reader)}>
          {hasSeveralDays ? `${formatShortDay(order.closedAt, reader)}, ` : null}
          {formatClock(order.closedAt, timeZone, { seconds: true })}
        </time>
      </Cell>
      <Cell className="max-tablet:col-start-1 max-tablet:row-start-2">
        <RowLink href={`/orders/${order.id}`} aria-label={`${order.externalReference}: ${net}`}>
          <span className="code block max-w-56 truncate max-tablet:text-ink-3">{order.externalReference}</span>
        </RowLink>
        {order.exception === 'none' ? null : (
          <span className="block py-0.5 text-xs wide:hidden">
            <OrderStatusLabel status="closed" exception={order.exception} place="plain" />
          </span>
        )}
      </Cell>
      <Cell from="desktop" className="text-ink-2">
        <TillName till={order.posName} store={order.storeName} />
      </Cell>
      <Cell from="wide">
        <OrderStatusLabel status="closed" exception={order.exception} />
      </Cell>
      <Cell kind="number" className="max-tablet:hidden">
        {money(order.paidMinor)}
      </Cell>
      <Cell
        kind="number"
        className={`max-tablet:col-start-2 max-tablet:row-start-2 max-tablet:text-ink-3 ${order.refundedMinor === 0 ? 'text-ink-3 max-tablet:hidden' : ''}`}
      >
        <span className="tablet:hidden">{t('refunded')} </span>
        {money(order.refundedMinor)}
      </Cell>
      <Cell
        kind="number"
        className="font-medium max-tablet:col-start-2 max-tablet:row-start-1 max-tablet:font-semibold"
      >
        {net}
      </Cell>
    </Row>
  );
}
