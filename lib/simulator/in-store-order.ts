import { paidMinor } from './merchant-orders';
import { announceMerchantOrder } from './notifications';
import type { Simulation } from './simulation';

/** One line of an order, in minor units. */
export type OrderItem = {
  id: string | null;
  title: string;
  description: string | null;
  category: string | null;
  pictureUrl: string | null;
  quantity: number;
  unitPriceMinor: number;
};

/**
 * An order that can be scanned. It lies on a POS's printed QR (`isOnPrintedQr`), has a QR of its own (`hasOwnQr`), or both.
 * It has no status: when it ends it is simply gone.
 */
export type InStoreOrder = {
  id: string;
  userId: number;
  posId: number;
  origin: 'attended_v1' | 'attended_v2' | 'qrs' | 'orders_api' | 'unattended';
  /** The order of the Orders API that this is the scannable side of. */
  orderId: string | null;
  externalReference: string;
  title: string;
  description: string;
  notificationUrl: string | null;
  sponsorId: number | null;
  items: OrderItem[];
  totalMinor: number;
  isOnPrintedQr: boolean;
  hasOwnQr: boolean;
  /** One per scan. */
  merchantOrderIds: number[];
  /** The body as it came, to be given back as it came. */
  sent: Record<string, unknown>;
  createdAt: number;
  expiresAt: number;
};

/** Puts an order where buyers can scan it. An order already on the printed QR is replaced without a word. */
export function publishInStoreOrder(simulation: Simulation, order: InStoreOrder): void {
  const { world } = simulation;
  if (order.isOnPrintedQr) {
    const replaced = world.slots.get(order.posId);
    if (replaced !== undefined) world.inStoreOrders.delete(replaced);
    world.slots.set(order.posId, order.id);
  }
  world.inStoreOrders.set(order.id, order);
  simulation.changed();
}

/** Takes an order away: deleted, paid or expired. */
export function withdrawInStoreOrder(simulation: Simulation, order: InStoreOrder): void {
  const { world } = simulation;
  world.inStoreOrders.delete(order.id);
  if (world.slots.get(order.posId) === order.id) world.slots.delete(order.posId);
  if (world.behaviour.expire_merchant_orders) expireMerchantOrders(simulation, order);
  simulation.changed();
}

/** Merchant orders of a withdrawn order that nobody paid for become `expired`. Whether they do in reality is not certain. */
function expireMerchantOrders(simulation: Simulation, withdrawn: InStoreOrder): void {
  const { world } = simulation;
  for (const id of withdrawn.merchantOrderIds) {
    const order = world.merchantOrders.get(id);
    const hasPending = order?.paymentIds.some((paymentId) => world.payments.get(paymentId)?.status === 'in_process');
    if (!order || order.isExpired || hasPending || paidMinor(world, order) > 0) continue;
    order.isExpired = true;
    order.updatedAt = simulation.now();
    announceMerchantOrder(simulation, order, 'expired');
  }
}

/** The order on a POS's printed QR, or null when there is none or it has expired. */
export function findSlotOrder(simulation: Simulation, posId: number): InStoreOrder | null {
  const id = simulation.world.slots.get(posId);
  return id === undefined ? null : findLiveOrder(simulation, id);
}

/** The order of this id while it can be scanned, or null. An order past its time is taken away by the look. */
export function findLiveOrder(simulation: Simulation, id: string): InStoreOrder | null {
  const order = simulation.world.inStoreOrders.get(id);
  if (!order) return null;
  if (order.expiresAt > simulation.now()) return order;
  withdrawInStoreOrder(simulation, order);
  return null;
}

/** Takes away every order past its time. Cheap to call often: nothing happens without one. */
export function expireInStoreOrders(simulation: Simulation): void {
  const now = simulation.now();
  for (const order of [...simulation.world.inStoreOrders.values()]) {
    if (order.expiresAt <= now) withdrawInStoreOrder(simulation, order);
  }
}
