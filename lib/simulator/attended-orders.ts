import type { Account } from './accounts';
import { findSlotOrder, publishInStoreOrder, withdrawInStoreOrder } from './in-store-order';
import { readId } from './json-value';
import { hasPaymentInProcess } from './merchant-orders';
import { readOrder, refuseInput } from './order-input';
import { findPosByExternalId, type PointOfSale } from './pos';
import { refuseInStore } from './refusal';
import { ok, type Reply } from './reply';
import { type Call, forAccount, type Route } from './route';

function putOrder(call: Call, account: Account): Reply {
  const pos = requireOrderPos(call, account);
  const order = readOrder(call, account, pos, { origin: 'attended_v2', isOnPrintedQr: true, hasOwnQr: false });
  publishInStoreOrder(call.simulation, order);
  return { status: 204 };
}

/** Gives back the order while it can be scanned. A 404 does not mean "not paid": a paid order is gone as well. */
function getOrder(call: Call, account: Account): Reply {
  const order = findSlotOrder(call.simulation, requireOrderPos(call, account).id);
  if (order && (order.origin === 'attended_v2' || order.origin === 'qrs')) return ok(order.sent);
  throw refuseInStore(404, 'point_of_sale_in_store_order_not_found', 'The point of sale has no in-store order');
}

function deleteOrder(call: Call, account: Account): Reply {
  const order = findSlotOrder(call.simulation, requireOrderPos(call, account).id);
  if (!order) {
    throw refuseEmptySlot(call.simulation.world.behaviour.empty_slot);
  }
  if (hasPaymentInProcess(call.simulation.world, order)) {
    throw refuseInStore(400, 'instore_order_locked_error', 'The in-store order has a payment in process');
  }
  withdrawInStoreOrder(call.simulation, order);
  return { status: 204 };
}

/** The reference lists a 500 for what it calls a failed deletion; integrations were answered 400. */
function refuseEmptySlot(status: 400 | 404 | 500): Error {
  if (status === 500) return refuseInStore(500, 'in_store_order_creation_error', 'Failed to delete order');
  if (status === 404)
    return refuseInStore(404, 'point_of_sale_in_store_order_not_found', 'The point of sale has no in-store order');
  return refuseInStore(400, 'in_store_order_delete_error', 'An error occurred when deleting the InStoreOrder');
}

/** The POS that the path of an in-store call names; its store must be the path's store, where the path has one. */
export function requireOrderPos(call: Call, account: Account): PointOfSale {
  const userId = readId(call.param('user_id'));
  if (userId === null) throw refuseInput('invalid_collectorId', 'collector id must be a number');
  if (userId !== account.userId) throw refuseInStore(403, 'forbidden', 'The collector is not the owner of the token');
  const externalPosId = call.param('external_pos_id');
  if (!/^[A-Za-z0-9]{1,39}$/.test(externalPosId)) {
    throw refuseInput('invalid_externalPosId', 'external pos id must be alphanumeric');
  }
  const { world } = call.simulation;
  const pos = findPosByExternalId(world, userId, externalPosId);
  const externalStoreId = call.param('external_store_id');
  const isInStore = externalStoreId === '' || world.stores.get(pos?.storeId ?? 0)?.externalId === externalStoreId;
  if (!pos || !isInStore) throw refuseInStore(404, 'pos_obtainment_error', 'Point of sale not found');
  return pos;
}

const collector = '/instore/qr/seller/collectors/:user_id';

/**
 * Attended orders, second version: the order lies on the printed QR of a POS.
 * Source: mercadopago/devsite-docs reference/api-json/instore_orders_v2.json; the path without a store is that of early guides.
 */
export const attendedOrderRoutes: Route[] = [
  forAccount('PUT', `${collector}/stores/:external_store_id/pos/:external_pos_id/orders`, putOrder),
  forAccount('PUT', `${collector}/pos/:external_pos_id/orders`, putOrder),
  forAccount('GET', `${collector}/pos/:external_pos_id/orders`, getOrder),
  forAccount('DELETE', `${collector}/pos/:external_pos_id/orders`, deleteOrder),
];
