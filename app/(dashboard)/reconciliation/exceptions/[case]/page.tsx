import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { Note } from '@/app/_ui/note';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { StatusLabel } from '@/app/_ui/status-label';
import { SubmitButton } from '@/app/_ui/submit-button';
import { may } from '@/lib/domain/permissions';
import { paymentOfSubject } from '@/lib/domain/reconciliation-run';
import { requireSession } from '@/lib/web/session';
import { subjectName } from '../../run-name';
import { compareNow } from '../actions';
import { caseLooks } from '../case-looks';
import { CaseDecision } from './case-decision';
import { CaseFigures } from './case-figures';
import { CaseHistory } from './case-history';
import { CaseOwner } from './case-owner';
import { readCase } from './read-case';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reconciliation'))('cases.title') };
}

/** One case: what is known, who looks into it, what can be decided, and everything that happened. */
export default async function CasePage({ params }: { params: Promise<{ case: string }> }) {
  const session = await requireSession();
  const [t, locale] = await Promise.all([getTranslations('reconciliation'), getLocale()]);
  if (!may(session.role, 'reconciliation:write')) return <NotAllowed what={t('what')} />;
  const page = await readCase(session.merchant, (await params).case);
  if (!page) notFound();
  const { found } = page;
  const now = new Date();
  const reader = { locale, timeZone: session.timeZone };
  const reference = found.externalReference ?? found.subject;
  const isOpen = found.status === 'open';
  return (
    <>
      <PageHead
        title={subjectName(reference, t)}
        parent={{ href: '/reconciliation/exceptions', label: t('case.parent') }}
        actions={
          <>
            {found.orderId ? <ButtonLink href={`/orders/${found.orderId}`}>{t('case.order')}</ButtonLink> : null}
            {paymentOfSubject(reference) === null ? (
              <form action={compareNow.bind(null, reference)}>
                <SubmitButton busyLabel={t('search.busy')}>{t('case.compare')}</SubmitButton>
              </form>
            ) : null}
          </>
        }
      >
        <p className="mt-1">
          <StatusLabel
            look={isOpen ? caseLooks[found.reason] : { shape: 'disc-check', tone: 'idle' }}
            word={t(`kind.${found.reason}`)}
            isPill
          />
          <LiveRefresh serverNow={now.toISOString()} {...(found.orderId ? { orderId: found.orderId } : {})} />
        </p>
      </PageHead>
      <PageBody>
        <div className="grid gap-8 desktop:grid-cols-[minmax(0,1fr)_minmax(0,380px)]">
          <div className="grid content-start gap-6">
            <Note
              tone={isOpen ? 'warn' : 'idle'}
              title={
                isOpen || !found.resolution
                  ? t(`meaning.${found.reason}`)
                  : t('case.resolvedAs', { resolution: t(`resolution.${found.resolution}`) })
              }
            />
            <CaseFigures found={found} />
            <Section title={t('case.history')}>
              <CaseHistory entries={page.entries} now={now} reader={reader} />
            </Section>
          </div>
          <div className="grid content-start gap-6">
            <CaseOwner found={found} owners={page.owners} personId={session.person.id} />
            <CaseDecision found={found} tills={page.tills} />
          </div>
        </div>
      </PageBody>
    </>
  );
}
