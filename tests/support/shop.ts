import { randomBytes, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import type { Permission, Role } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';
import { type Answer, call } from './answer';
import type { TestApplication } from './application';
import { eventually } from './eventually';

const orderSchema = z.object({
  id: z.string(),
  external_reference: z.string(),
  status: z.string(),
  exception: z.string(),
  next_action: z.string(),
  closed_by: z.string().nullable(),
  closed_at: z.string().nullable(),
  total_amount: z.string(),
  paid_amount: z.string(),
  refunded_amount: z.string(),
  version: z.number(),
  payments: z.array(z.object({ id: z.string(), status: z.string(), amount: z.string().nullable() })),
  merchant_order_ids: z.array(z.string()),
  qr_data: z.string().nullable(),
});

/** An order as the API shows it, as far as tests look. */
export type ShownOrder = z.infer<typeof orderSchema>;

/** Reads an order out of an answer; fails when it is none. */
export function readOrder(json: unknown): ShownOrder {
  return orderSchema.parse(json);
}

/** A connected merchant with one store and its points of sale, an API key that may everything, and buyers. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** The points of sale that every shop has. */
export const tills = ['S001P01', 'S001P02'] as const;

const everyScope: Permission[] = [
  'orders:read',
  'orders:write',
  'refunds:write',
  'stores:read',
  'stores:write',
  'pos:read',
  'pos:write',
  'notifications:read',
];

let lastUserId = 300_000;

type Account = { userId: number; accessToken: string; siteId: string };

/** Empties the simulator and opens one shop there. */
export async function openShop(application: TestApplication, options: { siteId?: string } = {}) {
  const [shop] = await openShops(application, 1, options);
  if (!shop) throw new Error('one shop was asked for');
  return shop;
}

/** Empties the simulator and opens two shops of different merchants there; both have the same external ids. */
export async function openTwoShops(application: TestApplication): Promise<{ ours: Shop; theirs: Shop }> {
  const [ours, theirs] = await openShops(application, 2, {});
  if (!ours || !theirs) throw new Error('two shops were asked for');
  return { ours, theirs };
}

async function openShops(application: TestApplication, count: number, { siteId = 'MLA' }: { siteId?: string }) {
  await application.settleDown();
  const accounts = Array.from({ length: count }, () => {
    lastUserId += 1;
    return { userId: lastUserId, accessToken: `APP_USR-${lastUserId}-${randomBytes(12).toString('hex')}` };
  });
  await application.simulator.control('POST', '/reset', {
    accounts: accounts.map(({ userId, accessToken }) => ({
      user_id: userId,
      site_id: siteId,
      access_token: accessToken,
    })),
  });
  return Promise.all(accounts.map((account) => makeShop(application, { ...account, siteId })));
}

/** A place inside each country; Mercado Pago refuses others. */
const places: Record<string, { latitude: number; longitude: number }> = {
  MLA: { latitude: -34.6, longitude: -58.4 },
  MLC: { latitude: -33.45, longitude: -70.66 },
  MCO: { latitude: 4.71, longitude: -74.07 },
};

async function makeShop(application: TestApplication, account: Account) {
  const { simulator, services } = application;
  const { userId, accessToken } = account;
  await furnish(simulator.url, account);
  const merchant = await services.createMerchant(`Shop ${userId}`);
  await services.connectAccount(merchant, { accessToken, personId: null });
  const { getMerchant } = await import('@/db/merchants');
  const { notificationKey } = await getMerchant(merchant);
  const apiKey = await makeApiKey(merchant, everyScope);

  async function api(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return call(`${application.url}/api/v1${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${apiKey}`, ...headers },
    });
  }

  async function charge(change: Record<string, unknown> = {}, key: string = randomUUID()): Promise<Answer> {
    const body = {
      external_pos_id: tills[0],
      items: [{ title: 'Menú del día', unit_price: '320.00', quantity: 1 }],
      ...change,
    };
    return api('POST', '/orders', body, { 'idempotency-key': key });
  }

  async function order(id: string): Promise<ShownOrder> {
    return readOrder((await api('GET', `/orders/${id}`)).json);
  }

  async function openedOrder(change: Record<string, unknown> = {}): Promise<ShownOrder> {
    const answer = await charge(change);
    expect(answer).toMatchObject({ status: 201, json: { status: 'opened' } });
    return readOrder(answer.json);
  }

  function becomes(id: string, expected: Partial<ShownOrder>, options: { withinMs?: number } = {}) {
    return eventually(async () => {
      const seen = await order(id);
      expect(seen).toMatchObject(expected);
      return seen;
    }, options);
  }

  const scan = (externalPosId: string = tills[0]) => simulator.scan(externalPosId, userId);

  return {
    merchant,
    userId,
    accessToken,
    notificationKey,
    apiKey,
    notificationPath: `/api/notifications/mercadopago/${notificationKey}`,
    api,
    charge,
    order,
    /** An order that buyers can scan. */
    openedOrder,
    /** Waits until an order looks like this, and gives it. */
    becomes,
    /** An order that was paid in full, with the scan and the payment that closed it. */
    closedOrder: async (change: Record<string, unknown> = {}) => {
      const { id } = await openedOrder(change);
      const scanned = await scan();
      const payment = await simulator.pay(scanned, 'approved');
      return { order: await becomes(id, { status: 'closed' }), scan: scanned, payment };
    },
    /** Waits until it was read how an order was paid, or given up: nothing changes it any more by itself. */
    knowsMethods: (id: string) =>
      eventually(async () => {
        const [row] = await application.services.sql`select status, method_due_at from orders where id = ${id}`;
        expect(row).toEqual({ status: 'closed', method_due_at: null });
      }),
    cancel: (id: string) => api('POST', `/orders/${id}/cancel`),
    check: (id: string) => api('POST', `/orders/${id}/check`),
    /** A till shows the order, so it is looked at every three seconds. */
    watch: (id: string) => api('POST', `/orders/${id}/watch`),
    /** The kinds of events in an order's history, oldest first. */
    history: async (id: string): Promise<string[]> => {
      const { json } = await api('GET', `/orders/${id}/events`);
      return z
        .object({ results: z.array(z.object({ type: z.string() })) })
        .parse(json)
        .results.map((event) => event.type);
    },
    scan,
    /** Waits until this many deliveries of the shop arrived, or some, and nobody has to work on any. */
    workedThroughInbox: ({ arrived = 1 }: { arrived?: number } = {}) =>
      eventually(async () => {
        // What is named again and again in vain rests for ten seconds; nobody waits for that here.
        await application.services
          .sql`update hint_looks set in_vain = 0, started_at = to_timestamp(0) where merchant_id = ${merchant.id}`;
        await application.services.sql`
          update notifications set due_at = now() where merchant_id = ${merchant.id} and outcome = 'waiting' and due_at > now()`;
        const rows = await application.services.sql<{ outcome: string | null; attempts: number }[]>`
          select outcome, attempts from notifications where merchant_id = ${merchant.id}
          and processed_at is null`;
        expect(rows).toEqual([]);
        const [count] = await application.services.sql<{ arrived: number }[]>`
          select count(*)::int as arrived from notifications where merchant_id = ${merchant.id}`;
        expect(count?.arrived).toBeGreaterThanOrEqual(arrived);
      }),
    /** A key that may only this. */
    keyFor: (scopes: Permission[]) => makeApiKey(merchant, scopes),
    /** The cookie of somebody who signed in, as a browser sends it. */
    signIn: (role: Role) => signIn(application, merchant, role),
  };
}

/** The store and its points of sale, made at Mercado Pago as its own panel would. */
async function furnish(simulatorUrl: string, account: Account): Promise<void> {
  const headers = { authorization: `Bearer ${account.accessToken}` };
  const store = {
    name: 'Centro',
    external_id: 'S001',
    location: {
      street_name: 'Lavalle',
      street_number: '742',
      city_name: 'San Nicolás',
      state_name: 'Capital Federal',
      ...places[account.siteId],
    },
  };
  const stores = await call(`${simulatorUrl}/users/${account.userId}/stores`, { method: 'POST', headers, body: store });
  expect(stores.status, stores.text).toBe(200);
  for (const [place, externalId] of tills.entries()) {
    const body = {
      name: `Caja ${place + 1}`,
      external_id: externalId,
      external_store_id: 'S001',
      fixed_amount: true,
    };
    const made = await call(`${simulatorUrl}/pos`, { method: 'POST', headers, body });
    expect(made.status, made.text).toBe(200);
  }
}

async function makeApiKey(merchant: Merchant, scopes: Permission[]): Promise<string> {
  const [{ insertApiKey }, { newId }, { hashApiSecret }] = await Promise.all([
    import('@/db/api-keys'),
    import('@/db/new-id'),
    import('@/lib/api-secret'),
  ]);
  const prefix = `mk_${randomBytes(4).toString('hex')}`;
  const secret = randomBytes(32).toString('base64url');
  await insertApiKey(merchant, {
    id: newId(),
    name: 'test',
    prefix,
    lastFour: secret.slice(-4),
    secretHash: hashApiSecret(secret),
    scopes,
    // Tests ask faster than a POS system does.
    ratePerSecond: 1000,
    expiresAt: new Date(Date.now() + 86_400_000),
  });
  return `${prefix}_${secret}`;
}

async function signIn(application: TestApplication, merchant: Merchant, role: Role) {
  const [people, { newId }, { actAsSystem }, { encode }, sessions] = await Promise.all([
    import('@/db/people'),
    import('@/db/new-id'),
    import('@/lib/domain/scope'),
    import('next-auth/jwt'),
    import('@/lib/web/session-token'),
  ]);
  const personId = newId();
  const email = `${role}.${personId}@example.com`;
  await people.insertPerson(merchant, { id: personId, email, name: role, passwordHash: 'none', role });
  const sid = newId();
  const expiresAt = new Date(Date.now() + sessions.SESSION_SECONDS * 1000);
  await people.insertSession(actAsSystem(), { id: sid, personId, expiresAt });
  const salt = sessions.sessionCookieName();
  const token = await encode({ token: { sid }, secret: process.env.AUTH_SECRET ?? '', salt });
  const cookie = `${salt}=${token}`;
  return {
    cookie,
    personId,
    /** A call of one of our own pages; other headers make it another site's. */
    call: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
      call(`${application.url}/api/v1${path}`, {
        method,
        body,
        headers: { cookie, 'sec-fetch-site': 'same-origin', ...headers },
      }),
    signOut: () => people.deleteSession(actAsSystem(), sid),
  };
}
