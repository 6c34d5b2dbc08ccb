import type { SiteId } from '@/lib/domain/sites';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { exchangeOverHttp } from '@/lib/mercadopago/http-exchange';
import type { PublishableOrder } from '@/lib/mercadopago/integrations/driver';
import { type ApiRequest, createTransport } from '@/lib/mercadopago/transport';
import { openSimulator } from '../../support/simulator';
import { siteIds, sitesOfTheWorld } from './sites-of-the-world';

/** A simulator with one account per country, and our client in front of it. */
export type Stand = Awaited<ReturnType<typeof openStand>>;

/** Starts it; the caller closes it. */
export async function openStand() {
  const simulator = await openSimulator();
  return {
    simulator,
    close: simulator.close,
    /** Empties the simulator: seven accounts, no notifications, nothing wrong. */
    reset: async (): Promise<void> => {
      const accounts = siteIds.map((siteId) => {
        const { userId, accessToken } = sitesOfTheWorld[siteId];
        return { user_id: Number(userId), site_id: siteId, access_token: accessToken, nickname: `SHOP${siteId}` };
      });
      await simulator.control('POST', '/reset', { accounts });
      await simulator.notify({ mode: 'none' });
    },
    client: (siteId: SiteId = 'MLA', options: { accessToken?: string; timeoutMs?: number } = {}) =>
      createMercadoPagoClient({
        baseUrl: simulator.url,
        accessToken: sitesOfTheWorld[siteId].accessToken,
        ...options,
      }),
    /** Sends what our client would never send, and reads the answer as our client does. */
    send: (
      request: ApiRequest,
      siteId: SiteId = 'MLA',
      accessToken: string = sitesOfTheWorld[siteId].accessToken,
    ): Promise<unknown> => {
      const transport = createTransport({
        baseUrl: simulator.url,
        accessToken,
        timeoutMs: 8_000,
        exchange: exchangeOverHttp,
      });
      return transport.send(request, (body) => ({ body }));
    },
    scan: (externalPosId: string, siteId: SiteId = 'MLA') =>
      simulator.scan(externalPosId, Number(sitesOfTheWorld[siteId].userId)),
  };
}

/** The error that a call ends with. Fails when it succeeds, or fails with anything but the one type we throw. */
export async function failureOf(call: Promise<unknown>): Promise<MercadoPagoError> {
  const outcome: unknown = await call.then(
    (value) => new Error(`it did not fail: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof MercadoPagoError) return outcome;
  throw outcome;
}

/** A store and its points of sale, made with our client. */
export async function furnish(stand: Stand, siteId: SiteId, externalPosIds: readonly string[]) {
  const { userId, foodCategory, latitude, longitude } = sitesOfTheWorld[siteId];
  const client = stand.client(siteId);
  const store = await client.createStore({
    userId,
    store: {
      name: 'Centro',
      externalId: 'S001',
      businessHours: { monday: [{ open: '08:00', close: '20:00' }] },
      location: {
        streetName: 'Mayor',
        streetNumber: '12 bis',
        cityName: 'Centro',
        stateName: 'Capital',
        zipCode: '1000',
        latitude,
        longitude,
        reference: 'Esquina',
      },
    },
  });
  const settings = { fixedAmount: true, category: foodCategory, storeId: store.storeId, url: null };
  const pos = [];
  for (const externalId of externalPosIds)
    pos.push(await client.createPos({ ...settings, name: `Caja ${externalId}`, externalId }));
  return { client, userId, store, pos };
}

/** A sale of two lines, 320.00 together, as the drivers publish it. */
export function sale(change: Partial<PublishableOrder> = {}): PublishableOrder {
  const line = { unitMeasure: 'unit', skuNumber: null, category: null, description: null, pictureUrl: null } as const;
  return {
    userId: sitesOfTheWorld.MLA.userId,
    externalStoreId: 'S001',
    externalPosId: 'S001P01',
    externalReference: 'Bill-0001',
    title: 'Mesa 4',
    description: 'Almuerzo',
    notificationUrl: null,
    expiresAt: new Date(Date.now() + 600_000),
    currencyId: 'ARS',
    totalMinor: 32_000,
    items: [
      { ...line, title: 'Menú', unitPriceMinor: 12_000, quantity: 1, skuNumber: 'A-1', category: 'food' },
      { ...line, title: 'Agua', unitPriceMinor: 10_000, quantity: 2 },
    ],
    taxes: [],
    sponsorId: null,
    mode: 'static',
    idempotencyKey: 'create-1',
    ...change,
  };
}
