import { type APIRequestContext, expect } from '@playwright/test';
import { browserRun } from '../../support/browser-run';

/** A store that one test has to itself, with its tills; no test before left anything on them. */
export type OwnStore = {
  readonly code: string;
  readonly name: string;
  readonly tills: readonly { readonly code: string; readonly name: string }[];
};

const headers = { origin: browserRun.url };

/** Makes a store with two tills under the next codes, as a POS system does. */
export async function openStore(request: APIRequestContext): Promise<OwnStore> {
  const list = await request.get('/api/v1/stores?limit=200');
  const { results }: { results: { external_store_id: string | null }[] } = await list.json();
  const numbers = results.map(({ external_store_id: code }) => Number(/^S(\d{3})$/.exec(code ?? '')?.[1] ?? 0));
  const code = `S${String(Math.max(...numbers) + 1).padStart(3, '0')}`;
  const store = { code, name: `Sucursal ${code}` };
  const made = await request.post('/api/v1/stores', {
    headers,
    data: {
      external_store_id: store.code,
      name: store.name,
      location: {
        street_name: 'Av. Cabildo',
        street_number: '2230',
        city_name: 'Belgrano',
        state_name: 'Capital Federal',
        latitude: -34.562,
        longitude: -58.456,
      },
    },
  });
  expect(made.status(), await made.text()).toBe(201);
  const tills = ['01', '02'].map((number) => ({ code: `${code}P${number}`, name: `Mostrador ${number} ${code}` }));
  for (const till of tills) {
    const data = { external_pos_id: till.code, name: till.name, external_store_id: store.code };
    expect((await request.post('/api/v1/pos', { headers, data })).status()).toBe(201);
  }
  return { ...store, tills };
}

/** Takes it out of service with whatever stands in it by now. */
export async function closeStore(request: APIRequestContext, { code }: OwnStore): Promise<void> {
  const gone = await request.delete(`/api/v1/stores/${code}?confirm=${code}`, { headers });
  expect(gone.status(), await gone.text()).toBe(200);
}
