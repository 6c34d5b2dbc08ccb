import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { stickerIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageHead } from '@/app/_ui/page-head';
import { Section } from '@/app/_ui/section';
import { markTones } from '@/app/_ui/status-label';
import { scanLooks } from '@/app/_ui/status-look';
import { StatusShape } from '@/app/_ui/status-shape';
import { TimeText } from '@/app/_ui/time-text';
import { listPrints, listScans, listVoided } from '@/db/stickers';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { PrintRow } from '../../print-row';
import { StickerRows } from '../../sticker-rows';
import { readBefore, writeBefore } from './before';

const PAGE = 50;

type PrintsPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stickers.ledger'))('title') };
}

/** The ledger: who printed which stickers, when, on what and why again; and what was checked with a camera. */
export default async function PrintsPage({ searchParams }: PrintsPageProps) {
  const session = await requireSession();
  const t = await getTranslations('stickers');
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  const before = readBefore((await searchParams).before);
  const [prints, voided, scans, locale] = await Promise.all([
    listPrints(session.merchant, { limit: PAGE + 1, ...(before ? { before } : {}) }),
    listVoided(session.merchant, 10),
    listScans(session.merchant, 10),
    getLocale(),
  ]);
  const reader = { locale, timeZone: session.timeZone };
  const now = new Date();
  const last = prints.length > PAGE ? prints[PAGE - 1] : undefined;
  return (
    <>
      <PageHead title={t('ledger.title')} parent={{ href: '/stickers', label: t('title') }} />
      {prints.length === 0 ? (
        <Empty
          kind="nothing-yet"
          icon={stickerIcon}
          title={t('ledger.none')}
          action={<ButtonLink href="/stickers">{t('title')}</ButtonLink>}
        >
          {t('ledger.noneDetail')}
        </Empty>
      ) : (
        <ul aria-label={t('ledger.title')} className="mt-4 border-t border-line">
          {prints.slice(0, PAGE).map((print) => (
            <PrintRow key={print.id} print={print} now={now} reader={reader} />
          ))}
        </ul>
      )}
      {last ? (
        <div className="px-4 py-3 tablet:px-6">
          <ButtonLink href={`/stickers/prints?before=${writeBefore(last)}`}>{t('ledger.older')}</ButtonLink>
        </div>
      ) : null}
      {voided.length > 0 && !before ? (
        <div className="px-4 pt-6 tablet:px-6">
          <Section title={t('ledger.voids')}>
            <div className="max-w-160">
              <StickerRows
                label={t('ledger.voids')}
                stickers={voided}
                hasNames
                mayVoid={false}
                now={now}
                reader={reader}
              />
            </div>
          </Section>
        </div>
      ) : null}
      {scans.length > 0 && !before ? (
        <div className="px-4 py-6 tablet:px-6">
          <Section title={t('ledger.scans')}>
            <ul className="grid max-w-160">
              {scans.map((scan) => (
                <li key={scan.id} className="flex flex-wrap gap-x-3 gap-y-0.5 border-b border-line py-2 text-sm">
                  <span className="flex min-w-0 flex-1 items-start gap-2">
                    <StatusShape
                      shape={scanLooks[scan.verdict].shape}
                      className={`mt-0.5 ${markTones[scanLooks[scan.verdict].tone]}`}
                    />
                    {t(`scan.verdict.${scan.verdict}`, {
                      till: scan.posName ? `${scan.posName}, ${scan.storeName}` : '',
                    })}
                  </span>
                  <span className="text-ink-3">
                    {scan.personName ?? t('ledger.api')} · <TimeText at={scan.at} now={now} reader={reader} />
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      ) : null}
    </>
  );
}
