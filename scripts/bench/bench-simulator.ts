import { type Contender, startContender } from './contender';

/** The account that a simulator without state has. */
const userId = 100001;
const accessToken = 'TEST-0000000000000001-000000-simulator-100001';
export const benchHeaders = { authorization: `Bearer ${accessToken}` } as const;

/** A simulator of its own, with an order that is scanned, refused once and paid. */
export type BenchSimulator = { readonly contender: Contender; readonly merchantOrderId: string };

export const benchAccount = { userId: String(userId), accessToken } as const;
export const benchPos = { externalStoreId: 'S001', externalPosId: 'S001P01' } as const;

/** Starts a simulator without notifications and makes the order in it. */
export async function startBenchSimulator(): Promise<BenchSimulator> {
  const command = ['env', 'SIMULATOR_PORT=$PORT', process.execPath, '--import', 'tsx', 'scripts/simulator.ts'];
  const contender = await startContender('simulator', command, { env: {}, probe: '/users/me' });
  const api = (method: string, path: string, body: unknown) => ask(contender.url + path, method, body);
  const control = (method: string, path: string, body: unknown) => api(method, `/_control${path}`, body);
  await control('PUT', '/notifications', { mode: 'none' });
  const address = { street_name: 'Mayor', street_number: '1', city_name: 'Centro', state_name: 'Capital' };
  const location = { ...address, latitude: -34.6, longitude: -58.4 };
  await api('POST', `/users/${userId}/stores`, { name: 'Centro', external_id: benchPos.externalStoreId, location });
  const pos = { external_id: benchPos.externalPosId, external_store_id: benchPos.externalStoreId, fixed_amount: true };
  await api('POST', '/pos', { name: 'Caja', ...pos });
  await api('PUT', orderPath, orderBody);
  const scan = await control('POST', '/scan', { external_pos_id: benchPos.externalPosId });
  const merchantOrderId = String(Reflect.get(Object(scan), 'merchant_order_id'));
  for (const outcome of ['rejected', 'approved'])
    await control('POST', '/pay', { merchant_order_id: merchantOrderId, outcome });
  return { contender, merchantOrderId };
}

/** Where an order of the second version is put, and one of two lines. */
export const orderPath = `/instore/qr/seller/collectors/${userId}/stores/S001/pos/S001P01/orders`;
export const orderBody = {
  external_reference: 'Bill-0001',
  title: 'Mesa 4',
  description: 'Almuerzo',
  total_amount: 320.1,
  items: [
    { title: 'Menú', unit_price: 120.1, quantity: 1, unit_measure: 'unit', total_amount: 120.1 },
    { title: 'Agua', unit_price: 100, quantity: 2, unit_measure: 'unit', total_amount: 200 },
  ],
};

async function ask(url: string, method: string, body: unknown): Promise<unknown> {
  const headers = { ...benchHeaders, 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text}`);
  return text === '' ? null : JSON.parse(text);
}
