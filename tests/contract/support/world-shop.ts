import { expect } from 'vitest';
import type { OrderRequest } from '@/lib/domain/new-order';
import type { Integration, QrMode } from '@/lib/domain/order';
import type { SiteId } from '@/lib/domain/sites';
import type { PosRequest } from '@/lib/services/pos-settings';
import { call, textAt } from '../../support/answer';
import type { TestApplication } from '../../support/application';
import { eventually } from '../../support/eventually';
import { siteIds, sitesOfTheWorld } from './sites-of-the-world';

/** A merchant of one country, driven through our services. */
export type WorldShop = Awaited<ReturnType<typeof openWorldShop>>;

/** The points of sale of every shop. */
export const tills = ['S001P01', 'S001P02', 'S001P03'] as const;

/** Empties the simulator but for one account in each country. */
export async function openWorld({ simulator }: TestApplication): Promise<void> {
  const accounts = siteIds.map((siteId) => {
    const { userId, accessToken } = sitesOfTheWorld[siteId];
    return { user_id: Number(userId), site_id: siteId, access_token: accessToken, nickname: `SHOP${siteId}` };
  });
  await simulator.control('POST', '/reset', { accounts });
}

/** Opens the shop of a country at Mercado Pago, without any code of ours, and connects it to a merchant. */
export async function openWorldShop({ simulator, services }: TestApplication, siteId: SiteId) {
  const site = sitesOfTheWorld[siteId];
  await furnish(simulator.url, siteId);
  const merchant = await services.createMerchant(`Shop ${siteId}`);
  await services.connectAccount(merchant, { accessToken: site.accessToken, personId: null });
  const [merchants, { notificationUrlOf }, orders, posSettings, posRows, { presentOrder }, { getOrder }] =
    await Promise.all([
      import('@/db/merchants'),
      import('@/lib/services/accounts'),
      import('@/lib/services/orders'),
      import('@/lib/services/pos-settings'),
      import('@/db/pos'),
      import('@/lib/services/order-presentation'),
      import('@/db/orders'),
    ]);
  const by = { source: 'api', personId: null, apiKeyId: null } as const;
  const caller = { merchant, by, principal: `shop ${siteId}` };
  let charges = 0;

  async function order(id: string) {
    const found = await getOrder(merchant, id);
    if (!found) throw new Error(`there is no order ${id}`);
    return presentOrder(found);
  }

  function tryToCharge(request: Partial<OrderRequest> = {}) {
    charges += 1;
    const items = [{ title: 'Menú', unitPrice: site.price, quantity: 2 }];
    return orders.createOrder(caller, { externalPosId: tills[0], items, ...request }, `key-${charges}`);
  }

  return {
    siteId,
    site,
    merchant,
    userId: Number(site.userId),
    pos: async (externalPosId: string) => {
      const found = await posRows.getPos(merchant, externalPosId);
      if (!found) throw new Error(`there is no POS ${externalPosId}`);
      return found;
    },
    changePos: (externalPosId: string, request: PosRequest) => posSettings.changePos(caller, externalPosId, request),
    switchPosBack: (externalPosId: string) => posSettings.switchPosBack(caller, externalPosId),
    preflightPos: (externalPosId: string, wanted: { integration: Integration; mode: QrMode }) =>
      posSettings.preflightPos(merchant, externalPosId, wanted),
    testCharge: (externalPosId: string, wanted: { integration: Integration; mode: QrMode }) =>
      posSettings.testCharge(caller, externalPosId, wanted),
    tryToCharge,
    /** An order on a POS; fails unless it is opened. */
    charge: async (request: Partial<OrderRequest> = {}) => {
      const answer = await tryToCharge(request);
      expect(answer).toMatchObject({ status: 201, body: { status: 'opened' } });
      return order(textAt(answer.body, 'id'));
    },
    cancel: (id: string) => orders.cancelOrder(caller, id),
    order,
    /** Waits until an order looks like this, and gives it. */
    becomes: (id: string, expected: Record<string, unknown>) =>
      eventually(async () => {
        const seen = await order(id);
        expect(seen).toMatchObject(expected);
        return seen;
      }),
    /** Has Mercado Pago tell of orders of the Orders API, which have no address of their own; signed with `secret`. */
    listenToOrders: async (secret = 'a-secret-of-the-application'): Promise<void> => {
      const { notificationKey } = await merchants.getMerchant(merchant);
      const webhook = { user_id: Number(site.userId), url: notificationUrlOf(notificationKey), secret };
      await simulator.control('PUT', '/webhooks', webhook);
    },
    scan: (externalPosId: string = tills[0]) => simulator.scan(externalPosId, Number(site.userId)),
    /** What Mercado Pago received from this shop under a path, newest first. */
    received: async (method: string, part: string) =>
      (await simulator.requestsOf(Number(site.userId), method, part)).reverse(),
  };
}

async function furnish(simulatorUrl: string, siteId: SiteId): Promise<void> {
  const { userId, accessToken, foodCategory, latitude, longitude } = sitesOfTheWorld[siteId];
  const headers = { authorization: `Bearer ${accessToken}` };
  const make = async (path: string, body: unknown) => {
    const made = await call(`${simulatorUrl}${path}`, { method: 'POST', headers, body });
    expect(made.status, made.text).toBe(200);
  };
  const address = { street_name: 'Mayor', street_number: '1', city_name: 'Centro', state_name: 'Capital' };
  const location = { ...address, latitude, longitude };
  await make(`/users/${userId}/stores`, { name: 'Centro', external_id: 'S001', location });
  const settings = { external_store_id: 'S001', fixed_amount: true, category: foodCategory };
  for (const externalId of tills)
    await make('/pos', { ...settings, name: `Caja ${externalId}`, external_id: externalId });
}
