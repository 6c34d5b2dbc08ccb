import { expireInStoreOrders } from './in-store-order';
import { expireOrders } from './order';
import { settleRefunds } from './refunds';
import type { Simulation } from './simulation';
import { expireTestUsers } from './test-users';

/** Does what time does by itself: orders and idle test users expire, refunds in process get their verdict. Cheap to call often. */
export function passTime(simulation: Simulation): void {
  expireOrders(simulation);
  expireInStoreOrders(simulation);
  settleRefunds(simulation);
  expireTestUsers(simulation);
}
