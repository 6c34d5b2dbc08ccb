import { type Account, siteOf } from './accounts';
import type { Payment, Refund } from './payment';
import type { World } from './world';

/** One row of a report: its instant for the order, its cells by column. */
export type ReportRow = { at: number; cells: Record<string, string> };

/** A half-open period. */
export type Period = { from: number; to: number };

type Writing = { world: World; account: Account; offsetHours: number; now: number };

/** Sales and refunds of a period, oldest first: what was approved, with fees and net. */
export function listSettlementRows(writing: Writing, period: Period): ReportRow[] {
  return sortRows(
    listPayments(writing).flatMap((payment) => {
      const at = payment.approvedAt ?? 0;
      const sale = { at, cells: writeSale(writing, payment, at) };
      const refunds = doneRefunds(payment).map((refund) => writeSettledRefund(writing, payment, refund));
      return [sale, ...refunds].filter((row) => isWithin(row, period));
    }),
  );
}

function writeSale(writing: Writing, payment: Payment, at: number): Record<string, string> {
  const net = payment.amountMinor - payment.feeMinor;
  const given = doneRefunds(payment).reduce((sum, refund) => sum + refund.amountMinor, 0);
  return {
    ...writeContext(writing, payment),
    TRANSACTION_TYPE: 'SETTLEMENT',
    TRANSACTION_AMOUNT: writeCell(writing, payment.amountMinor),
    TRANSACTION_DATE: writeInstant(writing, at),
    FEE_AMOUNT: writeCell(writing, -payment.feeMinor),
    SETTLEMENT_NET_AMOUNT: writeCell(writing, net),
    SETTLEMENT_DATE: writeInstant(writing, at),
    REAL_AMOUNT: writeCell(writing, net - given),
    METADATA: '[{}]',
  };
}

function writeSettledRefund(writing: Writing, payment: Payment, refund: Refund): ReportRow {
  const amount = writeCell(writing, -refund.amountMinor);
  const cells = {
    ...writeContext(writing, payment),
    TRANSACTION_TYPE: 'REFUND',
    TRANSACTION_AMOUNT: amount,
    TRANSACTION_DATE: writeInstant(writing, refund.createdAt),
    FEE_AMOUNT: writeCell(writing, 0),
    SETTLEMENT_NET_AMOUNT: amount,
    SETTLEMENT_DATE: writeInstant(writing, refund.createdAt),
    REAL_AMOUNT: amount,
    METADATA: `[{"refund_id":"${refund.id}"}]`,
  };
  return { at: refund.createdAt, cells };
}

/** What made the available balance change in a period, with the balance after each row, between an opening and a total row. */
export function listReleaseRows(writing: Writing, period: Period): ReportRow[] {
  const movements = listMovements(writing);
  let balance = sum(movements.filter(({ at }) => at < period.from));
  const opening = { at: period.from, cells: writeBalance(writing, 'initial_available_balance', balance, period.from) };
  const rows = movements
    .filter((movement) => isWithin(movement, period))
    .map(({ at, netMinor, cells }) => {
      balance += netMinor;
      return { at, cells: { ...cells, BALANCE_AMOUNT: writeCell(writing, balance) } };
    });
  return [opening, ...rows, { at: period.to, cells: writeBalance(writing, 'total', balance, null) }];
}

function listMovements(writing: Writing): (ReportRow & { netMinor: number })[] {
  const movements = listPayments(writing).flatMap((payment) => {
    const releasedAt = payment.moneyReleaseAt ?? 0;
    const net = payment.amountMinor - payment.feeMinor;
    const released = {
      at: releasedAt,
      netMinor: net,
      cells: writeMovement(writing, payment, releasedAt, 'payment', net),
    };
    const given = doneRefunds(payment).map((refund) => {
      // Money cannot leave the balance before it is there.
      const at = Math.max(refund.createdAt, releasedAt);
      const netMinor = -refund.amountMinor;
      return { at, netMinor, cells: writeMovement(writing, payment, at, 'refund', netMinor) };
    });
    return [released, ...given];
  });
  return movements.sort((left, right) => left.at - right.at);
}

function writeMovement(
  writing: Writing,
  payment: Payment,
  at: number,
  description: 'payment' | 'refund',
  netMinor: number,
): Record<string, string> {
  return {
    ...writeContext(writing, payment),
    DATE: writeInstant(writing, at),
    RECORD_TYPE: 'release',
    DESCRIPTION: description,
    NET_CREDIT_AMOUNT: writeCell(writing, Math.max(0, netMinor)),
    NET_DEBIT_AMOUNT: writeCell(writing, Math.max(0, -netMinor)),
    GROSS_AMOUNT: writeCell(writing, description === 'payment' ? payment.amountMinor : netMinor),
    MP_FEE_AMOUNT: writeCell(writing, description === 'payment' ? -payment.feeMinor : 0),
    TRANSACTION_APPROVAL_DATE: writeInstant(writing, payment.approvedAt ?? 0),
    CURRENCY: siteOf(writing.account).currencyId,
    METADATA: '{}',
  };
}

function writeBalance(writing: Writing, type: string, minor: number, at: number | null): Record<string, string> {
  return {
    DATE: at === null ? '' : writeInstant(writing, at),
    RECORD_TYPE: type,
    NET_CREDIT_AMOUNT: writeCell(writing, Math.max(0, minor)),
    NET_DEBIT_AMOUNT: writeCell(writing, Math.max(0, -minor)),
    BALANCE_AMOUNT: at === null ? writeCell(writing, 0) : writeCell(writing, minor),
  };
}

/** What every row of a payment says: which sale, which till, how it was paid. */
function writeContext(writing: Writing, payment: Payment): Record<string, string> {
  const { world, account, now } = writing;
  const pos = world.pos.get(payment.posId);
  const store = world.stores.get(payment.storeId);
  const zero = writeCell(writing, 0);
  const { currencyId } = siteOf(account);
  const releaseAt = payment.moneyReleaseAt ?? 0;
  return {
    EXTERNAL_REFERENCE: payment.externalReference,
    SOURCE_ID: String(payment.id),
    USER_ID: String(account.userId),
    SITE: account.siteId,
    PAYMENT_METHOD_TYPE: payment.typeId,
    PAYMENT_METHOD: payment.methodId,
    TRANSACTION_CURRENCY: currencyId,
    SETTLEMENT_CURRENCY: currencyId,
    COUPON_AMOUNT: zero,
    MKP_FEE_AMOUNT: zero,
    FINANCING_FEE_AMOUNT: zero,
    SHIPPING_FEE_AMOUNT: zero,
    TAXES_AMOUNT: zero,
    TAXES_DISAGGREGATED: '[]',
    INSTALLMENTS: '1',
    ORDER_ID: String(payment.merchantOrderId),
    MONEY_RELEASE_DATE: writeInstant(writing, releaseAt),
    IS_RELEASED: String(releaseAt <= now),
    POS_ID: String(payment.posId),
    POS_NAME: pos?.name ?? '',
    EXTERNAL_POS_ID: pos?.externalId ?? '',
    STORE_ID: String(payment.storeId),
    STORE_NAME: store?.name ?? '',
    EXTERNAL_STORE_ID: store?.externalId ?? '',
    OPERATION_TAGS: 'QR',
  };
}

function listPayments({ world, account }: Writing): Payment[] {
  return [...world.payments.values()].filter(
    (payment) => payment.userId === account.userId && payment.approvedAt !== null,
  );
}

function doneRefunds(payment: Payment): Refund[] {
  return payment.refunds.filter(({ status }) => status === 'approved');
}

function isWithin({ at }: { at: number }, { from, to }: Period): boolean {
  return at >= from && at < to;
}

function sum(movements: { netMinor: number }[]): number {
  return movements.reduce((total, { netMinor }) => total + netMinor, 0);
}

function sortRows(rows: ReportRow[]): ReportRow[] {
  return rows.sort((left, right) => left.at - right.at);
}

/** Two decimals with a point in every country, the sign in front. */
function writeCell({ account }: Writing, minor: number): string {
  return (siteOf(account).decimals === 0 ? minor : minor / 100).toFixed(2);
}

/** In the zone of the configuration, which knows no summer time. */
function writeInstant({ offsetHours }: Writing, at: number): string {
  const sign = offsetHours < 0 ? '-' : '+';
  const zone = `${sign}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
  return new Date(at + offsetHours * 3_600_000).toISOString().replace('Z', zone);
}
