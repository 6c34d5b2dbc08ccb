import type { ObservedMerchantOrder, ObservedPayment, PaymentStatus } from '@/lib/domain/merchant-order';

/*
 * Mercado Pago as far as one sale is concerned, in memory and in virtual time: slots, scans, payments, and what can go
 * wrong when somebody asks. It keeps its own truth, knows nothing of our books and shares no rule with the product.
 */

export type Provider = {
  readonly slots: Map<string, SlotOrder>;
  readonly scans: Scan[];
  /** Publications that are still on their way. */
  readonly travelling: { readonly slotKey: string; readonly order: SlotOrder; readonly arrivesAtMs: number }[];
  /** How often a sale was published, by collector and reference. */
  readonly publications: Map<string, number>;
  readonly faults: Record<Fault, number>;
  /** Sales of which a read that showed somebody else's money was used, by collector and reference. */
  readonly mixedUp: Set<string>;
  lastId: number;
  lastChangeMs: number;
};

export type SlotOrder = {
  readonly collectorId: string;
  readonly reference: string;
  readonly totalMinor: number;
  readonly expiresAtMs: number;
};

export type Scan = {
  readonly id: string;
  readonly collectorId: string;
  readonly slotKey: string;
  readonly reference: string;
  readonly totalMinor: number;
  readonly createdAtMs: number;
  readonly payments: Payment[];
};

export type Payment = {
  readonly id: string;
  readonly amountMinor: number;
  readonly currencyId: string;
  status: PaymentStatus;
  wasApproved: boolean;
  refundedMinor: number;
  approvedAtMs: number | null;
  changedAtMs: number;
};

/** What goes wrong, so many times: no answer, an answer that leaves out or shows too much, a write that is not answered. */
export const faults = [
  'search_silent',
  'search_empty',
  'search_everything',
  'scan_silent',
  'slot_silent',
  'withdrawal_lost',
  'withdrawal_unanswered',
] as const;
export type Fault = (typeof faults)[number];

export function openProvider(): Provider {
  return {
    slots: new Map(),
    scans: [],
    travelling: [],
    publications: new Map(),
    faults: {
      search_silent: 0,
      search_empty: 0,
      search_everything: 0,
      scan_silent: 0,
      slot_silent: 0,
      withdrawal_lost: 0,
      withdrawal_unanswered: 0,
    },
    mixedUp: new Set(),
    lastId: 7000,
    lastChangeMs: 0,
  };
}

/** Puts an order on a POS, in the place of whatever is there. */
export function publish(provider: Provider, slotKey: string, order: SlotOrder): void {
  const key = saleKey(order);
  provider.publications.set(key, (provider.publications.get(key) ?? 0) + 1);
  provider.slots.set(slotKey, order);
}

/** Time goes by: what was on its way arrives, what is over disappears. */
export function passTime(provider: Provider, nowMs: number): void {
  for (const each of provider.travelling.filter(({ arrivesAtMs }) => arrivesAtMs <= nowMs)) {
    provider.travelling.splice(provider.travelling.indexOf(each), 1);
    publish(provider, each.slotKey, each.order);
  }
  for (const [key, order] of provider.slots) if (order.expiresAtMs <= nowMs) provider.slots.delete(key);
}

/** A buyer scans: one more merchant order of what is on the POS; null when nothing is. */
export function scan(provider: Provider, slotKey: string, nowMs: number): Scan | null {
  const order = provider.slots.get(slotKey);
  if (!order) return null;
  const { collectorId, reference, totalMinor } = order;
  const made = { id: nextId(provider), collectorId, slotKey, reference, totalMinor, createdAtMs: nowMs, payments: [] };
  provider.scans.push(made);
  return made;
}

/** The buyer of a scan tries to pay; null when it is paid already. */
export function pay(
  provider: Provider,
  of: Scan,
  attempt: { share: number; status: 'approved' | 'rejected' | 'in_process'; currencyId: string },
  nowMs: number,
): Payment | null {
  const left = of.totalMinor - paidOf(of);
  if (left <= 0) return null;
  const payment: Payment = {
    id: nextId(provider),
    amountMinor: Math.max(1, Math.round(left * attempt.share)),
    currencyId: attempt.currencyId,
    status: 'pending',
    wasApproved: false,
    refundedMinor: 0,
    approvedAtMs: null,
    changedAtMs: 0,
  };
  of.payments.push(payment);
  change(provider, of, payment, attempt.status, nowMs);
  return payment;
}

/** Moves a payment to a status, if it can get there. */
export function change(provider: Provider, of: Scan, payment: Payment, status: PaymentStatus, nowMs: number): boolean {
  const canBe = {
    pending: ['approved', 'rejected', 'in_process'],
    in_process: ['approved', 'rejected', 'cancelled'],
    approved: ['in_mediation', 'charged_back', 'refunded'],
    in_mediation: ['approved', 'refunded', 'charged_back'],
  } as const satisfies Partial<Record<PaymentStatus, readonly PaymentStatus[]>>;
  const next: readonly PaymentStatus[] = Reflect.get(canBe, payment.status) ?? [];
  if (!next.includes(status)) return false;
  provider.lastChangeMs = Math.max(nowMs, provider.lastChangeMs + 1);
  payment.status = status;
  payment.changedAtMs = provider.lastChangeMs;
  if (status === 'approved') {
    payment.wasApproved = true;
    payment.approvedAtMs ??= nowMs;
  }
  if (status === 'refunded') payment.refundedMinor = payment.amountMinor;
  // A sale that was paid leaves its POS.
  if (paidOf(of) >= of.totalMinor && provider.slots.get(of.slotKey)?.reference === of.reference)
    provider.slots.delete(of.slotKey);
  return true;
}

/** Gives a part of a payment back, in their panel. */
export function refundPart(provider: Provider, payment: Payment, share: number, nowMs: number): boolean {
  if (payment.status !== 'approved') return false;
  const part = Math.floor((payment.amountMinor - payment.refundedMinor) * share);
  if (part < 1 || part >= payment.amountMinor - payment.refundedMinor) return false;
  provider.lastChangeMs = Math.max(nowMs, provider.lastChangeMs + 1);
  payment.refundedMinor += part;
  payment.changedAtMs = provider.lastChangeMs;
  return true;
}

/** True once, for one of the times that this is to go wrong. */
export function goesWrong(provider: Provider, fault: Fault): boolean {
  if (provider.faults[fault] === 0) return false;
  provider.faults[fault] -= 1;
  return true;
}

/** What the search answers; null for no answer. */
export function search(
  provider: Provider,
  asked: { collectorId: string; reference: string },
): ObservedMerchantOrder[] | null {
  if (goesWrong(provider, 'search_silent')) return null;
  if (goesWrong(provider, 'search_empty')) return [];
  if (goesWrong(provider, 'search_everything')) return provider.scans.map(readScan);
  return provider.scans
    .filter((each) => each.reference === asked.reference && each.collectorId === asked.collectorId)
    .map(readScan);
}

/** One merchant order as its owner reads it; null for no answer, and for one that is not theirs to read. */
export function readScanById(
  provider: Provider,
  asked: { collectorId: string; id: string },
): ObservedMerchantOrder | null {
  if (goesWrong(provider, 'scan_silent')) return null;
  const found = provider.scans.find((each) => each.id === asked.id && each.collectorId === asked.collectorId);
  return found ? readScan(found) : null;
}

/** Everything ever approved of a scan, in whatever currency Mercado Pago took it. */
export function paidOf(of: Scan): number {
  return of.payments.reduce((sum, payment) => sum + (payment.wasApproved ? payment.amountMinor : 0), 0);
}

export function saleKey(of: { collectorId: string; reference: string }): string {
  return `${of.collectorId} ${of.reference}`;
}

function readScan(of: Scan): ObservedMerchantOrder {
  return {
    merchantOrderId: of.id,
    status: paidOf(of) >= of.totalMinor ? 'closed' : 'opened',
    externalReference: of.reference,
    collectorId: of.collectorId,
    totalMinor: of.totalMinor,
    createdAt: new Date(of.createdAtMs),
    lastUpdatedAt: null,
    payments: of.payments.map((payment) => readPayment(of, payment)),
  };
}

function readPayment(of: Scan, payment: Payment): ObservedPayment {
  return {
    paymentId: payment.id,
    merchantOrderId: of.id,
    status: payment.status,
    statusDetail: null,
    currencyId: payment.currencyId,
    amountMinor: payment.amountMinor,
    refundedMinor: payment.refundedMinor,
    methodId: null,
    approvedAt: payment.approvedAtMs === null ? null : new Date(payment.approvedAtMs),
    lastModifiedAt: new Date(payment.changedAtMs),
  };
}

function nextId(provider: Provider): string {
  provider.lastId += 1;
  return String(provider.lastId);
}
