import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { RefreshWhile } from '@/app/_ui/refresh-while';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { countBatch, listBatchForPeople } from '@/db/place-creations';
import { may } from '@/lib/domain/permissions';
import { type CreationState, creationStates } from '@/lib/domain/place';
import { requireSession } from '@/lib/web/session';
import { BatchForms } from './batch-forms';
import { BatchTable } from './batch-table';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.making'))('title') };
}

/** Rows beyond these would only be drawn again and again while the worker is at it. */
const SHOWN = 100;

/** How far the making of some stores and tills is; whoever leaves finds it again, and nothing is made twice. */
export default async function BatchPage({ params }: { params: Promise<{ batch: string }> }) {
  const session = await requireSession();
  const [t, pos] = await Promise.all([getTranslations('places.making'), getTranslations('pos')]);
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('title')} />;
  const batchId = readSegment((await params).batch);
  const [counts, creations] = await Promise.all([
    countBatch(session.merchant, batchId),
    listBatchForPeople(session.merchant, batchId, SHOWN),
  ]);
  if (creations.length === 0) notFound();
  const count = (...states: CreationState[]) => states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  const [done, waiting] = [count('done'), count('planned', 'sent', 'unknown')];
  const total = count(...creationStates);
  const trouble = count('refused', 'not_found');
  return (
    <>
      <PageHead
        title={waiting > 0 ? t('title') : t('done')}
        parent={{ href: '/pos', label: pos('title') }}
        actions={
          <ClientMessages names={['places', 'refusal']}>
            <BatchForms
              batchId={batchId}
              mayStop={count('planned') > 0}
              mayRetry={count('refused', 'not_found', 'canceled') > 0 && waiting === 0}
            />
            {waiting === 0 ? (
              <ButtonLink href="/pos" tone="primary">
                {t('back')}
              </ButtonLink>
            ) : null}
          </ClientMessages>
        }
      >
        <p className="text-sm text-ink-3" aria-live="polite">
          {t('total', { done: String(done), total: String(total) })}
        </p>
        {trouble > 0 ? <p className="text-sm text-stop-ink">{t('trouble', { count: trouble })}</p> : null}
      </PageHead>
      <PageBody>
        <RefreshWhile isActive={waiting > 0} />
        <progress
          className="mb-5 h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
          value={total - waiting}
          max={total}
          aria-label={t('title')}
        />
        <BatchTable creations={creations} />
        {total > creations.length ? (
          <p className="mt-3 text-xs text-ink-3">
            {t('more', { shown: String(creations.length), total: String(total) })}
          </p>
        ) : null}
      </PageBody>
    </>
  );
}
