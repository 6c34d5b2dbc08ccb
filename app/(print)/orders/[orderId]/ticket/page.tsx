import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { receiptIcon } from '@/app/_ui/icons';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { TestBanner } from '@/app/_ui/test-banner';
import { getOrder, type OrderDetail } from '@/db/orders';
import { getStore } from '@/db/stores';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { papers, readPaperWidth } from './paper-width';
import { TicketPaper } from './ticket-paper';
import { TicketTools } from './ticket-tools';

type TicketPageProps = {
  params: Promise<{ orderId: string }>;
  searchParams: Promise<{ paper?: string | string[]; print?: string | string[] }>;
};

export async function generateMetadata({ params }: TicketPageProps): Promise<Metadata> {
  const session = await requireSession();
  const order = await getOrder(session.merchant, (await params).orderId);
  const t = await getTranslations('ticket.page');
  return { title: t('title', { reference: order?.externalReference ?? '' }) };
}

/** The ticket of a paid order, on paper of 58 or 80 mm. An order that is not paid has none, and the page says why. */
export default async function TicketPage({ params, searchParams }: TicketPageProps) {
  const session = await requireSession();
  const t = await getTranslations('ticket.page');
  const [{ orderId }, { paper, print }] = await Promise.all([params, searchParams]);
  if (!may(session.role, 'orders:read')) return <NotAllowed what={t('what')} />;
  const order = await getOrder(session.merchant, orderId);
  if (!order) notFound();
  const width = readPaperWidth(paper);
  return (
    <div className="min-h-dvh bg-canvas print:min-h-0 print:bg-white">
      <div className="print:hidden">
        <TestBanner environment={session.environment} />
      </div>
      <main className="grid content-start justify-items-center gap-5 px-3 pt-8 pb-16 print:block print:p-0">
        {order.status === 'closed' ? (
          <TicketTools
            orderId={order.id}
            paper={width}
            prints={order.ticketPrints}
            printsByItself={print === '1'}
            words={{
              title: t('title', { reference: order.externalReference }),
              back: t('back'),
              print: t('print'),
              paper: t('paper'),
              notCounted: t('notCounted'),
            }}
          >
            <TicketPaper
              order={order}
              store={await getStore(session.merchant, order.storeId)}
              session={session}
              printableMm={papers[width].printableMm}
            />
          </TicketTools>
        ) : (
          <NoTicket order={order} />
        )}
      </main>
    </div>
  );
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
