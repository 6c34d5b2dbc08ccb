import { type Account, siteOf } from './accounts';
import { readAmount } from './amount';
import { findKeptAnswer, type IdempotentWrite, keepAnswer, readIdempotencyKey } from './idempotency';
import { isRecord, readId } from './json-value';
import { announceMerchantOrder, announcePayment } from './notifications';
import { applyOrderRefunds } from './order';
import { type Payment, type Refund, refundableMinor, refundedMinor } from './payment';
import { requirePayment } from './payments';
import { writeRefund } from './refund-json';
import { type Refusal, refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';
import type { Simulation } from './simulation';

const dayMs = 86_400_000;

/** Gives money back, after checking what Mercado Pago checks. Throws a refusal with its numeric cause. */
export function refundPayment(
  simulation: Simulation,
  account: Account,
  payment: Payment,
  amount: unknown,
  origin: Refund['origin'],
): Refund {
  const site = siteOf(account);
  const left = refundableMinor(payment);
  if (payment.status !== 'approved' || payment.approvedAt === null) {
    throw refuseRefund(2063, 'The action requested is not valid for the current payment state');
  }
  if (simulation.now() - payment.approvedAt > site.refundWindowDays * dayMs) {
    throw refuseRefund(simulation.world.behaviour.old_refund_cause, 'Payment too old to be refunded');
  }
  const amountMinor = amount === undefined ? left : readRefundAmount(amount, site.decimals);
  if (amountMinor > left || left === 0) throw refuseRefund(2063, 'The amount is more than what is left of the payment');
  if (amountMinor < payment.amountMinor && !site.allowsPartialRefund) {
    throw refuseRefund(3024, 'Partial refund unsupported for this payment');
  }
  if (simulation.world.behaviour.refund_balance === 'short') {
    throw refuseGeneric(400, 'bad_request', 'The account does not have enough money for the refund');
  }
  return makeRefund(simulation, payment, amountMinor, origin);
}

/** Gives money back without a check: at once, or after a while where the behaviour says so. */
export function makeRefund(
  simulation: Simulation,
  payment: Payment,
  amountMinor: number,
  origin: Refund['origin'],
): Refund {
  const { refunds, refund_settle_s: settleS } = simulation.world.behaviour;
  const now = simulation.now();
  const refund: Refund = {
    id: simulation.nextId(),
    paymentId: payment.id,
    amountMinor,
    status: refunds === 'approved' ? 'approved' : 'in_process',
    createdAt: now,
    settlesAt: refunds === 'approved' ? null : now + settleS * 1000,
    origin,
  };
  payment.refunds.push(refund);
  if (refund.settlesAt !== null) simulation.world.settlingPaymentIds.add(payment.id);
  applyRefunds(simulation, payment);
  return refund;
}

/** Gives every refund in process whose time has come its verdict. */
export function settleRefunds(simulation: Simulation): void {
  const { world } = simulation;
  for (const id of [...world.settlingPaymentIds]) {
    const payment = world.payments.get(id);
    const waiting = payment?.refunds.filter((refund) => refund.status === 'in_process') ?? [];
    const due = waiting.filter((refund) => (refund.settlesAt ?? 0) <= simulation.now());
    const isRejected = world.behaviour.refunds === 'in_process_then_rejected';
    for (const refund of due) refund.status = isRejected ? 'rejected' : 'approved';
    if (due.length === waiting.length) world.settlingPaymentIds.delete(id);
    if (payment && due.length > 0) applyRefunds(simulation, payment);
  }
}

/** Brings a payment and its merchant order up to date with its refunds, and tells. */
export function applyRefunds(simulation: Simulation, payment: Payment): void {
  const refunded = refundedMinor(payment);
  if (refunded >= payment.amountMinor) Object.assign(payment, { status: 'refunded', statusDetail: 'refunded' });
  else if (refunded > 0) payment.statusDetail = 'partially_refunded';
  payment.updatedAt = simulation.now();
  const order = simulation.world.merchantOrders.get(payment.merchantOrderId);
  if (order) {
    order.updatedAt = payment.updatedAt;
    const apiOrder = simulation.world.orders.get(order.orderId ?? '');
    if (apiOrder) applyOrderRefunds(simulation, apiOrder, payment);
    announceMerchantOrder(simulation, order, 'refunded');
  }
  announcePayment(simulation, payment, 'payment.updated');
  simulation.changed();
}

function readRefundAmount(amount: unknown, decimals: 0 | 2): number {
  if (typeof amount !== 'number') throw refuseRefund(4041, 'Amount must be a number');
  if (amount <= 0) throw refuseRefund(4040, 'Amount must be a positive number');
  const minor = readAmount(amount, decimals);
  if (minor === null) throw refuseRefund(4041, `Amount takes at most ${decimals} decimals`);
  return minor;
}

function createRefund(call: Call, account: Account): Reply {
  const key = readIdempotencyKey(call);
  if (key === '') throw refuseRefund(4292, 'Header X-Idempotency-Key can not be null');
  const payment = requirePayment(call, account);
  const body = call.body ?? {};
  if (!isRecord(body)) throw refuseRefund(4041, 'The body must be an object');
  if (body.gateway_operation !== undefined) throw refuseRefund(2085, 'Invalid value for gateway_operation');
  const write: IdempotentWrite = {
    family: 'refund',
    key,
    request: { paymentId: payment.id, body },
    refuseReuse: () => refuseGeneric(409, 'conflict', 'The idempotency key was used with another request'),
  };
  const kept = findKeptAnswer(call, account, write);
  if (kept) return { status: kept.status, json: kept.json };
  const refund = refundPayment(call.simulation, account, payment, body.amount ?? undefined, 'api');
  const json = writeRefund(account, payment, refund);
  keepAnswer(call, account, write, 201, json);
  return { status: 201, json };
}

function readRefund(call: Call, account: Account): Reply {
  const payment = requirePayment(call, account);
  const refund = payment.refunds.find(({ id }) => id === readId(call.param('refund_id')));
  if (refund) return ok(writeRefund(account, payment, refund));
  throw refuseGeneric(404, 'not_found', 'Refund not found', [{ code: 2032, description: 'Refund not found' }]);
}

function refuseRefund(code: number, description: string): Refusal {
  return refuseGeneric(400, 'bad_request', description, [{ code, description }]);
}

/**
 * Refunds: create, list, read.
 * Source: the public reference of /v1/payments/{id}/refunds; windows of mercadopago/devsite-docs
 * guides/snippets/test-integration/refunds.en.md.
 */
export const refundRoutes: Route[] = [
  forAccount('POST', '/v1/payments/:id/refunds', createRefund),
  forAccount('GET', '/v1/payments/:id/refunds', (call, account) => {
    const payment = requirePayment(call, account);
    return ok(payment.refunds.map((refund) => writeRefund(account, payment, refund)));
  }),
  forAccount('GET', '/v1/payments/:id/refunds/:refund_id', readRefund),
];
