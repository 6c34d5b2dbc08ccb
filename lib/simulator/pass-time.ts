import { expireInStoreOrders } from './in-store-order';
import { expireOrders } from './order';
import { settleRefunds } from './refunds';
import type { Simulation } from './simulation';

/** Does what time does by itself: orders expire and refunds in process get their verdict. Cheap to call often. */
export function passTime(simulation: Simulation): void {
  expireOrders(simulation);
  expireInStoreOrders(simulation);
  settleRefunds(simulation);
}
