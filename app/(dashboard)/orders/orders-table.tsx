import { useTranslations } from 'next-intl';
import { OrderStatusLabel } from '@/app/_ui/order-status';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TillName } from '@/app/_ui/till-name';
import { TimeLeft } from '@/app/_ui/time-left';
import { TimeText } from '@/app/_ui/time-text';
import type { OrderSummary } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';
import type { Locale } from '@/lib/i18n/locales';

type OrdersTableProps = { orders: readonly OrderSummary[]; now: Date; locale: Locale };

/**
 * The orders as a table. On phones the same rows stand on two lines each, state and amount above, reference, till and
 * time below: one markup, so that a page of fifty is not sent twice.
 */
export function OrdersTable({ orders, now, locale }: OrdersTableProps) {
  const t = useTranslations('orders');
  const head = 'sticky top-0 z-1 bg-surface';
  return (
    <Table
      label={t('table')}
      className={phoneRows}
      head={
        <>
          <HeadCell className={head}>{t('columns.status')}</HeadCell>
          <HeadCell className={head}>{t('columns.reference')}</HeadCell>
          <HeadCell className={head}>{t('columns.till')}</HeadCell>
          <HeadCell from="desktop" className={head}>
            {t('columns.detail')}
          </HeadCell>
          <HeadCell className={head}>{t('columns.created')}</HeadCell>
          <HeadCell kind="number" className={head}>
            {t('columns.total')}
          </HeadCell>
        </>
      }
    >
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} now={now} locale={locale} />
      ))}
    </Table>
  );
}

const phoneRows = [
  'max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[auto_minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-2 max-tablet:[&_tbody_tr]:gap-y-0.5',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

type OrderRowProps = { order: OrderSummary; now: Date; locale: Locale };

function OrderRow({ order, now, locale }: OrderRowProps) {
  const t = useTranslations('orders');
  const words = useTranslations('status');
  const isLive = order.status === 'opened' || order.status === 'draft';
  const word = order.exception === 'none' ? words(`order.${order.status}`) : words(`exception.${order.exception}`);
  const amount = formatMoney(order.totalMinor, order.currencyId);
  const label = `${order.externalReference}: ${word}, ${amount}, ${order.posName} ${order.storeName}`;
  return (
    <Row isLive={isLive}>
      <Cell className="max-tablet:col-span-2">
        <OrderStatusLabel status={order.status} exception={order.exception}>
          {isLive && order.exception === 'none' ? (
            <TimeLeft
              expiresAt={order.expiresAt.toISOString()}
              serverNow={now.toISOString()}
              overLabel={t('lastLook')}
            />
          ) : null}
        </OrderStatusLabel>
      </Cell>
      <Cell className="max-tablet:row-start-2">
        <RowLink href={`/orders/${order.id}`} aria-label={label}>
          <span className="code block max-w-56 truncate max-tablet:max-w-40 max-tablet:text-ink-3">
            {order.externalReference}
          </span>
        </RowLink>
      </Cell>
      <Cell className="max-tablet:row-start-2 max-tablet:truncate max-tablet:text-ink-3">
        <span className="max-tablet:before:content-['·_']">
          <TillName till={order.posName} store={order.storeName} />
        </span>
      </Cell>
      <Cell from="desktop" className="w-full max-w-0 truncate text-ink-2">
        {order.title}
      </Cell>
      <Cell className="text-ink-2 max-tablet:row-start-2 max-tablet:text-right max-tablet:text-ink-3">
        <TimeText at={order.createdAt} now={now} reader={{ locale, timeZone: order.timeZone }} />
      </Cell>
      <Cell
        kind="number"
        className="font-medium max-tablet:col-start-3 max-tablet:row-start-1 max-tablet:text-md max-tablet:font-semibold"
      >
        {amount}
      </Cell>
    </Row>
  );
}
