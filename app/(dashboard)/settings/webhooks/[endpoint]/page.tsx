import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Empty } from '@/app/_ui/empty';
import { radioIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';
import type { EndpointRow } from '@/db/webhook-endpoints';
import { may } from '@/lib/domain/permissions';
import { formatExact, type TimeReader, tellTime } from '@/lib/i18n/format-time';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../../settings-row';
import { EndpointStateLabel, stateOf } from '../endpoint-state';
import { DeliveriesTable } from './deliveries-table';
import { DeleteDialog, DropOldForm, EditForm, ResendAllForm, RotateForm, SwitchForm, TestForm } from './endpoint-forms';
import { type EndpointPage as Read, readEndpoint } from './read-endpoint';

type EndpointPageProps = {
  params: Promise<{ endpoint: string }>;
  searchParams: Promise<{ view?: string; after?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') };
}

/** One address: how it is, what it is told, its secret, and everything that it was told. */
export default async function EndpointPage({ params, searchParams }: EndpointPageProps) {
  const session = await requireSession();
  const [t, locale, { endpoint: id }, query] = await Promise.all([
    getTranslations('webhooks'),
    getLocale(),
    params,
    searchParams,
  ]);
  if (!may(session.role, 'settings:write')) return <NotAllowed what={t('title')} />;
  const now = new Date();
  const read = await readEndpoint(session.merchant, id, query, now);
  if (!read) notFound();
  const { endpoint } = read;
  const reading = { now, reader: { locale, timeZone: session.timeZone } };
  return (
    <ClientMessages names={['webhooks', 'ui']}>
      <PageHead title={new URL(endpoint.url).host} parent={{ href: '/settings/webhooks', label: t('title') }}>
        <p className="code mt-1 text-sm break-all text-ink-3">{endpoint.url}</p>
      </PageHead>
      <PageBody>
        <SettingsRow title={t('how')} about={endpoint.description}>
          <State endpoint={endpoint} {...reading} />
          <TestForm endpointId={id} />
          <div className="flex flex-wrap gap-2">
            <SwitchForm endpointId={id} isOn={endpoint.disabledAt === null} />
            <DeleteDialog endpointId={id}>
              <p className="code break-all">{endpoint.url}</p>
            </DeleteDialog>
          </div>
        </SettingsRow>
        <SettingsRow title={t('edit.title')} about={null}>
          <EditForm endpointId={id} description={endpoint.description} events={endpoint.eventTypes} />
        </SettingsRow>
        <SettingsRow title={t('secret.title')} about={t('secret.about')}>
          <Secrets read={read} endpointId={id} {...reading} />
        </SettingsRow>
      </PageBody>
      <Deliveries read={read} endpointId={id} {...reading} />
    </ClientMessages>
  );
}

type Reading = { now: Date; reader: TimeReader };

async function State({ endpoint, now, reader }: Reading & { endpoint: EndpointRow }) {
  const t = await getTranslations('webhooks.stateDetail');
  const state = stateOf(endpoint, now);
  const told = (at: Date | null) => (at ? formatExact(at, reader) : '');
  if (state === 'fine' || state === 'new')
    return (
      <p>
        <EndpointStateLabel state={state} />
      </p>
    );
  const detail =
    state === 'failing'
      ? t('failing', { time: told(endpoint.failingSince) })
      : state === 'resting'
        ? t('resting', { time: told(endpoint.restingUntil) })
        : t(state);
  const tone = state === 'person' ? 'idle' : state === 'gone' || state === 'failingStopped' ? 'stop' : 'warn';
  return (
    <Note tone={tone} title={<EndpointStateTitle state={state} />}>
      {detail}
    </Note>
  );
}

async function EndpointStateTitle({ state }: { state: ReturnType<typeof stateOf> }) {
  const t = await getTranslations('webhooks.state');
  return `${t(state)}.`;
}

async function Secrets({ read, endpointId, now, reader }: Reading & { read: Read; endpointId: string }) {
  const t = await getTranslations('webhooks.secret');
  const [current, previous] = read.secrets;
  return (
    <>
      <ul className="grid gap-1 text-sm">
        {current ? <li>{t('ending', { lastFour: current.lastFour })}</li> : null}
        {previous?.expiresAt ? (
          <li className="flex flex-wrap items-center gap-3 text-ink-2">
            {t('previous', {
              lastFour: previous.lastFour,
              time: tellTime(previous.expiresAt, now, reader).text,
            })}
            <DropOldForm endpointId={endpointId} />
          </li>
        ) : null}
      </ul>
      <RotateForm endpointId={endpointId} />
    </>
  );
}

async function Deliveries({ read, endpointId, now, reader }: Reading & { read: Read; endpointId: string }) {
  const t = await getTranslations('webhooks.deliveries');
  const { deliveries, isUntold, newestHref, olderHref } = read;
  const base = `/settings/webhooks/${endpointId}`;
  return (
    <section aria-labelledby="deliveries" className="border-t border-line">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-5 tablet:px-6">
        <h2 id="deliveries" className="text-base font-semibold">
          {t('title')}
        </h2>
        <ResendAllForm endpointId={endpointId} />
      </div>
      <ViewTabs label={t('title')}>
        <ViewTab href={base} isCurrent={!isUntold}>
          {t('all')}
        </ViewTab>
        <ViewTab href={`${base}?view=untold`} isCurrent={isUntold}>
          {t('untold')}
        </ViewTab>
      </ViewTabs>
      {deliveries.length > 0 ? (
        <DeliveriesTable deliveries={deliveries} endpointId={endpointId} now={now} reader={reader} />
      ) : (
        <Empty kind="nothing-yet" icon={radioIcon} title={t(isUntold ? 'emptyUntold' : 'empty')} />
      )}
      <Pager
        label={t('label')}
        newer={{ href: newestHref, label: t('newest') }}
        older={{ href: olderHref, label: t('older') }}
      />
    </section>
  );
}
