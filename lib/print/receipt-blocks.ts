import type { OrderItem, OrderTax } from '../domain/order';
import { type CurrencyId, type SiteId, sites } from '../domain/sites';
import { formatMoney, formatTypedMoney } from '../i18n/format-money';
import { formatTicketTime } from '../i18n/format-time';
import { ticket } from '../i18n/messages/ticket';
import { paymentMethodName } from '../i18n/payment-method-name';
import { receiptLegends } from './receipt-legend';

/** Whose paper it is. */
export type ReceiptIssuer = {
  readonly name: string;
  readonly siteId: SiteId;
  /** Of the store, in one line. */
  readonly addressLine: string | null;
  readonly taxId: string | null;
  /** A line of the merchant's own, at the end. */
  readonly note: string | null;
  /** What a paper says that proves nothing: no money moved. */
  readonly stamp: string | null;
};

/** The sale as far as paper shows it. */
export type ReceiptOrder = {
  readonly externalReference: string;
  readonly posName: string;
  readonly storeName: string;
  /** Of the store: its times are local. */
  readonly timeZone: string;
  readonly currencyId: CurrencyId;
  readonly items: readonly OrderItem[];
  readonly taxes: readonly OrderTax[];
  readonly totalMinor: number;
  /** Taken off the sum of the items. */
  readonly discountMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly createdBy: string | null;
  readonly payments: readonly {
    readonly paymentId: string;
    readonly methodId: string | null;
    readonly countedMinor: number;
  }[];
};

/** Money given back, as its slip shows it. */
export type ReceiptRefund = {
  readonly amountMinor: number;
  readonly paymentId: string;
  readonly mercadopagoRefundId: string | null;
  readonly changedAt: Date;
};

/** A label at the left and a value at the right. */
export type ReceiptLine = { readonly label: string; readonly value: string };

/** What a paper says, from its top to its end; how it looks is for the screen and the PDF to say. */
export type ReceiptBlock =
  | { readonly kind: 'head'; readonly name: string; readonly lines: readonly string[] }
  | { readonly kind: 'rule' | 'total-rule' | 'reprint' | 'link' }
  /** `apart`: of two that do not fit beside each other neither is broken. */
  | ({ readonly kind: 'line'; readonly weight?: 'bold' | 'total' | 'apart' } & ReceiptLine)
  | { readonly kind: 'note' | 'stamp' | 'title'; readonly text: string }
  | { readonly kind: 'paid'; readonly word: string; readonly lines: readonly ReceiptLine[] }
  | { readonly kind: 'legend'; readonly legend: string; readonly lines: readonly string[] };

/** The receipt of a closed order, in the language of the merchant's country. */
export function receiptBlocks(order: ReceiptOrder, issuer: ReceiptIssuer): ReceiptBlock[] {
  const words = ticket[sites[issuer.siteId].language].paper;
  const money = (minor: number) => formatMoney(minor, order.currencyId);
  return [
    ...headBlocks(order, issuer, order.closedAt ?? order.createdAt),
    { kind: 'reprint' },
    { kind: 'rule' },
    ...order.items.flatMap((item) => itemBlocks(item, order.currencyId, words.each)),
    ...(order.discountMinor > 0
      ? [line(words.discount, `−${formatTypedMoney(order.discountMinor, order.currencyId)}`)]
      : []),
    { kind: 'total-rule' },
    { kind: 'line', weight: 'total', label: words.total, value: money(order.totalMinor) },
    ...order.taxes.map((tax) => line(words.tax, formatTypedMoney(tax.valueMinor, order.currencyId))),
    { kind: 'paid', word: words.paid, lines: paymentLines(order, issuer) },
    ...(order.refundedMinor > 0
      ? [
          { kind: 'line', weight: 'bold', label: words.refunded, value: money(-order.refundedMinor) } as const,
          line(words.remaining, money(order.paidMinor - order.refundedMinor)),
        ]
      : []),
    { kind: 'link' },
    { kind: 'rule' },
    legendBlock(issuer, words.thanks),
  ];
}

/** The slip of one refund that Mercado Pago approved. */
export function refundBlocks(order: ReceiptOrder, refund: ReceiptRefund, issuer: ReceiptIssuer): ReceiptBlock[] {
  const words = ticket[sites[issuer.siteId].language].paper;
  const { language } = sites[issuer.siteId];
  const payment = order.payments.find(({ paymentId }) => paymentId === refund.paymentId);
  const method = paymentMethodName(payment?.methodId ?? null, language);
  return [
    ...headBlocks(order, issuer, refund.changedAt),
    { kind: 'reprint' },
    { kind: 'rule' },
    { kind: 'title', text: words.refund },
    {
      kind: 'line',
      weight: 'total',
      label: words.refunded,
      value: formatMoney(refund.amountMinor, order.currencyId),
    },
    { kind: 'rule' },
    line(words.method, method ?? '—'),
    line(words.operation, refund.paymentId),
    ...(refund.mercadopagoRefundId === null ? [] : [line(words.refundNumber, refund.mercadopagoRefundId)]),
    line(words.soldFor, formatMoney(order.totalMinor, order.currencyId)),
    line(words.soldOn, formatTicketTime(order.closedAt ?? order.createdAt, order.timeZone)),
    { kind: 'rule' },
    legendBlock(issuer, words.refundDelay),
  ];
}

function headBlocks(order: ReceiptOrder, issuer: ReceiptIssuer, at: Date): ReceiptBlock[] {
  const site = sites[issuer.siteId];
  const words = ticket[site.language].paper;
  const taxId = issuer.taxId === null ? null : `${taxIdNames[issuer.siteId]} ${issuer.taxId}`;
  return [
    { kind: 'head', name: issuer.name, lines: [issuer.addressLine, taxId].filter((text) => text !== null) },
    { kind: 'rule' },
    {
      kind: 'line',
      weight: 'apart',
      label: formatTicketTime(at, order.timeZone),
      value: `${order.posName} · ${order.storeName}`,
    },
    {
      kind: 'line',
      weight: 'bold',
      label: order.createdBy === null ? words.sale : words.attended.replace('{name}', () => order.createdBy ?? ''),
      value: order.externalReference,
    },
    ...(issuer.stamp === null ? [] : [{ kind: 'stamp', text: issuer.stamp } as const]),
  ];
}

function itemBlocks(item: OrderItem, currencyId: CurrencyId, each: string): ReceiptBlock[] {
  const price = item.quantity > 1 ? each.replace('{price}', formatTypedMoney(item.unitPriceMinor, currencyId)) : null;
  const notes = [price, item.description].filter((text) => text !== null && text !== '' && text !== item.title);
  return [
    line(`${item.quantity} × ${item.title}`, formatTypedMoney(item.unitPriceMinor * item.quantity, currencyId)),
    ...(notes.length === 0 ? [] : [{ kind: 'note', text: notes.join(' · ') } as const]),
  ];
}

/** Payments that brought the money, oldest first; refused attempts are nobody's business on paper. */
function paymentLines(order: ReceiptOrder, { siteId }: ReceiptIssuer): ReceiptLine[] {
  const { language } = sites[siteId];
  const words = ticket[language].paper;
  const brought = order.payments.filter((payment) => payment.countedMinor > 0);
  const lines = brought.flatMap((payment) => {
    const method = paymentMethodName(payment.methodId, language);
    const amount = brought.length > 1 ? formatTypedMoney(payment.countedMinor, order.currencyId) : '';
    return [
      { label: method === null ? words.method : `QR · ${method}`, value: amount },
      { label: words.operation, value: payment.paymentId },
    ];
  });
  if (order.paidMinor === order.totalMinor) return lines;
  return [...lines, { label: words.received, value: formatMoney(order.paidMinor, order.currencyId) }];
}

function legendBlock({ siteId, note }: ReceiptIssuer, closing: string): ReceiptBlock {
  return { kind: 'legend', legend: receiptLegends[siteId], lines: [note, closing].filter((text) => text !== null) };
}

function line(label: string, value: string): ReceiptBlock {
  return { kind: 'line', label, value };
}

/** How the number is called by which a business is known to the tax office. */
const taxIdNames: Readonly<Record<SiteId, string>> = {
  MLA: 'CUIT',
  MLB: 'CNPJ/CPF',
  MLC: 'RUT',
  MCO: 'NIT',
  MLM: 'RFC',
  MPE: 'RUC',
  MLU: 'RUT',
};
