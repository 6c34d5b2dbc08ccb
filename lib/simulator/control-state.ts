import { type Account, siteOf } from './accounts';
import { writeAmount } from './amount';
import { findSlotOrder } from './in-store-order';
import { writeOffsetInstant } from './instant';
import { type MerchantOrder, paidMinor, paymentsOf, statusOf } from './merchant-orders';
import { refundedMinor } from './payment';
import { type PointOfSale, writePosPictures } from './pos';
import type { RequestRecord } from './request-log';
import type { Simulation } from './simulation';

const requestsShown = 12;
const deliveriesShown = 8;

/** Everything that the phone page shows: the POS with what lies on them, the order in hand, how it notifies, what it received. */
export function writeControlState(simulation: Simulation, merchantOrderId: number | null, baseUrl: string): unknown {
  const { world } = simulation;
  const order = world.merchantOrders.get(merchantOrderId ?? 0);
  const orderAccount = world.accounts.get(order?.userId ?? 0);
  return {
    now: new Date(simulation.now()).toISOString(),
    accounts: [...world.accounts.values()].map((account) => writeAccount(simulation, account, baseUrl)),
    phone: order && orderAccount ? writePhoneOrder(simulation, orderAccount, order) : null,
    notifications: world.notifications,
    deliveries: simulation.listDeliveryRecords().slice(-deliveriesShown).reverse(),
    requests: listShownRequests(simulation),
  };
}

/** Without those for pictures: most come from this very page. */
function listShownRequests(simulation: Simulation): RequestRecord[] {
  const shown = simulation.requestLog.list().filter(({ path }) => !path.startsWith('/instore/merchant/qr/'));
  return shown.slice(-requestsShown).reverse();
}

function writeAccount(simulation: Simulation, account: Account, baseUrl: string): unknown {
  const { currencyId, decimals } = siteOf(account);
  const pos = [...simulation.world.pos.values()].filter(({ userId }) => userId === account.userId);
  return {
    user_id: account.userId,
    site_id: account.siteId,
    name: account.businessName,
    currency_id: currencyId,
    decimals,
    pos: pos.map((one) => writePos(simulation, account, one, baseUrl)),
  };
}

function writePos(simulation: Simulation, account: Account, pos: PointOfSale, baseUrl: string): unknown {
  const order = findSlotOrder(simulation, pos.id);
  return {
    pos_id: pos.id,
    external_pos_id: pos.externalId,
    name: pos.name,
    store_name: simulation.world.stores.get(pos.storeId)?.name ?? '',
    image: writePosPictures(baseUrl, pos).image,
    order: order
      ? {
          id: order.id,
          title: order.title,
          total_amount: writeAmount(order.totalMinor, siteOf(account).decimals),
          expires_at: new Date(order.expiresAt).toISOString(),
        }
      : null,
  };
}

/** An order in the buyer's hand. `is_offered` says whether the shop still offers it. */
export function writePhoneOrder(simulation: Simulation, account: Account, order: MerchantOrder): unknown {
  const { world } = simulation;
  const { currencyId, decimals } = siteOf(account);
  const pos = world.pos.get(order.posId);
  const paid = paidMinor(world, order);
  return {
    merchant_order_id: order.id,
    user_id: account.userId,
    site_id: account.siteId,
    shop_name: account.businessName,
    store_name: world.stores.get(pos?.storeId ?? 0)?.name ?? '',
    pos_name: pos?.name ?? '',
    external_pos_id: pos?.externalId ?? null,
    external_reference: order.externalReference,
    description: order.description,
    status: statusOf(world, order),
    is_offered: world.inStoreOrders.has(order.inStoreOrderId),
    currency_id: currencyId,
    decimals,
    total_amount: writeAmount(order.totalMinor, decimals),
    paid_amount: writeAmount(paid, decimals),
    left_amount: writeAmount(Math.max(0, order.totalMinor - paid), decimals),
    items: order.items.map((item) => ({
      title: item.title,
      quantity: item.quantity,
      picture_url: item.pictureUrl,
      total_amount: writeAmount(item.unitPriceMinor * item.quantity, decimals),
    })),
    payments: paymentsOf(world, order).map((payment) => ({
      id: payment.id,
      status: payment.status,
      status_detail: payment.statusDetail,
      method: payment.typeId,
      last_four_digits: payment.lastFourDigits,
      amount: writeAmount(payment.amountMinor, decimals),
      refunded_amount: writeAmount(refundedMinor(payment), decimals),
      created_at: writeOffsetInstant(payment.createdAt),
    })),
  };
}
