import type { SiteId } from './sites';

/** `draft` is stored here and not yet confirmed there; `opened` can be scanned; `closed` is paid in full. */
export const orderStatuses = ['draft', 'opened', 'closed', 'canceled', 'expired', 'failed'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Odd or late money has a name of its own; the first that applies, in this order after `none`. */
export const orderExceptions = [
  'none',
  'needs_review',
  'refunded',
  'partially_refunded',
  'paid_late',
  'paid_over',
  'paid_partial',
] as const;
export type OrderException = (typeof orderExceptions)[number];

/** Those that wait for a person: keep the sale, give the money back, or find out. */
export const exceptionsToDecide = [
  'needs_review',
  'paid_late',
  'paid_over',
  'paid_partial',
] as const satisfies readonly OrderException[];

/** Which generation of Mercado Pago's API a POS uses; an order stays with the one that made it. */
export const integrations = ['attended_v2', 'attended_v1', 'orders_api', 'unattended'] as const;
export type Integration = (typeof integrations)[number];

/** `static` is the printed QR, `dynamic` one on a screen, `hybrid` both. */
export const qrModes = ['static', 'dynamic', 'hybrid'] as const;
export type QrMode = (typeof qrModes)[number];

/** What made us look when the order closed. A cashier's own look, and the one after a cancellation, are `check`. */
export const lookSources = ['notification', 'sweep', 'check'] as const;
export type LookSource = (typeof lookSources)[number];

/** Who or what wrote a line of an order's history. */
export type EventSource = 'cashier' | 'api' | 'system' | LookSource;

/** A refund whose outcome nobody knows yet is `unknown`: neither done nor refused. */
export type RefundStatus = 'requested' | 'in_process' | 'approved' | 'rejected' | 'unknown';

/** Units that Mercado Pago accepts on an item. Source: devsite-docs `reference/api-json/instore_orders_v2.json`, read 2026-11-21. */
export const unitMeasures = ['unit', 'pack'] as const;

export function isUnitMeasure(value: string): value is (typeof unitMeasures)[number] {
  return unitMeasures.some((known) => known === value);
}

export type OrderItem = {
  readonly title: string;
  readonly description: string | null;
  readonly unitPriceMinor: number;
  readonly quantity: number;
  readonly unitMeasure: (typeof unitMeasures)[number];
  readonly skuNumber: string | null;
  readonly category: string | null;
  readonly pictureUrl: string | null;
};

/** Money for the whole order, never a percentage; Colombia only. It is not part of the order's total. */
export type OrderTax = { readonly type: 'IVA'; readonly valueMinor: number };

/** Seconds that an order may live: shortest, usual and longest. */
export const expiresInSeconds = { min: 30, default: 600, max: 86_400 } as const;

/** True while the order can still become anything else without money arriving late. */
export function isUnfinished(status: OrderStatus): boolean {
  return status === 'draft' || status === 'opened';
}

/** Colombian orders always say their IVA, 0 when exempt: left out, 19 % is assumed. Source: devsite-docs `guides/additional-content/localization/iva-colombia.es.md`, read 2026-11-21. */
export function siteTakesTaxes(siteId: SiteId): boolean {
  return siteId === 'MCO';
}
