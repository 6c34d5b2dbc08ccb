import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { LiveRefresh } from '@/app/_ui/live-refresh';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { getCharger } from '@/db/charging-rights';
import type { OrderDetail } from '@/db/orders';
import { getPos } from '@/db/pos';
import { mayTakeOff } from '@/lib/domain/charging-rights';
import { isUnfinished } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import type { Locale } from '@/lib/i18n/locales';
import { charge } from '@/lib/i18n/messages/charge';
import { errors } from '@/lib/i18n/messages/errors';
import { order as words } from '@/lib/i18n/messages/order';
import { getSession, requireSession, type Session } from '@/lib/web/session';
import { AnswerCard, type AnswerWords } from './answer-card';
import { ItemsSection } from './items-section';
import { MercadoPagoIds } from './mercado-pago-ids';
import { MoneySection } from './money-section';
import { OrderActions } from './order-actions';
import { OrderAskingProvider } from './order-asking';
import { OrderFacts } from './order-facts';
import { OrderHead } from './order-head';
import { OrderHistory } from './order-history';
import { OrderNotes } from './order-notes';
import { remarksOn } from './order-remarks';
import { PaymentsSection } from './payments-section';
import { readOrder } from './read-order';
import { readRefundTerms } from './refund/read-refund-terms';
import { RefundsSection } from './refunds-section';

type OrderPageProps = {
  params: Promise<{ orderId: string }>;
  /** `refund=surplus`: a till sent somebody here to give back what came too much. */
  searchParams: Promise<{ refund?: string | string[] }>;
};

export async function generateMetadata({ params }: Pick<OrderPageProps, 'params'>): Promise<Metadata> {
  const [session, { orderId }, t] = await Promise.all([getSession(), params, getTranslations('order')]);
  const found = session && may(session.role, 'orders:read') ? await readOrder(session.merchant, orderId) : null;
  return { title: found ? t('title', { reference: found.order.externalReference }) : t('parent') };
}

/** One order: is it paid, what is odd about it, what happened, and what can be done. */
export default async function OrderPage({ params, searchParams }: OrderPageProps) {
  const session = await requireSession();
  const [t, locale, { orderId }] = await Promise.all([getTranslations('order'), getLocale(), params]);
  if (!may(session.role, 'orders:read')) return <NotAllowed what={t('what')} />;
  const found = await readOrder(session.merchant, orderId);
  if (!found) notFound();
  const { order, events, refundRequests, oddCase } = found;
  const now = new Date();
  const terms = await readRefundTerms(session, order, { now, locale });
  const isSurplusAsked = (await searchParams).refund === 'surplus';
  const isSettling = order.refunds.some(({ status }) => status !== 'approved' && status !== 'rejected');
  const viewer = {
    personId: session.person.id,
    mayAsk: may(session.role, 'refunds:request'),
    mayApprove: may(session.role, 'refunds:approve'),
  };
  const account = { userId: order.collectorId, siteId: session.siteId, environment: session.environment };
  const serverNow = now.toISOString();
  return (
    <OrderAskingProvider orderId={order.id} version={order.version}>
      <ClientMessages names={['refund', 'refusal']}>
        {isUnfinished(order.status) || isSettling ? <LiveRefresh serverNow={serverNow} orderId={order.id} /> : null}
        <OrderHead
          order={order}
          now={now}
          actions={
            <OrderActions
              order={order}
              mayWrite={may(session.role, 'orders:write')}
              mayCancel={await mayCancel(session, order)}
              refund={terms}
              isSurplusAsked={isSurplusAsked}
            />
          }
        />
        <div className="grid flex-1 wide:grid-cols-[minmax(0,1fr)_360px]">
          <div className="min-w-0 px-4 py-5 tablet:p-6">
            <div className="has-[>:not(:empty)]:mb-8">
              <AnswerCard
                words={answerWords(locale)}
                reader={{ locale, timeZone: order.timeZone }}
                serverNow={serverNow}
              />
              <OrderNotes
                order={order}
                remarks={remarksOn(order, events, now)}
                account={account}
                refund={terms}
                oddCase={oddCase}
                mayKeep={may(session.role, 'reconciliation:write')}
              />
            </div>
            <div className="grid gap-8">
              <OrderHistory order={order} events={events} now={now} />
              <PaymentsSection order={order} now={now} />
              <RefundsSection
                order={order}
                requests={refundRequests}
                viewer={viewer}
                account={account}
                events={events}
                now={now}
              />
              <ItemsSection order={order} />
            </div>
          </div>
          <div className="grid min-w-0 content-start gap-7 border-line bg-sunken px-4 py-5 max-wide:border-t tablet:gap-x-10 tablet:p-6 tablet:max-wide:grid-cols-2 wide:border-l">
            <MoneySection order={order} />
            <OrderFacts order={order} now={now} />
            <MercadoPagoIds order={order} />
          </div>
        </div>
      </ClientMessages>
    </OrderAskingProvider>
  );
}

/** The service asks the same again; here it decides whether a button is there. */
async function mayCancel({ merchant, person, role }: Session, order: OrderDetail): Promise<boolean> {
  if (!may(role, 'orders:write') || !isUnfinished(order.status)) return false;
  const [pos, charger] = await Promise.all([getPos(merchant, order.posId), getCharger(merchant, person.id)]);
  return pos !== null && mayTakeOff({ personId: person.id, charger }, order, pos);
}

/** The till's words for the same answers; those about a cancellation are this page's own. */
function answerWords(locale: Locale): AnswerWords {
  const check = charge[locale].check;
  return {
    check: {
      paid: { title: `${check.paid}.`, detail: check.paidDetail },
      not_seen: { title: `${check.not_seen}.`, detail: check.not_seenDetail },
      differs: { title: `${check.differs}.`, detail: check.differsDetail },
      unknown: { title: `${check.unknown}.`, detail: check.unknownDetail },
    },
    cancel: words[locale].cancel.answer,
    way: check.way,
    finding: check.finding,
    signedOut: errors[locale].code.unauthorized,
    close: check.close,
  };
}
