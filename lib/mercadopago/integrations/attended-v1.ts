import type { MercadoPagoClient } from '../client';
import { MercadoPagoError, refusedHere } from '../errors';
import type { Driver, OrderSlot, PublishableOrder, PublishOutcome, WithdrawOutcome } from './driver';
import { merchantOrderMoney } from './merchant-order-money';
import { writeOrderV1 } from './order-bodies';
import { failedWithdrawal, failedWrite, settle } from './outcomes';
import { lifeSeconds, objectionTo } from './sale-checks';

/**
 * Attended v1: like v2 with another body, no total of its own, its life in a header, and no way to read the slot. It is
 * the only one that shows the buyer pictures of the items, and it needs no external id of the store.
 * Source: devsite-docs `reference/api-json/instore_orders.json`, `guides/qr-code/qr-attended/`, read 2026-11-21.
 */
export const attendedV1: Driver = {
  integration: 'attended_v1',
  publish,
  withdraw,
  readSlot: async () => ({ kind: 'not_offered' }),
  ...merchantOrderMoney,
};

async function publish(client: MercadoPagoClient, order: PublishableOrder, acceptedAt: Date): Promise<PublishOutcome> {
  const objection = order.mode === 'static' ? objectionTo(order) : 'mode_not_supported';
  if (objection !== null) return { kind: 'refused', error: refusedHere(objection) };
  const { userId, externalPosId } = order;
  const call = await settle(() =>
    client.createInStoreOrderV1({
      userId,
      externalPosId,
      lifeSeconds: lifeSeconds(order, acceptedAt),
      body: writeOrderV1(order),
    }),
  );
  if (call instanceof MercadoPagoError) return failedWrite(call);
  return { kind: 'confirmed', qrData: null, providerOrderId: null };
}

async function withdraw(client: MercadoPagoClient, slot: OrderSlot): Promise<WithdrawOutcome> {
  const call = await settle(() => client.deleteInStoreOrderV1(slot));
  return call instanceof MercadoPagoError ? failedWithdrawal(call) : { kind: 'withdrawn' };
}
