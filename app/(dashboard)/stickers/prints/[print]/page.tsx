import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Fact, Facts } from '@/app/_ui/facts';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { Pager } from '@/app/_ui/pager';
import { TimeText } from '@/app/_ui/time-text';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { getPrint, listStickersOfPrint, listValidOfPrint } from '@/db/stickers';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { PrintedAs, WhyPrinted } from '../../../print-row';
import { StickerRows } from '../../../sticker-rows';
import { VoidDialog } from '../../../void-dialog';

const PAGE = 50;

type PrintPageProps = {
  params: Promise<{ print: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('stickers.ledger'))('print') };
}

/** One print: every sticker that was in it, what it is worth now, and the way to make all or some of them void. */
export default async function PrintPage({ params, searchParams }: PrintPageProps) {
  const session = await requireSession();
  const t = await getTranslations('stickers');
  if (!may(session.role, 'pos:read')) return <NotAllowed what={t('what')} />;
  const print = await getPrint(session.merchant, readSegment((await params).print));
  if (!print) notFound();
  const from = readFrom((await searchParams).from);
  const [stickers, valid, locale] = await Promise.all([
    listStickersOfPrint(session.merchant, print.id, { limit: PAGE, offset: from }),
    listValidOfPrint(session.merchant, print.id),
    getLocale(),
  ]);
  const reader = { locale, timeZone: session.timeZone };
  const now = new Date();
  const mayVoid = may(session.role, 'pos:write');
  const path = `/stickers/prints/${print.id}`;
  const count = print.stickerCount;
  return (
    <ClientMessages names={['stickers']}>
      <PageHead
        title={t('ledger.print')}
        parent={{ href: '/stickers/prints', label: t('ledger.title') }}
        actions={
          mayVoid && valid.length > 1 ? (
            <VoidDialog target={{ printId: print.id }} name={t('ledger.all', { count: valid.length })} isNamed />
          ) : null
        }
      />
      <PageBody>
        <div className="mb-6 max-w-160">
          <Facts>
            <Fact label={t('ledger.at')}>
              <TimeText at={print.at} now={now} reader={reader} />
            </Fact>
            <Fact label={t('ledger.who')}>{print.personName ?? t('ledger.api')}</Fact>
            <Fact label={t('ledger.on')}>
              <PrintedAs print={print} />
            </Fact>
            <Fact label={t('ledger.reason')}>
              <WhyPrinted print={print} />
            </Fact>
          </Facts>
        </div>
        <div className="max-w-160">
          <StickerRows
            label={t('ledger.stickers')}
            stickers={stickers}
            hasNames
            mayVoid={mayVoid}
            now={now}
            reader={reader}
          />
        </div>
      </PageBody>
      {count > PAGE ? (
        <Pager
          label={t('ledger.stickers')}
          newer={{ href: from > 0 ? `${path}?from=${from - PAGE}` : null, label: t('ledger.newer') }}
          older={{ href: from + PAGE < count ? `${path}?from=${from + PAGE}` : null, label: t('ledger.next') }}
        >
          {t('ledger.range', {
            from: String(from + 1),
            to: String(Math.min(count, from + PAGE)),
            total: String(count),
          })}
        </Pager>
      ) : null}
    </ClientMessages>
  );
}

/** Where a page of the list begins, from its address; the beginning for nonsense. */
function readFrom(value: string | string[] | undefined): number {
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Math.floor(Number(value) / PAGE) * PAGE : 0;
}
