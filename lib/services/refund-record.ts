import 'server-only';
import { db, type Executor } from '@/db/client';
import { type ChangeSource, loadOrder, type OrderRecord, saveOrderWithin } from '@/db/order-records';
import { decide, type RefundEvent } from '@/lib/domain/order-state';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { announceOrder } from './look';

/** What was written about a refund, as the order's history tells it. */
export type RefundWritten<Result> = { readonly events: readonly RefundEvent[]; readonly result: Result };
/** Writes in the transaction that it is given; null when there is nothing to do any more. */
export type WriteRefund<Result> = (transaction: Executor) => Promise<RefundWritten<Result> | null>;

/**
 * Writes something about an order's refunds together with its history, only if the order is still as `prepare` saw it: of
 * two at once the second one starts again and sees what the first one did. Null when there was nothing to do. Throws
 * `not_found`.
 */
export async function recordRefund<Result>(
  merchant: Merchant,
  orderId: string,
  by: ChangeSource,
  prepare: (record: OrderRecord) => Promise<WriteRefund<Result>>,
): Promise<Result | null> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = await loadOrder(merchant, orderId);
    if (!before) throw new AppError('not_found', 'no such order');
    try {
      return await writeOnce(merchant, before, by, await prepare(before));
    } catch (error) {
      if (!(error instanceof OrderMovedOn)) throw error;
    }
  }
  throw new Error('an order was changed by others twenty times in a row');
}

/** Rolls a transaction back, to be tried again. */
class OrderMovedOn extends Error {}

async function writeOnce<Result>(
  merchant: Merchant,
  before: OrderRecord,
  by: ChangeSource,
  write: WriteRefund<Result>,
): Promise<Result | null> {
  const now = new Date();
  const { lookAgainAt } = before.row;
  const saved = await db.transaction(async (transaction) => {
    const written = await write(transaction);
    if (!written) return null;
    const { events, result } = written;
    const order = events.reduce(
      (current, event) => decide(current, { type: 'refund_noted', event }, now).order,
      before.state,
    );
    const change = { by, now, lookAgainAt, lookedAt: null };
    if (!(await saveOrderWithin(merchant, transaction, before, { order, events }, change))) throw new OrderMovedOn();
    return { order, result };
  });
  if (!saved) return null;
  announceOrder(merchant, before.row, saved.order, now);
  return saved.result;
}
