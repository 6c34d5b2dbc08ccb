import { type Account, createDefaultAccount } from './accounts';
import { type Behaviour, defaultBehaviour } from './behaviour';
import type { Delivery } from './deliveries';
import { type Application, type AuthorizationCode, defaultApplication, type Grant } from './grants';
import type { InStoreOrder } from './in-store-order';
import type { MerchantOrder } from './merchant-orders';
import { defaultNotificationSettings, type NotificationSettings } from './notification-settings';
import type { Order } from './order';
import type { Payment } from './payment';
import type { PointOfSale } from './pos';
import type { ReportShelf } from './reports';
import type { Store } from './stores';
import type { TestUser } from './test-users';

/** An answer kept under an idempotency key. */
export type KeptAnswer = { fingerprint: string; status: number; json: unknown; at: number };

/** Everything that the simulator remembers. Saved whole; the maps named `…By…` are indexes and are rebuilt. */
export type World = {
  accounts: Map<number, Account>;
  userIdByToken: Map<string, number>;
  stores: Map<number, Store>;
  pos: Map<number, PointOfSale>;
  posIdByExternalId: Map<string, number>;
  /** Orders that can still be scanned, by their own uuid. */
  inStoreOrders: Map<string, InStoreOrder>;
  /** What the printed QR of a POS leads to: POS id to in-store order. */
  slots: Map<number, string>;
  merchantOrders: Map<number, MerchantOrder>;
  merchantOrderIdsByReference: Map<string, number[]>;
  payments: Map<number, Payment>;
  paymentIdsByReference: Map<string, number[]>;
  /** Orders of the Orders API. */
  orders: Map<string, Order>;
  /** Those that nobody has paid or ended. */
  openOrderIds: Set<string>;
  /** Payments with a refund in process. */
  settlingPaymentIds: Set<number>;
  applications: Map<string, Application>;
  codes: Map<string, AuthorizationCode>;
  /** Tokens given by OAuth, by access token. */
  grants: Map<string, Grant>;
  testUsers: Map<number, TestUser>;
  /** By account and kind. */
  reports: Map<string, ReportShelf>;
  keptAnswers: Map<string, KeptAnswer>;
  deliveries: Map<number, Delivery>;
  notifications: NotificationSettings;
  behaviour: Behaviour;
  /** How far `advance` has moved the clock ahead of the machine's. */
  clockOffsetMs: number;
};

/** The key of every index that belongs to one account: ids of merchants never mix. */
export function accountKey(userId: number, name: string): string {
  return `${userId}:${name}`;
}

/** A world with these accounts and applications and nothing in it. */
export function createWorld(
  accounts: Account[] = [createDefaultAccount()],
  applications: Application[] = [defaultApplication],
): World {
  return {
    accounts: new Map(accounts.map((account) => [account.userId, account])),
    userIdByToken: new Map(accounts.map((account) => [account.accessToken, account.userId])),
    stores: new Map(),
    pos: new Map(),
    posIdByExternalId: new Map(),
    inStoreOrders: new Map(),
    slots: new Map(),
    merchantOrders: new Map(),
    merchantOrderIdsByReference: new Map(),
    payments: new Map(),
    paymentIdsByReference: new Map(),
    orders: new Map(),
    openOrderIds: new Set(),
    settlingPaymentIds: new Set(),
    applications: new Map(applications.map((application) => [application.clientId, application])),
    codes: new Map(),
    grants: new Map(),
    testUsers: new Map(),
    reports: new Map(),
    keptAnswers: new Map(),
    deliveries: new Map(),
    notifications: defaultNotificationSettings,
    behaviour: defaultBehaviour,
    clockOffsetMs: 0,
  };
}

/** Adds a value to the list under a key of an index. */
export function appendToIndex(index: Map<string, number[]>, key: string, id: number): void {
  const ids = index.get(key);
  if (ids) ids.push(id);
  else index.set(key, [id]);
}
