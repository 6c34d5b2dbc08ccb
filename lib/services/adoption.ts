import 'server-only';
import { db } from '@/db/client';
import { type CaseRow, changeCase, getCase, loadCase } from '@/db/exceptions';
import { newId } from '@/db/new-id';
import { insertOrder } from '@/db/order-records';
import { getPos, type PosDetail } from '@/db/pos';
import { isExternalReference } from '@/lib/domain/external-reference';
import { begin, type OrderCreated } from '@/lib/domain/order-state';
import { type Comparison, compareOrphan } from '@/lib/domain/reconcile';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { constraintOf } from '@/lib/postgres-errors';
import { type ConnectedMerchant, connected } from './accounts';
import { lookAtOrder } from './look';
import { readTheirsOfSubject, type TheirsWithPlace } from './their-side';

/** How long an adopted order counts as having been payable: it was paid already. */
const LIFE_MS = 600_000;

/**
 * Takes money that no order explains into the books: an order is made under its reference, on the till where it was paid,
 * and closes as any other does, from a read of Mercado Pago. Nothing is published or charged. Answers the order's id.
 * Throws `conflict` when somebody was faster or there is no money any more, `mercadopago_unavailable` without an answer.
 */
export async function adoptOrphan(
  merchant: Merchant,
  caseId: string,
  { posKey, personId }: { posKey: string; personId: string },
): Promise<string> {
  const found = await getCase(merchant, caseId);
  if (!found) throw new AppError('not_found', 'no such case');
  refuseUnlessOpen(found);
  const pos = await getPos(merchant, posKey);
  if (pos?.externalPosId == null) throw new AppError('invalid_input', 'no such till', { fields: { pos: 'not_found' } });
  const connection = await connected(merchant);
  const theirs = await readAgain(connection, found.subject);
  const comparison = compareOrphan(connection.account, theirs);
  if (comparison.theirs.paidMinor === 0)
    throw new AppError('conflict', 'there is no money', { details: { why: 'no_money' } });
  const sale = { pos: { ...pos, externalPosId: pos.externalPosId }, theirs, comparison, personId };
  const orderId = await storeAdopted(connection, found, sale);
  const by = { source: 'check', personId, apiKeyId: null } as const;
  await lookAtOrder(merchant, orderId, { source: 'check', by });
  return orderId;
}

function refuseUnlessOpen({ kind, status, subject }: CaseRow): void {
  if (kind !== 'orphan' || status !== 'open') throw new AppError('conflict', 'somebody was faster');
  if (!isExternalReference(subject))
    throw new AppError('conflict', 'no order can have this reference', { details: { why: 'not_a_reference' } });
}

async function readAgain({ client }: ConnectedMerchant, subject: string): Promise<TheirsWithPlace> {
  try {
    return await readTheirsOfSubject(client, subject);
  } catch (cause) {
    if (!(cause instanceof MercadoPagoError)) throw cause;
    throw new AppError('mercadopago_unavailable', 'the money could not be read', { cause });
  }
}

type Adopted = {
  readonly pos: PosDetail & { readonly externalPosId: string };
  readonly theirs: TheirsWithPlace;
  readonly comparison: Comparison;
  readonly personId: string;
};

/** The order and the end of the case are one: of two people at once, one finds it ended. */
async function storeAdopted(connection: ConnectedMerchant, found: CaseRow, sale: Adopted): Promise<string> {
  const { merchant } = connection.profile;
  const now = new Date();
  const orderId = newId(now);
  const by = { source: 'check', personId: sale.personId, apiKeyId: null } as const;
  try {
    await db.transaction(async (transaction) => {
      const before = await loadCase(merchant, transaction, found.id);
      if (!before) throw new AppError('not_found', 'no such case');
      refuseUnlessOpen(before);
      const created = creationOf(connection, before.subject, sale, now);
      await insertOrder(merchant, transaction, {
        row: {
          id: orderId,
          posId: sale.pos.id,
          storeId: sale.pos.storeId,
          externalPosId: sale.pos.externalPosId,
          externalStoreId: sale.pos.externalStoreId,
          integration: 'attended_v2',
          // It is on no printed code, so that it takes no till from anybody.
          mode: 'dynamic',
          title: before.subject,
          description: before.subject,
          items: [
            {
              title: before.subject,
              description: null,
              unitPriceMinor: created.totalMinor,
              quantity: 1,
              unitMeasure: 'unit',
              skuNumber: null,
              category: null,
              pictureUrl: null,
            },
          ],
          taxes: [],
          sponsorId: null,
          createdByPersonId: sale.personId,
          createdByApiKeyId: null,
          // If this process dies before it has looked, the sweep does.
          lookAgainAt: now,
        },
        state: begin(created),
        created,
        by,
      });
      await changeCase(merchant, transaction, before, {
        columns: { status: 'resolved', resolution: 'adopted', resolvedAt: now, orderId },
        entry: { type: 'resolved', data: { resolution: 'adopted' } },
        personId: sale.personId,
        at: now,
      });
    });
  } catch (error) {
    if (constraintOf(error) !== 'orders_reference') throw error;
    throw new AppError('conflict', 'an order has this reference', { details: { why: 'already' } });
  }
  return orderId;
}

/** The order as it would have been made: for the total that Mercado Pago names, when the buyer was there. */
function creationOf({ account }: ConnectedMerchant, subject: string, sale: Adopted, now: Date): OrderCreated {
  const { theirs, comparison } = sale;
  const moments = [
    ...theirs.merchantOrders.map((one) => one.createdAt),
    ...theirs.payments.flatMap((payment) => [payment.createdAt, payment.approvedAt]),
  ].flatMap((moment) => moment?.getTime() ?? []);
  const createdAt = Math.min(now.getTime(), ...moments);
  return {
    type: 'created',
    currencyId: account.currencyId,
    totalMinor: comparison.theirs.totalMinor ?? comparison.theirs.paidMinor,
    collectorId: account.collectorId,
    externalReference: subject,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(createdAt + LIFE_MS).toISOString(),
  };
}
