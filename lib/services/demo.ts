import 'server-only';
import type { MercadoPagoClient } from '@/lib/mercadopago/client';
import type { NewStore } from '@/lib/mercadopago/wire/store';
import { clientFor } from './accounts';

/** The demonstration against the simulator; its account is the one that a fresh simulator has. */
export const demo = {
  merchantName: 'Café Lavalle',
  email: 'demo@mostrador.local',
  personName: 'Camila Ríos',
  accessToken: 'TEST-0000000000000001-000000-simulator-100001',
  userId: '100001',
} as const;

const weekdayHours = [{ open: '08:00', close: '20:00' }];
const businessHours = {
  monday: weekdayHours,
  tuesday: weekdayHours,
  wednesday: weekdayHours,
  thursday: weekdayHours,
  friday: weekdayHours,
  saturday: [{ open: '09:00', close: '14:00' }],
};

const demoStores: readonly (NewStore & { readonly tills: number })[] = [
  {
    name: 'Centro',
    externalId: 'S001',
    businessHours,
    location: {
      streetName: 'Lavalle',
      streetNumber: '742',
      cityName: 'San Nicolás',
      stateName: 'Capital Federal',
      zipCode: null,
      latitude: -34.60221,
      longitude: -58.37692,
      reference: null,
    },
    tills: 3,
  },
  {
    name: 'Palermo',
    externalId: 'S002',
    businessHours,
    location: {
      streetName: 'Gorriti',
      streetNumber: '5128',
      cityName: 'Palermo',
      stateName: 'Capital Federal',
      zipCode: null,
      latitude: -34.58934,
      longitude: -58.43012,
      reference: null,
    },
    tills: 2,
  },
];

/** Makes the demonstration's stores and tills at the simulator, where they are missing. Repeatable. */
export async function furnishDemo(): Promise<void> {
  const client = clientFor(demo.accessToken);
  for (const { tills, ...store } of demoStores) {
    const [existing] = await client.searchStores({ userId: demo.userId, externalId: store.externalId });
    const { storeId } = existing ?? (await client.createStore({ userId: demo.userId, store }));
    for (let till = 1; till <= tills; till++) await furnishTill(client, store.externalId, storeId, till);
  }
}

async function furnishTill(client: MercadoPagoClient, externalStoreId: string, storeId: string, till: number) {
  const externalId = `${externalStoreId}P${String(till).padStart(2, '0')}`;
  const [existing] = await client.searchPos({ externalId });
  if (existing) return;
  const foodInArgentina = 621102;
  await client.createPos({
    externalId,
    name: `Caja ${till}`,
    fixedAmount: true,
    category: foodInArgentina,
    storeId,
    url: null,
  });
}
