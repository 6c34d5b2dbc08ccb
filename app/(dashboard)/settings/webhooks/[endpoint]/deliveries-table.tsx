import { useTranslations } from 'next-intl';
import { PhoneList, PhoneRow } from '@/app/_ui/phone-list';
import { Cell, HeadCell, Row, RowLink, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { DeliverySummary } from '@/db/webhook-deliveries';
import type { TimeReader } from '@/lib/i18n/format-time';
import { DeliveryState, deliveryWord } from '../delivery-state';

type DeliveriesTableProps = {
  deliveries: readonly DeliverySummary[];
  endpointId: string;
  now: Date;
  reader: TimeReader;
};

/** What an address was told, newest first. */
export function DeliveriesTable({ deliveries, endpointId, now, reader }: DeliveriesTableProps) {
  const t = useTranslations('webhooks');
  const href = (delivery: DeliverySummary) => `/settings/webhooks/${endpointId}/${delivery.eventId}`;
  return (
    <>
      <Table
        label={t('deliveries.title')}
        className="max-tablet:hidden"
        head={
          <>
            <HeadCell>{t('deliveries.columns.at')}</HeadCell>
            <HeadCell>{t('deliveries.columns.event')}</HeadCell>
            <HeadCell>{t('deliveries.columns.order')}</HeadCell>
            <HeadCell>{t('deliveries.columns.state')}</HeadCell>
            <HeadCell kind="number" from="desktop">
              {t('deliveries.columns.attempts')}
            </HeadCell>
          </>
        }
      >
        {deliveries.map((delivery) => (
          <Row key={delivery.eventId}>
            <Cell>
              <RowLink
                href={href(delivery)}
                aria-label={`${delivery.type}, ${t(`delivery.${deliveryWord(delivery)}`)}`}
              >
                <TimeText at={delivery.createdAt} now={now} reader={reader} />
              </RowLink>
            </Cell>
            <Cell>
              <span className="code">{delivery.type}</span>
            </Cell>
            <Cell>
              {delivery.orderId && delivery.externalReference ? (
                <TextLink href={`/orders/${delivery.orderId}`} className="code relative z-1">
                  {delivery.externalReference}
                </TextLink>
              ) : (
                <span className="text-ink-3">—</span>
              )}
            </Cell>
            <Cell>
              <DeliveryState delivery={delivery} />{' '}
              {delivery.lastStatus ? <span className="num text-ink-3">{delivery.lastStatus}</span> : null}
            </Cell>
            <Cell kind="number" from="desktop">
              {delivery.attempts}
            </Cell>
          </Row>
        ))}
      </Table>
      <PhoneList label={t('deliveries.title')}>
        {deliveries.map((delivery) => (
          <PhoneRow
            key={delivery.eventId}
            href={href(delivery)}
            title={<DeliveryState delivery={delivery} />}
            detail={<span className="code">{delivery.type}</span>}
            time={<TimeText at={delivery.createdAt} now={now} reader={reader} />}
          />
        ))}
      </PhoneList>
    </>
  );
}
