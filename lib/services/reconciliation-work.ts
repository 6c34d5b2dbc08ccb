import 'server-only';
import { db } from '@/db/client';
import { noteFacts } from '@/db/exceptions';
import { findOrderIdByMoney, loadOrder, loadOrderByReference, type OrderRecord } from '@/db/order-records';
import {
  type ClaimedItem,
  claimItems,
  comparisonColumns,
  finishRuns,
  getOrderPlace,
  type ItemRow,
  saveItem,
} from '@/db/reconciliation';
import { caseOfComparison } from '@/lib/domain/exception-case';
import { type Comparison, compareOrder, compareOrphan, figuresOf } from '@/lib/domain/reconcile';
import { MAX_ATTEMPTS, type OurSide, retryAt } from '@/lib/domain/reconciliation-run';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { type ConnectedMerchant, connected } from './accounts';
import { lookAtOrder } from './look';
import { readTheirsOfOrder, readTheirsOfSubject, referenceOfId } from './their-side';

const CLAIM_LIMIT = 16;
/** Longer than a comparison can take; if this process dies in one, somebody else makes it after that. */
const LEASE_MS = 60_000;
const LANES = 8;
/** Somebody waits for what they asked to be applied: after this it is said that it could not be. */
const APPLYING_ATTEMPTS = 6;

/**
 * Works on sales of comparisons whose time has come, once, and says how many there were. Safe on any number of processes:
 * each sale is claimed with a lease, and saved only by whoever claimed it last.
 */
export async function workOnItems(): Promise<number> {
  const now = new Date();
  const claimed = await claimItems(actAsSystem(), {
    now,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    limit: CLAIM_LIMIT,
  });
  const waiting = [...claimed];
  const lanes = Array.from({ length: LANES }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await workOnItem(next);
  });
  await Promise.all(lanes);
  // Also when there was nothing: whoever saved the last sale of a comparison may have died before this.
  await finishRuns(actAsSystem(), new Date());
  return claimed.length;
}

async function workOnItem({ merchant, item }: ClaimedItem): Promise<void> {
  try {
    if (item.state === 'applying') await applyItem(merchant, item);
    else await compareItem(merchant, item);
  } catch (error) {
    const problem = problemOf(error);
    // The lease runs out and somebody tries again.
    if (problem === null) log.error({ error, subject: item.subject }, 'a sale could not be compared');
    else await postpone(merchant, item, problem);
  }
}

/** What Mercado Pago does is an answer that is still missing, never one; null for our own failures. */
function problemOf(error: unknown): string | null {
  if (error instanceof MercadoPagoError) return error.code ?? error.kind;
  return error instanceof AppError && error.code === 'conflict' ? 'not_connected' : null;
}

async function postpone(merchant: Merchant, item: ItemRow, problem: string): Promise<void> {
  const now = new Date();
  if (item.state === 'applying') {
    const isOver = item.attempts >= APPLYING_ATTEMPTS;
    await saveItem(merchant, db, item, {
      ...(isOver ? { state: 'not_applied' } : {}),
      dueAt: isOver ? null : retryAt(item.attempts, now),
      problem,
    });
    return;
  }
  const isOver = item.attempts >= MAX_ATTEMPTS;
  await saveItem(merchant, db, item, {
    ...(isOver ? { state: 'unanswered' } : {}),
    dueAt: isOver ? null : retryAt(item.attempts, now),
    problem,
  });
}

async function compareItem(merchant: Merchant, item: ItemRow): Promise<void> {
  const connection = await connected(merchant, 'background');
  const sides = await readBothSides(connection, item.subject);
  await saveSides(merchant, item, sides, { state: 'compared' });
}

type BothSides = {
  readonly record: OrderRecord | null;
  /** What the other side is known under, where somebody typed an id. */
  readonly subject: string;
  readonly ours: OurSide | null;
  readonly comparison: Comparison;
};

async function readBothSides(connection: ConnectedMerchant, typed: string): Promise<BothSides> {
  const { merchant } = connection.profile;
  const { subject, record } = await findOurs(connection, typed);
  if (record) return readSidesOfOrder(connection, record);
  const theirs = await readTheirsOfSubject(connection.client, subject);
  // An order may have been made, or adopted, while Mercado Pago was asked.
  const made = await loadOrderByReference(merchant, subject);
  if (made) return readSidesOfOrder(connection, made);
  return { record: null, subject, ours: null, comparison: compareOrphan(connection.account, theirs) };
}

/** Reads again when the order changed meanwhile: half old and half new would differ where nothing does. */
async function readSidesOfOrder(connection: ConnectedMerchant, before: OrderRecord): Promise<BothSides> {
  const { merchant } = connection.profile;
  const theirs = await readTheirsOfOrder(connection.client, before);
  const record = await loadOrder(merchant, before.row.id);
  if (!record || record.state.version !== before.state.version)
    throw new MercadoPagoError('unavailable', { code: 'changed_meanwhile', message: 'the order changed meanwhile' });
  const comparison = compareOrder(record.state, theirs, new Date());
  const place = await getOrderPlace(merchant, record.row.id);
  const ours: OurSide = {
    ...figuresOf(record.state),
    ...place,
    totalMinor: record.state.totalMinor,
    at: (record.state.closedAt ?? record.state.createdAt).toISOString(),
  };
  return { record, subject: record.row.externalReference, ours, comparison };
}

/** Our order that somebody means: by its reference, or by the id of its money at Mercado Pago. */
async function findOurs(
  { profile, client }: ConnectedMerchant,
  typed: string,
): Promise<{ subject: string; record: OrderRecord | null }> {
  const { merchant } = profile;
  const record = await loadOrderByReference(merchant, typed);
  if (record) return { subject: typed, record };
  const known =
    (await findOrderIdByMoney(merchant, { paymentId: typed })) ??
    (await findOrderIdByMoney(merchant, { merchantOrderId: typed }));
  if (known) return { subject: typed, record: await loadOrder(merchant, known) };
  const reference = await referenceOfId(client, typed);
  if (reference === null) return { subject: typed, record: null };
  return { subject: reference, record: await loadOrderByReference(merchant, reference) };
}

/** Keeps both sides, and brings the queue of what needs a person up to date with them, at once. */
async function saveSides(
  merchant: Merchant,
  item: ItemRow,
  { record, subject, ours, comparison }: BothSides,
  result: { state: 'compared' | 'applied' | 'not_applied' },
): Promise<void> {
  const now = new Date();
  const { currencyId } = record?.row ?? { currencyId: null };
  const currency = currencyId ?? (await connected(merchant, 'background')).account.currencyId;
  const orderId = record?.row.id ?? null;
  await db.transaction(async (transaction) => {
    // What was compared first stays to be seen beside what applying made of it. Where a difference is left, what was applied
    // is in our books all the same, and what is left is compared and can be applied as any other.
    const columns =
      result.state === 'applied'
        ? { after: figuresAfter(record), appliedAt: now }
        : { ...comparisonColumns(comparison), ours, comparedAt: now };
    const isOurs = await saveItem(merchant, transaction, item, {
      ...columns,
      state: result.state,
      orderId,
      dueAt: null,
      problem: result.state === 'not_applied' ? 'still_differs' : null,
      attempts: 0,
    });
    if (!isOurs) return;
    await noteFacts(
      merchant,
      transaction,
      record
        ? {
            kind: 'difference',
            subject: record.row.id,
            orderId,
            externalReference: record.row.externalReference,
            currencyId: currency,
          }
        : { kind: 'orphan', subject, orderId: null, externalReference: subject, currencyId: currency },
      { open: caseOfComparison(comparison, ours), at: now, personId: null },
    );
  });
}

function figuresAfter(record: OrderRecord | null) {
  return record ? figuresOf(record.state) : null;
}

/**
 * Applies what Mercado Pago says to an order, by a look as any other, and then says what is left of the difference.
 */
async function applyItem(merchant: Merchant, item: ItemRow): Promise<void> {
  const record = item.orderId ? await loadOrder(merchant, item.orderId) : null;
  if (!record) throw new Error('only a sale with an order of ours can be applied');
  const by = { source: 'check', personId: item.appliedByPersonId, apiKeyId: null } as const;
  const known = new Set(record.state.merchantOrders.map((one) => one.merchantOrderId));
  const unknownId = item.theirs?.merchantOrderIds.find((id) => !known.has(id) && /^\d+$/.test(id));
  const look = await lookAtOrder(merchant, record.row.id, {
    source: 'check',
    by,
    urgency: 'background',
    ...(unknownId === undefined ? {} : { merchantOrderId: unknownId }),
  });
  if (!look?.isComplete)
    throw new MercadoPagoError('unavailable', { code: 'no_answer', message: 'the look had no answer' });
  const connection = await connected(merchant, 'background');
  const applied = await loadOrder(merchant, record.row.id);
  if (!applied) throw new Error('an order does not go away');
  const sides = await readSidesOfOrder(connection, applied);
  const state = sides.comparison.after === null ? 'applied' : 'not_applied';
  await saveSides(merchant, item, sides, { state });
}
