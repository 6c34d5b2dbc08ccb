import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { receiptIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { TestBanner } from '@/app/_ui/test-banner';
import { reprintWords, TicketPaper } from '@/app/(print)/ticket-paper';
import { getOrder, type OrderDetail } from '@/db/orders';
import { listReceiptPrints } from '@/db/receipts';
import { may } from '@/lib/domain/permissions';
import { type ReceiptPaper, readReceiptPaper } from '@/lib/domain/receipt';
import { drawQr } from '@/lib/print/qr';
import { receiptLengthMm } from '@/lib/print/receipt-pages';
import { readReceipt } from '@/lib/services/receipt-reading';
import { requireSession, type Session } from '@/lib/web/session';
import { PrintsMade } from './prints-made';
import { ReceiptLink } from './receipt-link';
import { LinkCode, ReprintMark } from './ticket-copy';
import { TicketTools } from './ticket-tools';

type TicketPageProps = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<Readonly<Partial<Record<'paper' | 'print' | 'refund', string | string[]>>>>;
};

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const session = await requireSession();
  const order = await getOrder(session.merchant, (await params).orderId);
  const t = await getTranslations('ticket.page');
  return { title: t('title', { reference: order?.externalReference ?? '' }) };
}

/**
 * The receipt of a paid order, or the slip of one of its refunds, on a roll of 58 or 80 mm or on a sheet. What is not paid,
 * or not given back, has none, and the page says why.
 */
export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const session = await requireSession();
  const t = await getTranslations('ticket.page');
  const [{ orderId }, { paper, print, refund }] = await Promise.all([params, searchParams]);
  if (!may(session.role, 'orders:read')) return <NotAllowed what={t('what')} />;
  const order = await getOrder(session.merchant, orderId);
  if (!order) notFound();
  const refundId = typeof refund === 'string' && refund !== '' ? refund : null;
  return (
    <div className="min-h-dvh bg-canvas print:min-h-0 print:bg-white">
      <div className="print:hidden">
        <TestBanner environment={session.environment} />
      </div>
      <main className="grid grid-cols-1 content-start justify-items-center gap-5 px-3 pt-8 pb-16 print:block print:p-0">
        {order.status !== 'closed' ? (
          <NoTicket order={order} />
        ) : refundId !== null && !hasSlip(order, refundId) ? (
          <NoSlip order={order} refundId={refundId} />
        ) : (
          <Paper
            session={session}
            subject={{ orderId: order.id, refundId, paper: readReceiptPaper(paper) }}
            printsByItself={print === '1'}
          />
        )}
      </main>
    </div>
  );
}

type PaperProps = {
  session: Session;
  subject: { readonly orderId: string; readonly refundId: string | null; readonly paper: ReceiptPaper };
  printsByItself: boolean;
};

async function Paper({ session, subject, printsByItself }: PaperProps) {
  const t = await getTranslations('ticket.page');
  const [{ order, issuer, blocks, link, hasLinks }, prints, locale] = await Promise.all([
    readReceipt(session.merchant, subject),
    listReceiptPrints(session.merchant, subject),
    getLocale(),
  ]);
  const { siteId } = issuer;
  const words = reprintWords(siteId);
  const printed = subject.refundId === null ? order.ticketPrints : prints.length;
  const title = subject.refundId === null ? 'title' : 'slipTitle';
  return (
    <>
      <TicketTools
        key={`${subject.paper} ${subject.refundId} ${link}`}
        subject={subject}
        before={{ prints: printed, link: link === null ? null : { url: link, drawing: drawQr(link) } }}
        lengthMm={receiptLengthMm(blocks, subject.paper)}
        printsByItself={printsByItself}
        words={{
          title: t(title, { reference: order.externalReference }),
          back: t('back'),
          print: t('print'),
          pdf: t('pdf'),
          paper: t('paper'),
          sheet: t('sheet'),
          notCounted: t('notCounted'),
        }}
      >
        <TicketPaper
          blocks={blocks}
          siteId={siteId}
          paper={subject.paper}
          reprint={<ReprintMark word={words.word} copyWords={words.copyWords} />}
          link={<LinkCode caption={words.scanToKeep} />}
        />
      </TicketTools>
      <div className="grid w-full max-w-[112mm] grid-cols-1 gap-6 text-sm print:hidden">
        {hasLinks && subject.refundId === null && may(session.role, 'orders:write') ? (
          <ReceiptLink orderId={order.id} url={link} />
        ) : null}
        <PrintsMade prints={prints} printed={printed} reader={{ locale, timeZone: order.timeZone }} />
      </div>
    </>
  );
}

function hasSlip(order: OrderDetail, refundId: string): boolean {
  return order.refunds.some(({ id, status }) => id === refundId && status === 'approved');
}

async function NoTicket({ order }: { order: OrderDetail }) {
  const t = await getTranslations('ticket.page');
  const why = order.status === 'opened' || order.status === 'draft' ? order.status : 'ended';
  return (
    <Empty
      kind="nothing-yet"
      icon={receiptIcon}
      title={t('notPaid')}
      action={<ButtonLink href={`/orders/${order.id}`}>{t('back')}</ButtonLink>}
    >
      <p>{t(why)}</p>
      <p className="code mt-2 text-ink-3">{order.externalReference}</p>
    </Empty>
  );
}

/** A refund of another order, or of nobody's, is not found; one that is not approved has no slip. */
async function NoSlip({ order, refundId }: { order: OrderDetail; refundId: string }) {
  const t = await getTranslations('ticket.page');
  if (!order.refunds.some(({ id }) => id === refundId)) notFound();
  return (
    <Empty
      kind="nothing-yet"
      icon={receiptIcon}
      title={t('noSlip')}
      action={<ButtonLink href={`/orders/${order.id}`}>{t('back')}</ButtonLink>}
    >
      <p>{t('slipWaits')}</p>
    </Empty>
  );
}
