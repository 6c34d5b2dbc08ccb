import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type Account, createAccount } from './accounts';
import { type Behaviour, defaultBehaviour } from './behaviour';
import type { Delivery } from './deliveries';
import { type Application, type AuthorizationCode, everyScope, type Grant } from './grants';
import type { InStoreOrder } from './in-store-order';
import { addMerchantOrder, type MerchantOrder } from './merchant-orders';
import { defaultNotificationSettings, type NotificationSettings } from './notification-settings';
import type { Order } from './order';
import { addPayment, type Payment } from './payment';
import { addPos, type PointOfSale } from './pos';
import type { ReportShelf } from './reports';
import type { Store } from './stores';
import type { TestUser } from './test-users';
import { createWorld, type KeptAnswer, type World } from './world';

type Snapshot = {
  version: 1;
  clockOffsetMs: number;
  notifications: NotificationSettings;
  behaviour: Behaviour;
  accounts: Account[];
  stores: Store[];
  pos: PointOfSale[];
  inStoreOrders: InStoreOrder[];
  merchantOrders: MerchantOrder[];
  payments: Payment[];
  orders: Order[];
  applications: Application[];
  codes: AuthorizationCode[];
  grants: Grant[];
  testUsers: TestUser[];
  reports: [string, ReportShelf][];
  keptAnswers: [string, KeptAnswer][];
  deliveries: Delivery[];
};

/** Keeps the world in a file. */
export type Saver = { changed(): void; close(): void };

const pauseMs = 200;
/** Files of before there were scopes. */
const allowingAll = { scopes: [...everyScope] };

/** Reads the world of a state file; null when there is none. A file that cannot be read is set aside as `….unreadable`. */
export function loadWorld(file: string): World | null {
  if (!existsSync(file)) return null;
  try {
    const snapshot: Snapshot = JSON.parse(readFileSync(file, 'utf8'));
    return readSnapshot(snapshot);
  } catch (error) {
    renameSync(file, `${file}.unreadable`);
    process.stderr.write(`simulator: ${file} could not be read and was set aside (${String(error)})\n`);
    return null;
  }
}

function readSnapshot(snapshot: Snapshot): World {
  if (snapshot.version !== 1) throw new Error(`unknown version ${String(snapshot.version)}`);
  const world = createWorld(
    snapshot.accounts.map((account) => createAccount(account)),
    snapshot.applications,
  );
  world.clockOffsetMs = snapshot.clockOffsetMs;
  world.notifications = { ...defaultNotificationSettings, ...snapshot.notifications };
  world.behaviour = { ...defaultBehaviour, ...snapshot.behaviour };
  for (const store of snapshot.stores) world.stores.set(store.id, store);
  for (const pos of snapshot.pos) addPos(world, pos);
  for (const order of snapshot.inStoreOrders) {
    world.inStoreOrders.set(order.id, order);
    if (order.isOnPrintedQr) world.slots.set(order.posId, order.id);
  }
  for (const order of snapshot.merchantOrders) addMerchantOrder(world, order);
  for (const payment of snapshot.payments) {
    addPayment(world, payment);
    if (payment.refunds.some((refund) => refund.status === 'in_process')) world.settlingPaymentIds.add(payment.id);
  }
  for (const order of snapshot.orders ?? []) {
    world.orders.set(order.id, order);
    if (order.status === 'created') world.openOrderIds.add(order.id);
  }
  for (const code of snapshot.codes ?? []) world.codes.set(code.code, { ...allowingAll, ...code });
  for (const grant of snapshot.grants ?? []) world.grants.set(grant.accessToken, { ...allowingAll, ...grant });
  for (const user of snapshot.testUsers ?? [])
    world.testUsers.set(user.userId, { ...user, activeAt: user.activeAt ?? user.createdAt });
  for (const [key, shelf] of snapshot.reports ?? []) world.reports.set(key, shelf);
  for (const [key, kept] of snapshot.keptAnswers) world.keptAnswers.set(key, kept);
  for (const delivery of snapshot.deliveries) world.deliveries.set(delivery.id, delivery);
  return world;
}

function writeSnapshot(world: World): string {
  const snapshot: Snapshot = {
    version: 1,
    clockOffsetMs: world.clockOffsetMs,
    notifications: world.notifications,
    behaviour: world.behaviour,
    accounts: [...world.accounts.values()],
    stores: [...world.stores.values()],
    pos: [...world.pos.values()],
    inStoreOrders: [...world.inStoreOrders.values()],
    merchantOrders: [...world.merchantOrders.values()],
    payments: [...world.payments.values()],
    orders: [...world.orders.values()],
    applications: [...world.applications.values()],
    codes: [...world.codes.values()],
    grants: [...world.grants.values()],
    testUsers: [...world.testUsers.values()],
    reports: [...world.reports],
    keptAnswers: [...world.keptAnswers],
    deliveries: [...world.deliveries.values()],
  };
  return JSON.stringify(snapshot);
}

/**
 * Saves soon after a change, whole and atomically (a new file, then a rename). A large world takes long to write, so the pause grows with
 * the time that the last save took: saving never uses more than a twentieth of the process.
 */
export function createSaver(file: string | null, currentWorld: () => World): Saver {
  let timer: NodeJS.Timeout | undefined;
  let nextPauseMs = pauseMs;

  function save(): void {
    clearTimeout(timer);
    timer = undefined;
    if (file === null) return;
    const startedAt = performance.now();
    try {
      writeFileSync(`${file}.new`, writeSnapshot(currentWorld()));
      renameSync(`${file}.new`, file);
    } catch (error) {
      process.stderr.write(`simulator: ${file} could not be written (${String(error)})\n`);
    }
    nextPauseMs = Math.max(pauseMs, (performance.now() - startedAt) * 20);
  }

  return {
    changed() {
      if (file === null || timer) return;
      timer = setTimeout(save, nextPauseMs);
      timer.unref();
    },
    close: save,
  };
}
