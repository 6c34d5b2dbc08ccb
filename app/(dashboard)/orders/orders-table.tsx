import { useTranslations } from 'next-intl';
import { HeadCell, Table } from '@/app/_ui/table';
import type { OrderSummary } from '@/db/orders';
import { formatMoney } from '@/lib/i18n/format-money';
import { tellTime } from '@/lib/i18n/format-time';
import type { Locale } from '@/lib/i18n/locales';
import { type OrderLine, OrderRows } from './order-rows';

type OrdersTableProps = { orders: readonly OrderSummary[]; now: Date; locale: Locale };

/**
 * The orders as a table. On phones the same rows stand on two lines each, state and amount above, reference, till and
 * time below: one markup, so that a page of fifty is not sent twice.
 */
export function OrdersTable(props: OrdersTableProps) {
  const t = useTranslations('orders');
  const lines = useLines(props);
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
      <OrderRows orders={lines} serverNow={props.now.toISOString()} overLabel={t('lastLook')} />
    </Table>
  );
}

const phoneRows = [
  'max-tablet:[&_thead]:hidden max-tablet:block max-tablet:[&_tbody]:block',
  'max-tablet:[&_tbody_tr]:grid max-tablet:[&_tbody_tr]:grid-cols-[auto_minmax(0,1fr)_auto] max-tablet:[&_tbody_tr]:gap-x-2 max-tablet:[&_tbody_tr]:gap-y-0.5',
  'max-tablet:[&_tbody_tr]:border-b max-tablet:[&_tbody_tr]:border-line max-tablet:[&_tbody_tr]:px-4 max-tablet:[&_tbody_tr]:py-3',
  'max-tablet:[&_td]:h-auto! max-tablet:[&_td]:border-0! max-tablet:[&_td]:p-0!',
].join(' ');

/** What a row of the list shows of an order. */
function useLines({ orders, now, locale }: OrdersTableProps): readonly OrderLine[] {
  const words = useTranslations('status');
  return orders.map((order) => {
    const isLive = order.status === 'opened' || order.status === 'draft';
    const { text, exact } = tellTime(order.createdAt, now, { locale, timeZone: order.timeZone });
    return {
      id: order.id,
      reference: order.externalReference,
      status: order.status,
      exception: order.exception,
      word: order.exception === 'none' ? words(`order.${order.status}`) : words(`exception.${order.exception}`),
      till: order.posName,
      store: order.storeName,
      title: order.title,
      at: order.createdAt.toISOString(),
      told: text,
      exact,
      amount: formatMoney(order.totalMinor, order.currencyId),
      expiresAt: isLive ? order.expiresAt.toISOString() : null,
    };
  });
}
