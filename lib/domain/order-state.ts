import type { ObservedMerchantOrder, ObservedPayment } from './merchant-order';
import { sumMinor } from './money';
import { isUnfinished, type LookSource, type OrderException, type OrderStatus, type RefundStatus } from './order';
import { isSamePayment, joinPayment, type KnownPayment, knowPayment, refundedOf } from './payment-state';
import type { CurrencyId } from './sites';

/**
 * THE state machine. An order is the fold of its events; `decide` says which events an input causes.
 * It believes complete reads of Mercado Pago only, and its states never go backwards.
 */
export type OrderState = {
  readonly status: OrderStatus;
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly collectorId: string;
  readonly externalReference: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** What is known of the call that published it. `unknown` is resolved by looking, never by a second call. */
  readonly publication: 'pending' | 'unknown' | 'confirmed' | 'refused' | 'not_sent' | 'not_found';
  readonly openedAt: Date | null;
  readonly cancelRequestedAt: Date | null;
  /** When it was canceled, expired or failed; kept when money closes it later. */
  readonly endedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closedBy: LookSource | null;
  /** It closed after it had been canceled, expired or failed. */
  readonly paidLate: boolean;
  readonly qrData: string | null;
  readonly providerOrderId: string | null;
  readonly merchantOrders: readonly KnownMerchantOrder[];
  readonly payments: readonly KnownPayment[];
  /** Number of events so far; a save is conditional on it. */
  readonly version: number;
};

export type KnownMerchantOrder = {
  readonly merchantOrderId: string;
  readonly status: ObservedMerchantOrder['status'];
  /** Sticky: one read said that the money goes to somebody else. */
  readonly hasForeignCollector: boolean;
  /** Sticky: the greatest total that a read said and that is not ours. Null when all agreed or none could be read. */
  readonly otherTotalMinor: number | null;
};

export type OrderCreated = {
  readonly type: 'created';
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly collectorId: string;
  readonly externalReference: string;
  readonly createdAt: string;
  readonly expiresAt: string;
};

/** Facts in the past tense, kept for ever. Times inside are ISO 8601 in UTC. */
export type OrderEvent =
  | OrderCreated
  | { readonly type: 'publication_unknown'; readonly reason: string }
  | {
      readonly type: 'published';
      readonly at: string;
      readonly qrData: string | null;
      readonly providerOrderId: string | null;
    }
  | {
      readonly type: 'publication_failed';
      readonly at: string;
      readonly reason: 'refused' | 'not_sent' | 'not_found';
      readonly code: string | null;
      readonly message: string | null;
      /** Of the answer, for support. Without them in histories from before they were kept. */
      readonly status?: number | null;
      readonly requestId?: string | null;
    }
  | { readonly type: 'cancel_requested'; readonly at: string }
  | { readonly type: 'canceled'; readonly at: string }
  | { readonly type: 'expired'; readonly at: string }
  | {
      readonly type: 'merchant_order_observed';
      /** Without `otherTotalMinor` in histories from before totals were compared. */
      readonly merchantOrder: Omit<KnownMerchantOrder, 'otherTotalMinor'> &
        Partial<Pick<KnownMerchantOrder, 'otherTotalMinor'>>;
    }
  | { readonly type: 'payment_observed'; readonly payment: KnownPayment }
  | RefundEvent
  | { readonly type: 'closed'; readonly at: string; readonly by: LookSource; readonly late: boolean };

/** What became of money that somebody here asked to give back. That it went back is told by the payments alone. */
export type RefundEvent =
  | {
      readonly type: 'refund_requested';
      readonly refundId: string;
      readonly amountMinor: number;
      readonly reason: string;
      /** A second person has to agree before anything is sent. */
      readonly needsApproval: boolean;
    }
  | {
      readonly type: 'refund_approval_given' | 'refund_declined';
      readonly refundId: string;
      readonly amountMinor: number;
    }
  | {
      readonly type: 'refund_settled';
      readonly refundId: string;
      readonly paymentId: string;
      readonly amountMinor: number;
      readonly status: Exclude<RefundStatus, 'requested'>;
      /** Why it was refused; null otherwise. */
      readonly code: string | null;
      /** Of the refusal, for support; without it in histories from before it was kept. */
      readonly requestId?: string | null;
    };

/** What the live slot of the POS said during the same look; `unread` when it was not asked or did not answer. */
export type SlotFinding = 'ours' | 'absent' | 'unread';

/** Of an answer, what support asks for. */
type AnswerFacts = { readonly status?: number | null; readonly requestId?: string | null };

export type OrderInput =
  | { readonly type: 'publish_confirmed'; readonly qrData: string | null; readonly providerOrderId: string | null }
  | ({ readonly type: 'publish_refused'; readonly code: string | null; readonly message: string | null } & AnswerFacts)
  | { readonly type: 'publish_not_sent'; readonly message: string | null }
  | { readonly type: 'publish_unknown'; readonly reason: string }
  | { readonly type: 'cancel_requested' }
  /** The slot is known to be free and a complete look after that found no money. Means nothing while the order is still on its way there. */
  | { readonly type: 'cancel_confirmed' }
  /** The complete list of merchant orders for this reference, as one look read it. */
  | {
      readonly type: 'observed';
      readonly source: LookSource;
      readonly merchantOrders: readonly ObservedMerchantOrder[];
      readonly slot: SlotFinding;
    }
  /** Payments read one by one, for example after a refund. */
  | { readonly type: 'payments_observed'; readonly source: LookSource; readonly payments: readonly ObservedPayment[] }
  /** Something about a refund that the history has to tell; the order itself stays as it is. */
  | { readonly type: 'refund_noted'; readonly event: RefundEvent }
  /** How a payment was made, which only the payment itself says. It changes nothing else. */
  | { readonly type: 'method_learnt'; readonly paymentId: string; readonly methodId: string }
  /** Time went by; `lookedAt` is when the last complete look began, null when there was none. */
  | { readonly type: 'time_passed'; readonly lookedAt: Date | null };

/** A publication that nobody confirmed is given this long to show up before it counts as never made. */
export const PUBLICATION_GRACE_MS = 30_000;
/** A merchant order that began this long before our order belongs to an earlier use of the reference. */
const EARLIER_USE_MS = 15 * 60_000;

/** The events that an input causes and the order after them; no events means that nothing changed. Never throws for what the world does. */
export function decide(order: OrderState, input: OrderInput, now: Date): { order: OrderState; events: OrderEvent[] } {
  const recorder = new Recorder(order);
  const at = now.toISOString();
  switch (input.type) {
    case 'publish_confirmed':
      confirmPublication(recorder, at, input.qrData, input.providerOrderId);
      break;
    case 'publish_refused':
      failPublication(recorder, at, 'refused', input.code, input.message, input);
      break;
    case 'publish_not_sent':
      failPublication(recorder, at, 'not_sent', null, input.message);
      break;
    case 'publish_unknown':
      if (order.status === 'draft' && order.publication === 'pending')
        recorder.add({ type: 'publication_unknown', reason: input.reason });
      break;
    case 'cancel_requested':
      if (isUnfinished(order.status) && !order.cancelRequestedAt) recorder.add({ type: 'cancel_requested', at });
      break;
    case 'cancel_confirmed':
      if (isUnfinished(order.status) && !isOnItsWay(order, now)) recorder.add({ type: 'canceled', at });
      break;
    case 'observed':
      observe(recorder, input.merchantOrders, input.slot, input.source, now);
      break;
    case 'payments_observed':
      for (const payment of input.payments) observePayment(recorder, payment, order.collectorId);
      closeWhenPaid(recorder, at, input.source);
      break;
    case 'refund_noted':
      recorder.add(input.event);
      break;
    case 'method_learnt':
      learnMethod(recorder, input.paymentId, input.methodId);
      break;
    case 'time_passed':
      passTime(recorder, input.lookedAt, now);
      break;
    default:
      input satisfies never;
  }
  return { order: recorder.order, events: recorder.events };
}

/** The same for several inputs of one moment, one after the other. */
export function decideAll(
  order: OrderState,
  inputs: readonly OrderInput[],
  now: Date,
): { order: OrderState; events: OrderEvent[] } {
  const events: OrderEvent[] = [];
  let current = order;
  for (const input of inputs) {
    const decision = decide(current, input, now);
    current = decision.order;
    events.push(...decision.events);
  }
  return { order: current, events };
}

/** The order that a history describes; the first event must be `created`. Throws on a broken history. */
export function replay(events: readonly OrderEvent[]): OrderState {
  const [first, ...rest] = events;
  if (!first) throw new Error('a history begins with created');
  return rest.reduce(apply, withEvent(null, first));
}

/** The order after one more event of its history; null is before the first. Throws where that is not `created`. */
export function withEvent(order: OrderState | null, event: OrderEvent): OrderState {
  if (order) return apply(order, event);
  if (event.type !== 'created') throw new Error('a history begins with created');
  return begin(event);
}

/** A new order, not yet published. */
export function begin(created: OrderCreated): OrderState {
  return {
    status: 'draft',
    currencyId: created.currencyId,
    totalMinor: created.totalMinor,
    collectorId: created.collectorId,
    externalReference: created.externalReference,
    createdAt: new Date(created.createdAt),
    expiresAt: new Date(created.expiresAt),
    publication: 'pending',
    openedAt: null,
    cancelRequestedAt: null,
    endedAt: null,
    closedAt: null,
    closedBy: null,
    paidLate: false,
    qrData: null,
    providerOrderId: null,
    merchantOrders: [],
    payments: [],
    version: 1,
  };
}

/** Σ of payments ever approved in the right currency for the right collector, gross of refunds. */
export function paidMinor(order: Pick<OrderState, 'payments'>): number {
  return sumMinor(order.payments.map((payment) => payment.countedMinor));
}

/** Σ given back of what was paid. */
export function refundedMinor(order: Pick<OrderState, 'payments'>): number {
  return sumMinor(order.payments.map(refundedOf));
}

/** Why a person must look at this order; empty for the ordinary one. */
export function reviewReasons(order: OrderState): string[] {
  const reasons = new Set<string>();
  for (const payment of order.payments) {
    if (payment.mismatch) reasons.add(payment.mismatch);
    if (payment.status === 'charged_back' || payment.status === 'in_mediation') reasons.add(payment.status);
  }
  if (order.status !== 'closed' && order.merchantOrders.some((merchantOrder) => merchantOrder.status === 'closed'))
    reasons.add('closed_without_enough_money');
  if (order.merchantOrders.some((merchantOrder) => merchantOrder.hasForeignCollector)) reasons.add('other_collector');
  // Payments decide whether it is paid; that the buyer was shown another total is for a person to explain.
  if (order.merchantOrders.some((merchantOrder) => merchantOrder.otherTotalMinor !== null)) reasons.add('other_total');
  return [...reasons].sort();
}

/** The one exception that is shown: the first that applies. */
export function exceptionOf(order: OrderState): OrderException {
  const paid = paidMinor(order);
  const refunded = refundedMinor(order);
  if (reviewReasons(order).length > 0) return 'needs_review';
  if (refunded > 0) return refunded >= paid ? 'refunded' : 'partially_refunded';
  if (order.paidLate) return 'paid_late';
  if (paid > order.totalMinor) return 'paid_over';
  return paid > 0 && paid < order.totalMinor ? 'paid_partial' : 'none';
}

/** Collects the events of one decision, keeping the order up to date between them. */
class Recorder {
  readonly events: OrderEvent[] = [];
  order: OrderState;
  constructor(order: OrderState) {
    this.order = order;
  }
  add(event: OrderEvent): void {
    this.events.push(event);
    this.order = apply(this.order, event);
  }
}

function publish(recorder: Recorder, at: string, qrData: string | null, providerOrderId: string | null): void {
  if (recorder.order.status === 'draft') recorder.add({ type: 'published', at, qrData, providerOrderId });
}

/**
 * The answer to the publication. A buyer or a look can be faster than it; what only the answer tells, the text of the
 * QR and their id, is kept all the same.
 */
function confirmPublication(
  recorder: Recorder,
  at: string,
  qrData: string | null,
  providerOrderId: string | null,
): void {
  const { order } = recorder;
  const tellsMore =
    (qrData !== null && order.qrData === null) || (providerOrderId !== null && order.providerOrderId === null);
  if (order.publication === 'confirmed' && tellsMore)
    recorder.add({
      type: 'published',
      at,
      qrData: order.qrData ?? qrData,
      providerOrderId: order.providerOrderId ?? providerOrderId,
    });
  publish(recorder, at, qrData, providerOrderId);
}

/** A call whose answer is not known yet can still arrive: until it cannot, an empty slot proves nothing. */
export function isOnItsWay(order: OrderState, now: Date): boolean {
  return order.status === 'draft' && now.getTime() - order.createdAt.getTime() < PUBLICATION_GRACE_MS;
}

function failPublication(
  recorder: Recorder,
  at: string,
  reason: 'refused' | 'not_sent' | 'not_found',
  code: string | null,
  message: string | null,
  { status, requestId }: AnswerFacts = {},
): void {
  if (recorder.order.status !== 'draft') return;
  const answer = { ...(status === undefined ? {} : { status }), ...(requestId === undefined ? {} : { requestId }) };
  recorder.add({ type: 'publication_failed', at, reason, code, message, ...answer });
}

function observe(
  recorder: Recorder,
  merchantOrders: readonly ObservedMerchantOrder[],
  slot: SlotFinding,
  source: LookSource,
  now: Date,
): void {
  const at = now.toISOString();
  const ours = merchantOrders.filter((observed) => isOurs(recorder.order, observed));
  const wasScanned = ours.some((observed) => observed.collectorId === recorder.order.collectorId);
  // Somebody scanned it, or the slot holds it: then it was published, whatever the call's answer was.
  if (slot === 'ours' || wasScanned) publish(recorder, at, null, null);
  for (const observed of ours) {
    observeMerchantOrder(recorder, observed);
    for (const payment of observed.payments) observePayment(recorder, payment, observed.collectorId);
  }
  closeWhenPaid(recorder, at, source);
  if (slot === 'absent' && !isOnItsWay(recorder.order, now)) failPublication(recorder, at, 'not_found', null, null);
}

/** Searches were seen to answer everything: a row counts only when it names this sale, and not an earlier one. */
function isOurs(order: OrderState, observed: ObservedMerchantOrder): boolean {
  if (observed.externalReference !== order.externalReference) return false;
  return !isOfEarlierUse(order, observed.createdAt);
}

/** Whether what began then belongs to an earlier use of the same reference. */
export function isOfEarlierUse(order: Pick<OrderState, 'createdAt'>, begunAt: Date | null): boolean {
  return begunAt !== null && begunAt.getTime() < order.createdAt.getTime() - EARLIER_USE_MS;
}

function observeMerchantOrder(recorder: Recorder, observed: ObservedMerchantOrder): void {
  const { order } = recorder;
  const before = order.merchantOrders.find((known) => known.merchantOrderId === observed.merchantOrderId);
  const after: KnownMerchantOrder = {
    merchantOrderId: observed.merchantOrderId,
    status: observed.status,
    hasForeignCollector: observed.collectorId !== order.collectorId,
    otherTotalMinor: observed.totalMinor === order.totalMinor ? null : observed.totalMinor,
  };
  const joined = before ? joinMerchantOrder(before, after) : after;
  const isNews =
    !before ||
    before.status !== joined.status ||
    before.hasForeignCollector !== joined.hasForeignCollector ||
    before.otherTotalMinor !== joined.otherTotalMinor;
  if (isNews) recorder.add({ type: 'merchant_order_observed', merchantOrder: joined });
}

const merchantOrderRank = { unknown: 0, opened: 1, expired: 2, closed: 3 } as const;

/** The further of two reads: a merchant order that was seen closed stays closed. */
function joinMerchantOrder(a: KnownMerchantOrder, b: KnownMerchantOrder): KnownMerchantOrder {
  const further = merchantOrderRank[b.status] > merchantOrderRank[a.status] ? b : a;
  return {
    ...further,
    hasForeignCollector: a.hasForeignCollector || b.hasForeignCollector,
    otherTotalMinor: greatest(a.otherTotalMinor, b.otherTotalMinor),
  };
}

function greatest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function observePayment(recorder: Recorder, observed: ObservedPayment, collectorId: string | null): void {
  const { order } = recorder;
  const before = order.payments.find((known) => known.paymentId === observed.paymentId);
  const seen = knowPayment(observed, {
    currencyId: order.currencyId,
    isOurCollector: collectorId === order.collectorId,
  });
  const joined = before ? joinPayment(before, seen) : seen;
  if (!before || !isSamePayment(before, joined)) recorder.add({ type: 'payment_observed', payment: joined });
}

/** What counts as paid without its payment having said how. Merchant orders do not carry it. */
export function paymentsWithoutMethod(order: Pick<OrderState, 'payments'>): KnownPayment[] {
  return order.payments.filter((payment) => payment.countedMinor > 0 && payment.methodId === null);
}

/** A payment turned up of which that has to be asked. Only a closed order is worth the request: until then all asked is for money. */
export function hasMethodToLearn(before: OrderState, after: OrderState): boolean {
  if (after.status !== 'closed') return false;
  const known = before.status === 'closed' ? paymentsWithoutMethod(before).map(({ paymentId }) => paymentId) : [];
  return paymentsWithoutMethod(after).some(({ paymentId }) => !known.includes(paymentId));
}

function learnMethod(recorder: Recorder, paymentId: string, methodId: string): void {
  const known = paymentsWithoutMethod(recorder.order).find((payment) => payment.paymentId === paymentId);
  if (known) recorder.add({ type: 'payment_observed', payment: { ...known, methodId } });
}

function closeWhenPaid(recorder: Recorder, at: string, source: LookSource): void {
  const { order } = recorder;
  if (order.status === 'closed' || paidMinor(order) < order.totalMinor) return;
  // Money proves that a draft had been published, so its history says so before it closes.
  publish(recorder, at, null, null);
  recorder.add({ type: 'closed', at, by: source, late: !isUnfinished(order.status) });
}

/** Only a complete look that began after the last moment may end an order: it could have been paid in between. */
function passTime(recorder: Recorder, lookedAt: Date | null, now: Date): void {
  const { order } = recorder;
  if (!isUnfinished(order.status) || now < order.expiresAt) return;
  if (lookedAt && lookedAt >= order.expiresAt) recorder.add({ type: 'expired', at: now.toISOString() });
}

function apply(order: OrderState, event: OrderEvent): OrderState {
  return { ...change(order, event), version: order.version + 1 };
}

function change(order: OrderState, event: OrderEvent): OrderState {
  switch (event.type) {
    case 'created':
      throw new Error('an order is created once');
    case 'publication_unknown':
      return { ...order, publication: 'unknown' };
    case 'published':
      return {
        ...order,
        status: order.status === 'draft' ? 'opened' : order.status,
        publication: 'confirmed',
        openedAt: order.openedAt ?? new Date(event.at),
        qrData: event.qrData,
        providerOrderId: event.providerOrderId,
      };
    case 'publication_failed':
      return { ...order, status: 'failed', publication: event.reason, endedAt: new Date(event.at) };
    case 'cancel_requested':
      return { ...order, cancelRequestedAt: new Date(event.at) };
    case 'canceled':
      return { ...order, status: 'canceled', endedAt: new Date(event.at) };
    case 'expired':
      return { ...order, status: 'expired', endedAt: new Date(event.at) };
    case 'merchant_order_observed':
      return {
        ...order,
        merchantOrders: upsert(
          order.merchantOrders,
          { ...event.merchantOrder, otherTotalMinor: event.merchantOrder.otherTotalMinor ?? null },
          'merchantOrderId',
        ),
      };
    case 'payment_observed':
      return { ...order, payments: upsert(order.payments, event.payment, 'paymentId') };
    case 'refund_requested':
    case 'refund_approval_given':
    case 'refund_declined':
    case 'refund_settled':
      return order;
    case 'closed':
      return { ...order, status: 'closed', closedAt: new Date(event.at), closedBy: event.by, paidLate: event.late };
  }
}

/** The list with one element replaced or added, ordered by its key so that arrival order leaves no trace. */
function upsert<Key extends string, Element extends Record<Key, string>>(
  list: readonly Element[],
  element: Element,
  key: Key,
): Element[] {
  const others = list.filter((other) => other[key] !== element[key]);
  return [...others, element].sort((a, b) => (a[key] < b[key] ? -1 : 1));
}
