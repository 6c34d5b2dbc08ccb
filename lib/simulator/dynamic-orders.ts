import type { Account } from './accounts';
import { requireOrderPos } from './attended-orders';
import { type InStoreOrder, publishInStoreOrder } from './in-store-order';
import { readOrder } from './order-input';
import { writeOrderText } from './qr-text';
import { type Call, forAccount, type Route } from './route';

function publish(call: Call, account: Account, isOnPrintedQr: boolean): InStoreOrder & { qrData: string } {
  const pos = requireOrderPos(call, account);
  const order = readOrder(call, account, pos, { origin: 'qrs', isOnPrintedQr, hasOwnQr: true });
  publishInStoreOrder(call.simulation, order);
  return { ...order, qrData: writeOrderText(account, pos, order.id) };
}

const path = '/instore/orders/qr/seller/collectors/:user_id/pos/:external_pos_id/qrs';

/**
 * A QR for one order: POST gives it one of its own, PUT puts it on the printed QR as well. The reference says that PUT answers empty and
 * the guide that it answers the code; here it does, unless the behaviour `hybrid_body` is switched off.
 * Source: mercadopago/devsite-docs reference/api-json/qr-dynamic.json and guides/in-person-payments/qr-code/qr-dynamic/integrations.en.md.
 */
export const dynamicOrderRoutes: Route[] = [
  forAccount('POST', path, (call, account) => {
    const { id, qrData } = publish(call, account, false);
    return { status: 200, json: { qr_data: qrData, in_store_order_id: id } };
  }),
  forAccount('PUT', path, (call, account) => {
    const { id, qrData } = publish(call, account, true);
    const { hybrid_body: hasBody } = call.simulation.world.behaviour;
    return hasBody ? { status: 201, json: { qr_data: qrData, in_store_order_id: id } } : { status: 201 };
  }),
];
