import { createTranslator } from 'next-intl';
import { Fragment, type ReactNode } from 'react';
import { environmentStamps } from '@/app/_ui/test-banner';
import type { OrderDetail } from '@/db/orders';
import type { StoreRow } from '@/db/stores';
import { type SiteId, sites } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { formatTicketTime } from '@/lib/i18n/format-time';
import { ticket } from '@/lib/i18n/messages/ticket';
import { ReprintMark } from './ticket-copy';
import { ticketLegends } from './ticket-legend';
import { columnAmount, ticketPayments } from './ticket-lines';

type TicketPaperProps = {
  order: OrderDetail;
  store: StoreRow | null;
  /** Of the merchant: its name, its country, and whether its money is real. */
  session: { merchantName: string; siteId: SiteId; environment: 'simulator' | 'test' | 'live' };
  printableMm: number;
};

/** The ticket itself: black on white, in the language of the merchant's country, times of the store. */
export function TicketPaper({ order, store, session, printableMm }: TicketPaperProps) {
  const { language, formatLocale } = sites[session.siteId];
  const words = createTranslator({ locale: language, messages: ticket[language], namespace: 'paper' });
  const isNarrow = printableMm < 60;
  return (
    <article
      lang={formatLocale}
      style={{ width: `${printableMm + 8}mm` }}
      className="mx-auto bg-white px-[4mm] pt-[4mm] pb-[6mm] leading-[1.35] text-black tabular-nums shadow-2 print:shadow-none"
    >
      <div style={{ fontSize: isNarrow ? '8.5pt' : '9.5pt' }}>
        <Head order={order} store={store} merchantName={session.merchantName} isNarrow={isNarrow}>
          {order.createdBy ? words('attended', { name: order.createdBy }) : null}
        </Head>
        {session.environment === 'live' ? null : <Stamp text={environmentStamps[session.environment]} />}
        <ReprintMark word={words('reprint')} copyWords={ticket[language].paper.copy} />
        <Rule />
        <Items order={order} each={(price) => words('each', { price })} />
        {order.discountMinor > 0 ? (
          <Line label={words('discount')}>{columnAmount(-order.discountMinor, order)}</Line>
        ) : null}
        <div className="my-[2.5mm] border-t-2 border-black" />
        <Line className="text-[13pt] leading-[1.3] font-bold" label={words('total')}>
          {formatMoney(order.totalMinor, order.currencyId)}
        </Line>
        {order.taxes.map((tax) => (
          <Line key={tax.type} label={words('tax')}>
            {columnAmount(tax.valueMinor, order)}
          </Line>
        ))}
        <PaidBox order={order} language={language} />
        {order.refundedMinor > 0 ? (
          <>
            <Line className="font-bold" label={words('refunded')}>
              {formatMoney(-order.refundedMinor, order.currencyId)}
            </Line>
            <Line label={words('remaining')}>
              {formatMoney(order.paidMinor - order.refundedMinor, order.currencyId)}
            </Line>
          </>
        ) : null}
        <Rule />
        <p className="text-center text-[8pt] leading-[1.35]">
          <strong className="font-bold">{ticketLegends[session.siteId]}</strong>
          <br />
          {words('thanks')}
        </p>
      </div>
    </article>
  );
}

type HeadProps = {
  order: OrderDetail;
  store: StoreRow | null;
  merchantName: string;
  isNarrow: boolean;
  /** Who attended. */
  children: ReactNode;
};

function Head({ order, store, merchantName, isNarrow, children }: HeadProps) {
  const at = order.closedAt ?? order.createdAt;
  return (
    <>
      <div className="text-center">
        <p className={`${isNarrow ? 'text-[13pt]' : 'text-[15pt]'} leading-[1.15] font-bold tracking-[-0.02em]`}>
          {merchantName}
        </p>
        {store?.addressLine ? <p>{store.addressLine}</p> : null}
      </div>
      <Rule />
      <Line className="flex-wrap" label={formatTicketTime(at, order.timeZone)}>
        {order.posName} · {order.storeName}
      </Line>
      <Line className="flex-wrap" label={children ?? ''}>
        <strong className="font-bold">{order.externalReference}</strong>
      </Line>
    </>
  );
}

function Items({ order, each }: { order: OrderDetail; each: (price: string) => string }) {
  return order.items.map((item, index) => {
    const notes = [item.quantity > 1 ? each(columnAmount(item.unitPriceMinor, order)) : null, item.description].filter(
      Boolean,
    );
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: what was sold never changes its order
      <div key={index}>
        <Line
          label={
            <>
              {item.quantity} × <bdi>{item.title}</bdi>
            </>
          }
        >
          {columnAmount(item.unitPriceMinor * item.quantity, order)}
        </Line>
        {notes.length > 0 ? (
          <p className="pl-[6mm] text-[0.9em]">
            {notes.map((note, place) => (
              <Fragment key={note}>
                {place === 0 ? null : ' · '}
                <bdi>{note}</bdi>
              </Fragment>
            ))}
          </p>
        ) : null}
      </div>
    );
  });
}

function PaidBox({ order, language }: { order: OrderDetail; language: 'es' | 'pt' }) {
  const words = createTranslator({ locale: language, messages: ticket[language], namespace: 'paper' });
  const payments = ticketPayments(order, language);
  return (
    <div className="my-[3mm] grid gap-[0.5mm] rounded-[2mm] border-2 border-black px-[3mm] py-[2.5mm]">
      <p className="flex justify-between text-[15pt] leading-[1.2] font-bold tracking-[-0.02em]">
        <span>{words('paid')}</span>
        <span aria-hidden="true">✓</span>
      </p>
      {payments.map((payment) => (
        <div key={payment.id}>
          <Line label={payment.method ? `QR · ${payment.method}` : words('method')}>
            {payments.length > 1 ? columnAmount(payment.amountMinor, order) : null}
          </Line>
          <Line label={words('operation')}>{payment.id}</Line>
        </div>
      ))}
      {order.paidMinor === order.totalMinor ? null : (
        <Line label={words('received')}>{formatMoney(order.paidMinor, order.currencyId)}</Line>
      )}
    </div>
  );
}

/** No money moved: nobody may mistake this paper for a proof. */
function Stamp({ text }: { text: string }) {
  return (
    <p className="mt-[2mm] border-2 border-dashed border-black py-[1mm] text-center text-[11pt] leading-tight font-bold">
      {text}
    </p>
  );
}

function Rule() {
  return <div className="my-[3mm] border-t border-dashed border-black" />;
}

type LineProps = { label: ReactNode; children: ReactNode; className?: string };

function Line({ label, children, className = '' }: LineProps) {
  return (
    <p className={`flex justify-between gap-[3mm] ${className}`}>
      <span className="min-w-0 break-words">{label}</span>
      <span className="ml-auto text-right whitespace-nowrap">{children}</span>
    </p>
  );
}
