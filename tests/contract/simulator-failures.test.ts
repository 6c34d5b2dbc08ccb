import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSimulation, type OwnedSimulation } from '@/lib/simulator/create-simulation';
import { createRequestHandler } from '@/lib/simulator/request-handler';
import type { Route } from '@/lib/simulator/route';
import { createRouter } from '@/lib/simulator/router';
import { call } from '../support/answer';
import { openScene, type Scene } from './support/scene';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { openStand, type Stand } from './support/stand';

/*
 * A mistake in any handler of the simulator would be seen: it is answered with 500, said on stderr and kept in the log
 * of requests. And no handler makes one, whatever its route is given.
 */

const folder = path.resolve('lib/simulator');
const { userId, accessToken } = sitesOfTheWorld.MLA;

/** Every table of routes that a file of the simulator exports, found by what it is. */
async function everyRoute(): Promise<Route[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(files.map((file) => import(/* @vite-ignore */ path.join(folder, file))));
  return modules.flatMap((module: object) =>
    Object.values(module).flatMap((exported) => [exported].flat().filter(isRoute)),
  );
}

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'pattern' in value && 'handle' in value;
}

/** The address of a route with one value for every parameter. */
function addressOf({ pattern }: Route, parameter: string): string {
  return pattern.replace(/:\w+/g, parameter);
}

/** The address of a route that leads to something of the scene. */
function realAddressOf({ pattern }: Route, scene: Scene): string {
  const ids: readonly (readonly [start: string, id: string])[] = [
    ['/v1/payments/', scene.paymentId],
    ['/v1/orders/', scene.paidOrderId],
    ['/merchant_orders/', scene.merchantOrderId],
    ['/pos/', scene.posId],
    ['/instore/merchant/', scene.posId],
    ['/', scene.storeId],
  ];
  const id = ids.find(([start]) => pattern.startsWith(start))?.[1] ?? '';
  return pattern
    .replace(':user_id', userId)
    .replace(':external_store_id', 'S001')
    .replace(':external_pos_id', 'S001P01')
    .replace(':refund_id', scene.refundId)
    .replace(':file_name', scene.reportFileName)
    .replace(/:\w+/g, id);
}

describe('a mistake in a handler', () => {
  let routes: Route[];
  let server: Server;
  let owned: OwnedSimulation;
  let url: string;
  const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);

  beforeAll(async () => {
    routes = await everyRoute();
    owned = createSimulation(null);
    const { simulation, live } = owned;
    const answer = createRouter(
      routes.map((route) => ({
        ...route,
        handle: () => {
          throw new TypeError(`a mistake in ${route.pattern}`);
        },
      })),
    );
    server = createServer(createRequestHandler({ simulation, answer, live, publicUrl: null }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  beforeEach(() => said.mockClear());
  afterAll(() => {
    said.mockRestore();
    server.closeAllConnections();
    server.close();
    owned.stop();
  });

  test('is answered with 500 on every route, and said aloud', async () => {
    expect(routes.length).toBeGreaterThan(60);
    for (const route of routes) {
      const answer = await call(url + addressOf(route, '7'), { method: route.method });
      expect(answer.status, route.pattern).toBe(500);
      expect(answer.json, route.pattern).toMatchObject({ error: 'internal_error' });
      expect(String(said.mock.lastCall?.[0])).toContain('a mistake in');
    }
    expect(said).toHaveBeenCalledTimes(routes.length);
  });

  test('stays in the log of requests as a failure', async () => {
    owned.simulation.requestLog.clear();
    await call(`${url}/users/me`, { method: 'GET' });
    expect(owned.simulation.requestLog.list()).toMatchObject([{ path: '/users/me', status: 500, verdict: 'failed' }]);
  });
});

/** Parameters, queries and bodies that mean harm or nothing. */
const parameters = [
  '0',
  '-1',
  '1e9',
  '99999999999999999999',
  '%00',
  '%E0%A4%A',
  '..%2f..',
  '__proto__',
  'a'.repeat(300),
  'ORD01JQ4S4KY8HWQ6NA5PXB65B3D3',
];
const queries = [
  '',
  '?limit=-1&offset=NaN',
  '?%00=%ff&=&&',
  '?begin_date=NOW-9999YEARS&end_date=x&sort=id&criteria=asc',
  '?status[]=a&access_token=',
];
const bodies: unknown[] = [
  undefined,
  'null',
  '[]',
  '"text"',
  '{',
  '1e999',
  { __proto__: null, constructor: { prototype: 1 } },
  Object.fromEntries(hostileFields().map((name) => [name, null])),
  Object.fromEntries(hostileFields().map((name) => [name, []])),
  Object.fromEntries(hostileFields().map((name) => [name, { qr: {}, payments: [{}], id: -0 }])),
  Object.fromEntries(hostileFields().map((name) => [name, 1e308])),
  Object.fromEntries(hostileFields().map((name) => [name, '\u0000\ud800'])),
];

function hostileFields(): string[] {
  return [
    ...['name', 'external_id', 'location', 'business_hours', 'category', 'url', 'store_id', 'fixed_amount'],
    ...[
      'external_reference',
      'title',
      'description',
      'items',
      'total_amount',
      'taxes',
      'sponsor',
      'sponsor_id',
      'cash_out',
    ],
    ...['expiration_date', 'notification_url', 'type', 'config', 'transactions', 'expiration_time', 'integration_data'],
    ...['discounts', 'marketplace_fee', 'amount', 'status', 'grant_type', 'client_id', 'client_secret', 'code'],
    ...['refresh_token', 'redirect_uri', 'columns', 'frequency', 'begin_date', 'end_date', 'site_id', 'password'],
    ...[
      'accounts',
      'applications',
      'external_pos_id',
      'user_id',
      'qr_data',
      'merchant_order_id',
      'payment_id',
      'outcome',
    ],
    ...['method', 'seconds', 'mode', 'delay_ms', 'retry_scale', 'refunds', 'secret'],
  ];
}

describe('every route', () => {
  let stand: Stand;
  let scene: Scene;
  beforeAll(async () => {
    stand = await openStand();
    scene = await openScene(stand);
  });
  afterAll(() => stand.close());
  afterEach(() => vi.restoreAllMocks());

  test('answers hostile input without a mistake, and works afterwards', async () => {
    const said = vi.spyOn(process.stderr, 'write');
    // What deletes comes after what reads, and what empties everything last.
    const order = ['GET', 'POST', 'PUT', 'DELETE'];
    const routes = (await everyRoute()).sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method));
    const last = routes.findIndex(({ pattern }) => pattern === '/_control/reset');
    routes.push(...routes.splice(last, 1));
    const requests = routes.flatMap((route) =>
      bodies.flatMap((body, turn) => {
        const query = queries[turn % queries.length] ?? '';
        const hostile = addressOf(route, parameters[turn % parameters.length] ?? '') + query;
        const content = route.method === 'GET' ? undefined : body;
        return [realAddressOf(route, scene), hostile].map((address) => ({
          method: route.method,
          address,
          body: content,
        }));
      }),
    );
    const failures: string[] = [];
    for (const { method, address, body } of requests) {
      const headers = { authorization: `Bearer ${accessToken}`, 'x-idempotency-key': 'hostile' };
      const { status } = await call(stand.simulator.url + address, { method, headers, body });
      if (status >= 500) failures.push(`${method} ${address} ${JSON.stringify(body)}: ${status}`);
    }
    expect(failures).toEqual([]);
    expect(said).not.toHaveBeenCalled();
    expect(requests.length).toBeGreaterThan(1_400);
    expect(await (await openScene(stand)).client.getMe()).toMatchObject({ userId });
  }, 60_000);
});
