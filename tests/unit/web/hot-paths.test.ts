import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { settings } from './settings';

let hotPaths: typeof import('@/lib/web/hot-paths');
let server: Server;
let origin: string;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...settings, TRUST_PROXY: '1' })) vi.stubEnv(name, value);
  hotPaths = await import('@/lib/web/hot-paths');
  server = createServer((request, response) => {
    if (!hotPaths.answerHotPath(request, response)) response.writeHead(299).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const LEFT_TO_NEXT = 299;

async function statusOf(method: string, path: string, rest: { body?: string; headers?: HeadersInit } = {}) {
  const response = await fetch(origin + path, { method, ...rest });
  await response.arrayBuffer();
  return response.status;
}

/** What is answered to requests that are written one after the other on one connection, which the last of them closes. */
async function statusesOf(requests: readonly string[]): Promise<number[]> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(requests.join(''));
  const answers = Buffer.concat(await socket.toArray()).toString();
  return [...answers.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
}

describe('the front door', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/login'],
    ['GET', '/api/health'],
    ['GET', '/api/v1/orders'],
    ['PUT', '/api/v1/orders'],
    ['HEAD', '/api/v1/orders'],
    ['GET', '/api/v1/orders/'],
    ['GET', '/api/v1/orders/an-order'],
    ['POST', '/api/v1/pos'],
    ['GET', '/api/notifications/mercadopago/key'],
    ['POST', '/api/notifications/mercadopago/'],
    ['POST', '/api/notifications/mercadopago/a/b'],
    ['POST', `/api/notifications/mercadopago/${'k'.repeat(129)}`],
    ['POST', '/api/pos/key/order'],
    ['GET', '/api/pos//order'],
    ['GET', '/api/pos/key/order/more'],
    ['POST', '/api/events'],
    ['GET', '/api/eventsx'],
  ])('leaves %s %s to Next', async (method, path) => {
    expect(await statusOf(method, path)).toBe(LEFT_TO_NEXT);
  });

  test('never says that a notification is kept when it could not be stored', async () => {
    expect(
      await statusOf('POST', '/api/notifications/mercadopago/abcdefghijklmnopqrstuvwx?topic=merchant_order&id=1', {
        body: '',
      }),
    ).toBe(503);
  });

  test('tells an unattended POS to come again when the database does not answer: only 200 and 400 are understood', async () => {
    const response = await fetch(`${origin}/api/pos/abcdefghijklmnopqrstuvwx/order`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'timeout' } });
  });

  test('charges as the route does: nobody is let in without being known', async () => {
    const response = await fetch(`${origin}/api/v1/orders?limit=1`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(401);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await response.json()).toMatchObject({ error: { code: 'unauthorized', fields: {} } });
  });

  test.each([300, 200_000, 3_000_000])(
    'hears the next request of a connection after refusing a charge with %i unread bytes',
    async (length) => {
      const request = `POST /api/v1/orders HTTP/1.1\r\nHost: desk\r\nContent-Length: ${length}\r\n\r\n${'x'.repeat(length)}`;
      expect(
        await statusesOf([request, 'GET /api/health HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n']),
      ).toEqual([401, LEFT_TO_NEXT]);
    },
  );

  test('refuses a body that is longer than a notification', async () => {
    expect(await statusOf('POST', '/api/notifications/mercadopago/key', { body: 'x'.repeat(64 * 1024 + 1) })).toBe(413);
  });

  test('lets somebody who tries addresses of receipts have a few a second, and others all of theirs', async () => {
    const { isOneVisitTooMany } = await import('@/lib/web/receipt-visits');
    // In an hour, so that nothing comes back while this test asks.
    const nowMs = performance.now() + 3_600_000;
    const visit = (address: string, ms = nowMs) => isOneVisitTooMany(address, ms);
    expect(await statusOf('GET', '/r/some-address')).toBe(LEFT_TO_NEXT);
    const visits = Array.from({ length: 30 }, () => visit('127.0.0.1'));
    expect(visits).toEqual([...Array(20).fill(false), ...Array(10).fill(true)]);
    expect([visit('127.0.0.2'), visit('127.0.0.1', nowMs + 100), visit('127.0.0.1', nowMs + 100)]).toEqual([
      false,
      false,
      true,
    ]);
    for (const path of ['/r/some-address/pdf', '/%72/some-address', '/r%2fsome-address', '/r/%E0%A4'])
      expect(await statusOf('GET', path), path).toBe(429);
    expect(await statusOf('GET', '/login?next=/r/some-address')).toBe(LEFT_TO_NEXT);
  });

  test('takes visitors of receipts for whom the proxy names last, whatever they write before it themselves', async () => {
    const { isOneVisitTooMany } = await import('@/lib/web/receipt-visits');
    while (!isOneVisitTooMany('203.0.113.9', performance.now() + 3_600_000));
    const visit = (forwardedFor: string) =>
      statusOf('GET', '/r/some-address', { headers: { 'x-forwarded-for': forwardedFor } });
    expect([await visit('203.0.113.9'), await visit('made-up, 203.0.113.9'), await visit('203.0.113.9, ::2')]).toEqual([
      429,
      429,
      LEFT_TO_NEXT,
    ]);
  });

  test('shows nobody’s orders to somebody who is not signed in', async () => {
    expect(await statusOf('GET', '/api/events')).toBe(401);
  });
});

describe('of a delivery’s headers', () => {
  test('only those are kept that are evidence, as text that the database stores', () => {
    const headers: Record<string, string> = {
      'x-signature': 'ts=1,v1=abc',
      'x-request-id': `a\0b\ud800${'x'.repeat(3000)}`,
      'user-agent': 'MercadoPago',
      cookie: 'session=secret',
      authorization: 'Bearer secret',
      'x-forwarded-for': '10.0.0.1',
    };
    const kept = hotPaths.headersWorthKeeping((name) => headers[name]);
    expect(Object.keys(kept).sort()).toEqual(['user-agent', 'x-request-id', 'x-signature']);
    expect(kept['x-request-id']).toMatch(/^ab\ufffdx+$/);
    expect(kept['x-request-id']?.length).toBeLessThanOrEqual(1024);
  });
});
