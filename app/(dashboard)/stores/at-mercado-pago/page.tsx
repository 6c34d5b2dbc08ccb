import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Empty } from '@/app/_ui/empty';
import { checkIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { type Drift, readDrift } from '../read-drift';
import { ReadForm } from '../read-form';
import { SyncProgress } from '../sync-progress';
import { DifferencesTable } from './differences-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.drift'))('title') };
}

/** What Mercado Pago says otherwise, side by side. Its name has hyphens, which no store's code can have. */
export default async function DriftPage() {
  const session = await requireSession();
  const [t, stores] = await Promise.all([getTranslations('places.drift'), getTranslations('stores')]);
  if (!may(session.role, 'stores:read')) return <NotAllowed what={stores('what')} />;
  const now = new Date();
  const drift = await readDrift(session.merchant);
  const mayDecide = may(session.role, 'stores:write') && may(session.role, 'pos:write') && session.connected;
  return (
    <ClientMessages names={['places', 'errors', 'refusal']}>
      <PageHead
        title={t('title')}
        parent={{ href: '/stores', label: stores('title') }}
        actions={mayDecide ? <ReadForm words={{ submit: stores('read'), submitting: stores('reading') }} /> : null}
      >
        <p className="text-sm text-ink-3">{t('about')}</p>
      </PageHead>
      <PageBody>
        <div className="grid gap-8">
          <SyncProgress sync={drift.sync} now={now} timeZone={session.timeZone} />
          {drift.ofStores.length + drift.ofPos.length > 0 ? (
            <Section title={t('differences')}>
              <DifferencesTable drift={drift} siteId={session.siteId} mayDecide={mayDecide} />
            </Section>
          ) : isKnownToAgree(drift) ? (
            <Empty kind="nothing-yet" icon={checkIcon} title={t('none')}>
              {t('noneDetail')}
            </Empty>
          ) : null}
          <Gone drift={drift} />
          <Codeless drift={drift} mayMake={mayDecide} />
        </div>
      </PageBody>
    </ClientMessages>
  );
}

/** Nothing differs, all of it is there, and the last reading did come to its end. */
function isKnownToAgree({ sync, goneStores, gonePos }: Drift): boolean {
  return sync?.finishedAt != null && sync.problem === null && goneStores.length + gonePos.length === 0;
}

/** What Mercado Pago has no more; the pages of each have the way back. */
async function Gone({ drift: { goneStores, gonePos } }: { drift: Drift }) {
  const t = await getTranslations('places.drift');
  if (goneStores.length + gonePos.length === 0) return null;
  const rows = [
    ...goneStores.map((store) => ({
      id: store.id,
      name: store.name,
      path: `/stores/${store.externalStoreId ?? store.id}`,
    })),
    ...gonePos.map((pos) => ({
      id: pos.id,
      name: `${pos.name}, ${pos.storeName}`,
      path: `/pos/${pos.externalPosId ?? pos.id}`,
    })),
  ];
  return (
    <Section title={t('gone')}>
      <p className="mb-2 text-sm text-ink-2">{t('goneDetail')}</p>
      <PlaceList rows={rows} action={t('open')} />
    </Section>
  );
}

async function Codeless({ drift: { codeless }, mayMake }: { drift: Drift; mayMake: boolean }) {
  const t = await getTranslations('places.drift');
  if (codeless.length === 0) return null;
  const rows = codeless.map((pos) => ({
    id: pos.id,
    name: `${pos.name}, ${pos.storeName}`,
    path: mayMake ? `/pos/new-till?store=${pos.externalStoreId ?? pos.storeId}` : `/pos/${pos.id}`,
  }));
  return (
    <Section title={t('codeless')}>
      <p className="mb-2 text-sm text-ink-2">{t('codelessDetail')}</p>
      <PlaceList rows={rows} action={mayMake ? t('replace') : t('open')} />
    </Section>
  );
}

type PlaceListProps = { rows: readonly { id: string; name: string; path: string }[]; action: string };

function PlaceList({ rows, action }: PlaceListProps) {
  return (
    <ul className="divide-y divide-line border-y border-line text-sm">
      {rows.map(({ id, name, path }) => (
        <li key={id} className="flex min-h-11 items-center justify-between gap-3 py-1.5">
          <span className="min-w-0 wrap-anywhere">{name}</span>
          <ButtonLink href={path} size="small" aria-label={`${action}: ${name}`}>
            {action}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
