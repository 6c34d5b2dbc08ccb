import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Fact, Facts } from '@/app/_ui/facts';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { TextLink } from '@/app/_ui/text-link';
import { type AttemptRow, getDelivery } from '@/db/webhook-deliveries';
import { getEndpoint } from '@/db/webhook-endpoints';
import { may } from '@/lib/domain/permissions';
import { formatExact, type TimeReader, tellTime } from '@/lib/i18n/format-time';
import { publicEventId } from '@/lib/services/webhook-presentation';
import { requireSession } from '@/lib/web/session';
import { DeliveryState } from '../../delivery-state';
import { ResendForm } from '../endpoint-forms';

type DeliveryPageProps = { params: Promise<{ endpoint: string; event: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks.deliveries'))('title') };
}

/** One delivery: every attempt with what was answered, and what is sent. */
export default async function DeliveryPage({ params }: DeliveryPageProps) {
  const session = await requireSession();
  const [t, locale, { endpoint: endpointId, event: eventId }] = await Promise.all([
    getTranslations('webhooks'),
    getLocale(),
    params,
  ]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  const [endpoint, delivery] = await Promise.all([
    getEndpoint(session.merchant, endpointId),
    getDelivery(session.merchant, { endpointId, eventId }),
  ]);
  if (!endpoint || !delivery) notFound();
  const now = new Date();
  const reader = { locale, timeZone: session.timeZone };
  const { body, attemptRows, dueAt, orderId, externalReference } = delivery;
  return (
    <ClientMessages names={['webhooks', 'ui']}>
      <PageHead
        title={t(`event.${delivery.type}`)}
        parent={{ href: `/settings/webhooks/${endpointId}`, label: new URL(endpoint.url).host }}
      />
      <div className="grid flex-1 wide:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-8 px-4 py-5 tablet:p-6">
          <ResendForm endpointId={endpointId} eventId={eventId} />
          <Section title={t('attempt.title')}>
            {attemptRows.length === 0 ? <p className="text-sm text-ink-3">{t('attempt.none')}</p> : null}
            <ol className="grid gap-4">
              {attemptRows.map((attempt) => (
                <Attempt key={attempt.number} attempt={attempt} reader={reader} />
              ))}
            </ol>
            {delivery.state === 'pending' && dueAt && dueAt > now ? (
              <p className="mt-4 text-sm text-ink-3">
                {t('attempt.next', { time: tellTime(dueAt, now, reader).text })}
              </p>
            ) : null}
          </Section>
          <Section title={t('attempt.body')}>
            {body === null ? (
              <p className="text-sm text-ink-3">{t('attempt.bodyLater')}</p>
            ) : (
              <Raw label={t('attempt.body')} text={JSON.stringify(JSON.parse(body), null, 2)} />
            )}
          </Section>
        </div>
        <div className="grid min-w-0 content-start gap-7 border-line bg-sunken px-4 py-5 max-wide:border-t tablet:p-6 wide:border-l">
          <Facts>
            <Fact label={t('deliveries.columns.state')}>
              <DeliveryState delivery={delivery} />
            </Fact>
            <Fact label={t('deliveries.columns.event')}>
              <span className="code">{delivery.type}</span>
            </Fact>
            <Fact label={t('deliveries.columns.at')}>{formatExact(delivery.createdAt, reader)}</Fact>
            {orderId && externalReference ? (
              <Fact label={t('deliveries.columns.order')}>
                <TextLink href={`/orders/${orderId}`} className="code">
                  {externalReference}
                </TextLink>
              </Fact>
            ) : null}
            <Fact label="webhook-id">
              <CopiedCode code={publicEventId(eventId)} what="webhook-id" />
            </Fact>
          </Facts>
        </div>
      </div>
    </ClientMessages>
  );
}

async function Attempt({ attempt, reader }: { attempt: AttemptRow; reader: TimeReader }) {
  const t = await getTranslations('webhooks');
  const { number, at, tookMs, status, problem, answer } = attempt;
  return (
    <li className="grid gap-1.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{t('attempt.number', { number: String(number) })}</span>
        <time dateTime={at.toISOString()} className="num text-ink-3">
          {formatExact(at, reader)}
        </time>
        <span className="num text-ink-3">{tookMs} ms</span>
      </p>
      <p>
        {status === null ? t('attempt.noStatus') : t('attempt.status', { status: String(status) })}
        {problem ? <span className="text-stop-ink">. {t(`problem.${problem}`)}</span> : null}
      </p>
      {answer === null ? null : <Raw label={t('attempt.answer')} text={answer} />}
    </li>
  );
}

/** Somebody's text as it is: nothing in it is a link. */
function Raw({ label, text }: { label: string; text: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-md border border-line bg-sunken p-3"
    >
      <pre className="code text-xs wrap-anywhere whitespace-pre-wrap">{text}</pre>
    </section>
  );
}
