import { type Account, siteOf } from './accounts';
import { writeAmount } from './amount';
import { readInstant, writeOffsetInstant } from './instant';
import { isRecord, readId } from './json-value';
import { announceMerchantOrder, announcePayment } from './notifications';
import { paged, readCount } from './paging';
import { type Payment, refundedMinor } from './payment';
import { writeRefund } from './refund-json';
import { refuseGeneric } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route, readToken, refuseUnknownToken } from './route';
import { accountKey } from './world';

const searchWindowMs = 365 * 86_400_000;
const mostRows = 1000;
const sortable = ['date_approved', 'date_created', 'date_last_updated', 'id', 'money_release_date'];

/** A payment as the API shows it. `order.id` is the merchant order. */
export function writePayment(account: Account, payment: Payment): Record<string, unknown> {
  const { currencyId, decimals } = siteOf(account);
  const amount = writeAmount(payment.amountMinor, decimals);
  const fee = payment.approvedAt === null ? 0 : payment.feeMinor;
  return {
    id: payment.id,
    date_created: writeOffsetInstant(payment.createdAt),
    date_approved: writeOptional(payment.approvedAt),
    date_last_updated: writeOffsetInstant(payment.updatedAt),
    date_of_expiration: null,
    money_release_date: writeOptional(payment.moneyReleaseAt),
    money_release_status: payment.moneyReleaseAt === null ? null : 'pending',
    operation_type: 'regular_payment',
    issuer_id: null,
    payment_method_id: payment.methodId,
    payment_type_id: payment.typeId,
    status: payment.status,
    status_detail: payment.statusDetail,
    currency_id: currencyId,
    description: payment.description,
    live_mode: false,
    sponsor_id: payment.sponsorId,
    authorization_code: null,
    collector_id: account.userId,
    payer: { type: 'registered', id: '200001', email: '', identification: { type: null, number: null } },
    metadata: {},
    additional_info: {},
    order: { id: String(payment.merchantOrderId), type: 'mercadopago' },
    external_reference: payment.externalReference,
    transaction_amount: amount,
    transaction_amount_refunded: writeAmount(refundedMinor(payment), decimals),
    coupon_amount: 0,
    taxes_amount: writeAmount(payment.taxMinor ?? 0, decimals),
    ...(typeof payment.taxMinor === 'number'
      ? { taxes: [{ type: 'IVA', value: writeAmount(payment.taxMinor, decimals) }] }
      : {}),
    shipping_amount: 0,
    transaction_details: {
      net_received_amount: payment.approvedAt === null ? 0 : writeAmount(payment.amountMinor - fee, decimals),
      total_paid_amount: amount,
      overpaid_amount: 0,
      external_resource_url: null,
      installment_amount: payment.lastFourDigits === null ? 0 : amount,
      financial_institution: null,
      payment_method_reference_id: null,
    },
    fee_details:
      fee === 0 ? [] : [{ type: 'mercadopago_fee', amount: writeAmount(fee, decimals), fee_payer: 'collector' }],
    captured: true,
    binary_mode: false,
    installments: 1,
    card:
      payment.lastFourDigits === null ? {} : { first_six_digits: '450995', last_four_digits: payment.lastFourDigits },
    notification_url: payment.notificationUrl,
    refunds: payment.refunds.map((refund) => writeRefund(account, payment, refund)),
    processing_mode: 'aggregator',
    point_of_interaction: { type: 'INSTORE' },
    pos_id: String(payment.posId),
    store_id: String(payment.storeId),
  };
}

function writeOptional(instant: number | null): string | null {
  return instant === null ? null : writeOffsetInstant(instant);
}

/** The payment that a path names, if it is the account's. */
export function requirePayment(call: Call, account: Account): Payment {
  const payment = call.simulation.world.payments.get(readId(call.param('id')) ?? 0);
  const { behaviour } = call.simulation.world;
  const age = call.simulation.now() - (payment?.createdAt ?? 0);
  if (payment?.userId === account.userId && age >= behaviour.visible_after_ms) return payment;
  throw refuseGeneric(404, 'not_found', 'Payment not found', [{ code: 2000, description: 'Payment not found' }]);
}

function searchPayments(call: Call, account: Account): Reply {
  const { query } = call;
  refuseLiveToken(call);
  refuseRepetition(call, account);
  const limit = readCount(query, 'limit', 30);
  const offset = readCount(query, 'offset', 0);
  if (limit === null || offset === null) throw refuseSearch(1, 'limit and offset must be numbers');
  if (limit > mostRows) throw refuseSearch(1000, 'Number of rows exceeded the limits');
  const sort = query.get('sort') ?? '';
  if (!sortable.includes(sort)) throw refuseSearch(1003, 'sort must be the name of a sortable field');
  const criteria = query.get('criteria');
  if (criteria !== 'asc' && criteria !== 'desc') throw refuseSearch(1004, 'criteria must be asc or desc');
  const isMatch = matchPayments(call, account);
  const found = listCandidates(call, account)
    .filter(isMatch)
    .sort((left, right) => sortValue(left, sort) - sortValue(right, sort));
  if (criteria === 'desc') found.reverse();
  return ok(paged(found, { limit, offset }, (payment) => writePayment(account, payment)));
}

function listCandidates(call: Call, account: Account): Payment[] {
  const { world } = call.simulation;
  const reference = call.query.get('external_reference');
  if (reference === null) return [...world.payments.values()].filter((payment) => payment.userId === account.userId);
  const ids = world.paymentIdsByReference.get(accountKey(account.userId, reference)) ?? [];
  return ids.flatMap((id) => world.payments.get(id) ?? []);
}

function matchPayments(call: Call, account: Account): (payment: Payment) => boolean {
  const { query } = call;
  const status = query.get('status');
  const posId = query.get('pos_id');
  const storeId = query.get('store_id');
  const collectorId = query.get('collector.id');
  if (collectorId !== null && collectorId !== String(account.userId)) return () => false;
  const range = query.get('range');
  const now = call.simulation.now();
  const begin = readSearchInstant(query.get('begin_date'), now) ?? 0;
  const end = readSearchInstant(query.get('end_date'), now) ?? Number.POSITIVE_INFINITY;
  const oldest = now - searchWindowMs;
  return (payment) => {
    const instant = range === null ? payment.createdAt : sortValue(payment, range);
    return (
      payment.createdAt >= oldest &&
      (status === null || payment.status === status) &&
      (posId === null || String(payment.posId) === posId) &&
      (storeId === null || String(payment.storeId) === storeId) &&
      instant >= begin &&
      instant <= end
    );
  };
}

/** An instant, or `NOW` with a distance such as `NOW-30DAYS`. */
function readSearchInstant(text: string | null, now: number): number | null {
  if (text === null || text === '') return null;
  const relative = /^NOW(?:([+-]\d{1,4})(DAY|HOUR|MONTH|YEAR|MINUTE)S?)?$/.exec(text);
  if (relative) {
    const unitMs = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000, MONTH: 2_592_000_000, YEAR: 31_536_000_000 };
    const name = relative[2];
    const unit = name === 'MINUTE' || name === 'HOUR' || name === 'MONTH' || name === 'YEAR' ? name : 'DAY';
    return now + Number(relative[1] ?? 0) * unitMs[unit];
  }
  const instant = readInstant(text.replace(' ', '+'));
  if (instant === null) throw refuseSearch(1001, 'The date must be yyyy-MM-ddTHH:mm:ss.SSSZ');
  return instant;
}

function sortValue(payment: Payment, field: string): number {
  if (field === 'id') return payment.id;
  if (field === 'date_approved') return payment.approvedAt ?? 0;
  if (field === 'date_last_updated') return payment.updatedAt;
  if (field === 'money_release_date') return payment.moneyReleaseAt ?? 0;
  return payment.createdAt;
}

/** When a token must be for tests, the sources leave open: the reference has an error for it. */
function refuseLiveToken(call: Call): void {
  const { behaviour, grants } = call.simulation.world;
  const token = readToken(call);
  const isForTests = token.startsWith('TEST-') || grants.get(token)?.isTest === true;
  if (behaviour.search_tokens === 'test' && !isForTests) throw refuseSearch(3, 'Token must be for test');
}

/** Whether the same may be asked twice within a minute, the sources leave open: the reference has an error for it. */
function refuseRepetition(call: Call, account: Account): void {
  const { simulation, path, query } = call;
  if (simulation.world.behaviour.repeated_searches === 'answered') return;
  const since = new Date(simulation.now() - 60_000).toISOString();
  const isRepeated = simulation.requestLog
    .list()
    .some(
      (request) =>
        request.user_id === account.userId &&
        request.path === path &&
        request.status === 200 &&
        request.at > since &&
        new URLSearchParams(request.query).toString() === query.toString(),
    );
  if (isRepeated) throw refuseSearch(2001, 'Already posted the same request in the last minute');
}

function refuseSearcher(call: Call): Error {
  return readToken(call) === '' ? refuseSearch(5, 'Must provide your access_token to proceed') : refuseUnknownToken();
}

function refuseSearch(code: number, message: string): Error {
  return refuseGeneric(400, 'bad_request', message, [{ code, description: message }]);
}

/** The only change that the API takes: giving up an attempt that has no verdict yet. */
function cancelPayment(call: Call, account: Account): Reply {
  const payment = requirePayment(call, account);
  if (!isRecord(call.body) || call.body.status !== 'cancelled' || payment.status !== 'in_process') {
    const description = 'The action requested is not valid for the current payment state';
    throw refuseGeneric(400, 'bad_request', description, [{ code: 2063, description }]);
  }
  Object.assign(payment, { status: 'cancelled', statusDetail: 'by_collector', updatedAt: call.simulation.now() });
  const order = call.simulation.world.merchantOrders.get(payment.merchantOrderId);
  if (order) {
    order.updatedAt = payment.updatedAt;
    announceMerchantOrder(call.simulation, order, 'attempted');
  }
  announcePayment(call.simulation, payment, 'payment.updated');
  call.simulation.changed();
  return ok(writePayment(account, payment));
}

/**
 * Payments: search, read, cancel.
 * Source: mercadopago/devsite-docs reference/payments; mercadopago/openapi spec3.json; mercadopago/sdk-nodejs src/clients/payment.
 */
export const paymentRoutes: Route[] = [
  forAccount('GET', '/v1/payments/search', searchPayments, { refuseCaller: refuseSearcher }),
  forAccount('GET', '/v1/payments/:id', (call, account) => ok(writePayment(account, requirePayment(call, account)))),
  forAccount('PUT', '/v1/payments/:id', cancelPayment),
];
