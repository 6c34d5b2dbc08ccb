import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Fact, Facts } from '@/app/_ui/facts';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { TextLink } from '@/app/_ui/text-link';
import { SELF_TEST_TOPIC } from '@/lib/domain/notification';
import { may } from '@/lib/domain/permissions';
import { formatExact } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { OutcomeLabel } from '../outcome-label';
import { SignatureLabel } from '../signature-label';
import { Changes } from './changes';
import { RawRequest } from './raw-request';
import { type NotificationDetail, readNotification } from './read-notification';
import { ReplayForm } from './replay-form';

type NotificationPageProps = { params: Promise<{ notificationId: string }> };

export async function generateMetadata({ params }: NotificationPageProps): Promise<Metadata> {
  const [{ notificationId }, t] = await Promise.all([params, getTranslations('notifications.detail')]);
  return { title: t('title', { id: notificationId.slice(0, 20) }) };
}

/** One delivery: what came, what its signature proves, what was found out because of it, and what that changed. */
export default async function NotificationPage({ params }: NotificationPageProps) {
  const session = await requireSession();
  const [t, locale, { notificationId }] = await Promise.all([getTranslations('notifications'), getLocale(), params]);
  if (!may(session.role, 'notifications:read')) return <NotAllowed what={t('what')} />;
  const found = await readNotification(session.merchant, notificationId);
  if (!found) notFound();
  const { notification } = found;
  const mayReplay = may(session.role, 'orders:write') && notification.topic !== SELF_TEST_TOPIC;
  return (
    <>
      <PageHead
        title={t('detail.title', { id: notificationId })}
        parent={{ href: '/notifications', label: t('title') }}
      />
      <div className="grid flex-1 wide:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 content-start gap-8 px-4 py-5 tablet:p-6">
          {mayReplay ? (
            <ReplayForm
              id={notificationId}
              words={{ submit: t('replay.button'), submitting: t('replay.busy'), about: t('replay.about') }}
            />
          ) : null}
          <Section title={t('detail.changes')}>
            <Changes found={found} />
          </Section>
          <Section title={t('detail.request')}>
            <RawRequest request={found.request} />
          </Section>
        </div>
        <div className="grid min-w-0 content-start gap-7 border-line bg-sunken px-4 py-5 max-wide:border-t tablet:p-6 wide:border-l">
          <DeliveryFacts found={found} reader={{ locale, timeZone: session.timeZone }} />
        </div>
      </div>
    </>
  );
}

type DeliveryFactsProps = { found: NotificationDetail; reader: Parameters<typeof formatExact>[1] };

async function DeliveryFacts({ found: { notification, externalReference, eventTypes }, reader }: DeliveryFactsProps) {
  const [t, words] = await Promise.all([getTranslations('notifications.detail'), getTranslations('notifications')]);
  const { topic, resourceId, orderId, signature, outcome, dueAt, processedAt } = notification;
  const isTest = topic === SELF_TEST_TOPIC;
  return (
    <>
      <Facts>
        <Fact label={t('outcome')}>
          <OutcomeLabel notification={{ outcome, topic, dueAt, eventTypes }} />
        </Fact>
        <Fact label={t('order')}>
          {orderId && externalReference ? (
            <TextLink href={`/orders/${orderId}`} className="code truncate">
              {externalReference}
            </TextLink>
          ) : (
            '—'
          )}
        </Fact>
        <Fact label={t('topic')}>
          <span className="code truncate">{topic ?? words('noTopic')}</span>
        </Fact>
        <Fact label={t('resource')}>
          <span className="code truncate">{resourceId ?? '—'}</span>
        </Fact>
        <Fact label={t('signature')}>
          <SignatureLabel verdict={signature} />
        </Fact>
        <Fact label={t('received')}>
          <span className="num">{formatExact(notification.receivedAt, reader)}</span>
        </Fact>
        {processedAt ? (
          <Fact label={t('processed')}>
            <span className="num">{formatExact(processedAt, reader)}</span>
          </Fact>
        ) : null}
        {dueAt ? (
          <Fact label={t('next')}>
            <span className="num">{formatExact(dueAt, reader)}</span>
          </Fact>
        ) : null}
        <Fact label={t('attempts')}>{notification.attempts}</Fact>
      </Facts>
      <div className="grid gap-2 text-xs text-ink-2">
        <p>{isTest ? words('url.fromHere') : words(`outcomeAbout.${outcome ?? 'pending'}`)}</p>
        <p>{words(`signatureAbout.${signature ?? 'none'}`)}</p>
      </div>
    </>
  );
}
