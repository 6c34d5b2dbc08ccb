import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { getMerchant } from '@/db/merchants';
import { getPos } from '@/db/pos';
import { listPolls, summarizePolls } from '@/db/unattended';
import { may } from '@/lib/domain/permissions';
import { isAddressPublic } from '@/lib/services/accounts';
import { unattendedUrlOf } from '@/lib/services/unattended-reading';
import { requireSession } from '@/lib/web/session';
import { AddressSection, CheckingRegistration } from './address-section';
import { LetterSection } from './letter-section';
import { PollLog } from './poll-log';
import { ProtocolSection, WaitingSection } from './protocol-section';
import { ReadySection } from './ready-section';
import { RegistrationState } from './registration-state';
import { TesterSection } from './tester-section';

type UnattendedPageProps = { params: Promise<{ pos: string }> };

const DAY_MS = 86_400_000;
const ROWS = 60;

export async function generateMetadata({ params }: UnattendedPageProps): Promise<Metadata> {
  const session = await requireSession();
  const pos = await getPos(session.merchant, readSegment((await params).pos));
  return { title: (await getTranslations('unattended'))('title', { name: pos?.name ?? '' }) };
}

/** Everything about a till that Mercado Pago asks by itself: where, what it is told, what it asked, and how to begin. */
export default async function UnattendedPage({ params }: UnattendedPageProps) {
  const session = await requireSession();
  const t = await getTranslations('unattended');
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('what')} />;
  const { merchant } = session;
  const pos = await getPos(merchant, readSegment((await params).pos));
  if (!pos?.externalPosId) notFound();
  const { externalPosId } = pos;
  const now = new Date();
  const [polls, day, { account }] = await Promise.all([
    listPolls(merchant, pos.id, ROWS),
    summarizePolls(merchant, pos.id, new Date(now.getTime() - DAY_MS)),
    getMerchant(merchant),
  ]);
  const url = unattendedUrlOf(pos);
  const reader = { locale: await getLocale(), timeZone: pos.timeZone };
  const isUnattended = pos.integration === 'unattended';
  const href = `/pos/${encodeURIComponent(externalPosId)}`;
  return (
    <>
      <PageHead title={t('title', { name: pos.name })} parent={{ href, label: `${pos.name}, ${pos.storeName}` }} />
      <PageBody>
        {isUnattended ? null : (
          <div className="mb-6">
            <Note
              tone="warn"
              title={t('notYetTitle')}
              actions={
                <ButtonLink href={href} size="small">
                  {t('toTill')}
                </ButtonLink>
              }
            >
              {t('notYetDetail')}
            </Note>
          </div>
        )}
        <div className="grid grid-cols-1 gap-8 wide:grid-cols-[minmax(0,1fr)_400px]">
          <div className="grid min-w-0 grid-cols-1 content-start gap-8">
            <AddressSection url={url} isPublic={isAddressPublic()}>
              {isUnattended ? (
                <Suspense fallback={<CheckingRegistration />}>
                  <RegistrationState merchant={merchant} pos={pos} posKey={externalPosId} />
                </Suspense>
              ) : null}
            </AddressSection>
            <TesterSection posKey={externalPosId} />
            <PollLog polls={polls} day={day} now={now} reader={reader} />
          </div>
          <div className="grid min-w-0 grid-cols-1 content-start gap-8">
            {isUnattended ? (
              <>
                <ProtocolSection posKey={externalPosId} protocol={pos.unattendedProtocol} />
                <WaitingSection
                  posKey={externalPosId}
                  state={pos.unattendedState}
                  since={pos.unattendedStateAt}
                  now={now}
                  reader={reader}
                />
              </>
            ) : null}
            <LetterSection
              facts={{
                protocol: pos.unattendedProtocol,
                waiting: pos.unattendedProtocol === 'v1' ? '400' : '202',
                userId: account?.collectorId ?? '',
                externalPosId,
                host: new URL(url).hostname,
                url,
              }}
            />
            <ReadySection externalPosId={externalPosId} origin={new URL(url).origin} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
