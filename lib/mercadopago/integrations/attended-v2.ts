import type { MercadoPagoClient } from '../client';
import { MercadoPagoError, refusedHere } from '../errors';
import type { Driver, OrderSlot, PublishableOrder, PublishOutcome, SlotReading, WithdrawOutcome } from './driver';
import { merchantOrderMoney } from './merchant-order-money';
import { writeOrderV2 } from './order-bodies';
import { failedWithdrawal, failedWrite, settle } from './outcomes';
import { objectionTo } from './sale-checks';

/**
 * Attended v2: the order sits in the slot of its POS, without an id, until it is paid, replaced, withdrawn or expired. A
 * dynamic one has a QR of its own and no slot; a hybrid one has both.
 * Source: devsite-docs `reference/api-json/instore_orders_v2.json` and `qr-dynamic.json`, read 2026-11-21.
 */
export const attendedV2: Driver = { integration: 'attended_v2', publish, withdraw, readSlot, ...merchantOrderMoney };

async function publish(client: MercadoPagoClient, order: PublishableOrder): Promise<PublishOutcome> {
  const objection = order.mode === 'static' && order.externalStoreId === null ? 'store_without_external_id' : null;
  const refusal = objection ?? objectionTo(order);
  if (refusal !== null) return { kind: 'refused', error: refusedHere(refusal) };
  const call = await settle(() => send(client, order));
  if (call instanceof MercadoPagoError) return failedWrite(call);
  return { kind: 'confirmed', qrData: call.value.qrData, providerOrderId: call.value.inStoreOrderId };
}

async function send(client: MercadoPagoClient, order: PublishableOrder) {
  const { userId, externalPosId } = order;
  const body = writeOrderV2(order);
  switch (order.mode) {
    case 'static':
      await client.putInStoreOrder({ userId, externalStoreId: order.externalStoreId ?? '', externalPosId, body });
      return { qrData: null, inStoreOrderId: null };
    case 'dynamic':
      return client.createDynamicQr({ userId, externalPosId, body });
    case 'hybrid':
      return client.putHybridQr({ userId, externalPosId, body });
  }
}

async function withdraw(client: MercadoPagoClient, slot: OrderSlot): Promise<WithdrawOutcome> {
  if (slot.mode === 'dynamic') return { kind: 'refused', error: cannotBeWithdrawn };
  const call = await settle(() => client.deleteInStoreOrder(slot));
  return call instanceof MercadoPagoError ? failedWithdrawal(call) : { kind: 'withdrawn' };
}

async function readSlot(client: MercadoPagoClient, slot: OrderSlot): Promise<SlotReading> {
  if (slot.mode === 'dynamic') return { kind: 'not_offered' };
  const call = await settle(() => client.getInStoreOrder(slot));
  if (!(call instanceof MercadoPagoError)) {
    return call.value === 'empty' ? { kind: 'empty' } : { kind: 'live', ...call.value };
  }
  // An unknown POS answers 404 too, but says nothing about what was published on it.
  const isEmpty = call.kind === 'refused' && call.status === 404 && !call.hasCode('pos_obtainment_error');
  return isEmpty ? { kind: 'empty' } : { kind: 'unreadable', error: call };
}

const cannotBeWithdrawn = new MercadoPagoError('refused', {
  code: 'not_offered',
  message: 'a dynamic order cannot be withdrawn; it expires by itself',
});
