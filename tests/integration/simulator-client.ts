import http from 'node:http';
import { type RunningSimulator, startSimulator } from '@/lib/simulator/start-simulator';

/** What one call to the simulator brought back. */
export type Answer = { status: number; headers: Headers; json: unknown; text: string };

/** A simulator with the default account and short ways to call it. */
export type TestSimulator = RunningSimulator & {
  api(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
};

/** The token of the default account. */
export const accessToken = 'TEST-0000000000000001-000000-simulator-100001';

/** Starts a simulator on a free port. The caller closes it. */
export async function startTestSimulator(stateFile?: string): Promise<TestSimulator> {
  const running = await startSimulator({ port: 0, stateFile });
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const init = { method, headers: { 'content-type': 'application/json', ...headers } };
    const response = await fetch(
      `http://127.0.0.1:${running.port}${path}`,
      body === undefined ? init : { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) },
    );
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text === '' ? null : parse(text), text };
  };
  return {
    ...running,
    api: (method, path, body, headers = {}) =>
      call(method, path, body, { authorization: `Bearer ${accessToken}`, ...headers }),
    control: (method, path, body) => call(method, `/_control${path}`, body, {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The body of a store that the default account may create. */
export const storeBody = {
  name: 'Sucursal Centro',
  external_id: 'S001',
  business_hours: { monday: [{ open: '08:00', close: '13:00' }] },
  location: {
    street_name: 'Caseros',
    street_number: '3039',
    city_name: 'Belgrano',
    state_name: 'Capital Federal',
    latitude: -34.6,
    longitude: -58.4,
    reference: '3er piso',
  },
};

/** The body of a POS in that store. */
export const posBody = {
  name: 'Caja 1',
  external_id: 'S001P01',
  external_store_id: 'S001',
  fixed_amount: true,
  category: 621102,
};

/** Where attended orders of that POS are put, and where they are read and deleted. */
export const putOrderPath = '/instore/qr/seller/collectors/100001/stores/S001/pos/S001P01/orders';
export const orderPath = '/instore/qr/seller/collectors/100001/pos/S001P01/orders';

/** The body of an order of 320.00. */
export function orderBody(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    external_reference: 'Bill-0001',
    title: 'Mesa 4',
    description: 'Almuerzo',
    total_amount: 320,
    items: [
      {
        sku_number: 'A-1',
        category: 'food',
        title: 'Menú',
        unit_price: 120,
        quantity: 1,
        unit_measure: 'unit',
        total_amount: 120,
      },
      { title: 'Agua', unit_price: 100, quantity: 2, unit_measure: 'unit', total_amount: 200 },
    ],
    ...change,
  };
}

/** Makes the store and the POS. */
export async function openShop(simulator: TestSimulator): Promise<void> {
  await simulator.control('POST', '/reset', {});
  await simulator.api('POST', `/users/100001/stores`, storeBody);
  await simulator.api('POST', '/pos', posBody);
}

/** Puts an order and has a buyer scan it; the answer is the scan's. */
export async function scanNewOrder(simulator: TestSimulator, change: Record<string, unknown> = {}): Promise<Answer> {
  await simulator.api('PUT', putOrderPath, orderBody(change));
  return simulator.control('POST', '/scan', { external_pos_id: 'S001P01' });
}

/** Takes a value out of an answer by its keys; undefined when the way ends early. */
export function at(value: unknown, ...keys: (string | number)[]): unknown {
  let found: unknown = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** One notification as it arrived. */
export type Notice = { query: URLSearchParams; headers: http.IncomingHttpHeaders; body: unknown };

/** A merchant's notification URL. `answers` are statuses given in turn, the last one for ever. */
export type Listener = { url: string; notices: Notice[]; waitFor(count: number): Promise<Notice[]>; close(): void };

/** Listens on a free port for notifications. */
export async function listenForNotices(answers: number[] = [200]): Promise<Listener> {
  const notices: Notice[] = [];
  const waiting = new Set<() => void>();
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      notices.push({ query, headers: request.headers, body: parse(Buffer.concat(chunks).toString()) });
      response.writeHead(answers[Math.min(notices.length, answers.length) - 1] ?? 200).end();
      for (const check of waiting) check();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/notices?tenant=a1`,
    notices,
    waitFor(count) {
      return new Promise((resolve) => {
        function check(): void {
          if (notices.length < count) return;
          waiting.delete(check);
          resolve(notices);
        }
        waiting.add(check);
        check();
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
