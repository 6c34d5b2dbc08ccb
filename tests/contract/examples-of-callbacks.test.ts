import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { WebhookSignatureValidator } from 'mercadopago';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readNotification } from '@/lib/mercadopago/notification';
import { judgeSignature } from '@/lib/mercadopago/signature';
import { eventually } from '../support/eventually';
import { apiOrder, v2 } from './support/scene';
import { sitesOfTheWorld } from './support/sites-of-the-world';
import { furnish, openStand, type Stand } from './support/stand';
import { facts, fill, type Known, placeIn } from './support/story';

/*
 * What Mercado Pago calls: notifications as they arrive at a merchant's address and what our client reads in them, and
 * the address of an unattended POS with what a buyer sees of its answers.
 */

const { userId } = sitesOfTheWorld.MLA;
const secret = 'a-secret-of-the-application';

type Arrived = { query: URLSearchParams; body: string; headers: NodeJS.Dict<string | string[]> };

const notifications = z
  .strictObject({
    source: z.string(),
    notifications: z.array(
      z.strictObject({
        title: z.string(),
        query: z.record(z.string(), z.string()),
        body: z.unknown(),
        absent: z.array(z.string()).optional(),
        reads: z.record(z.string(), z.string()),
      }),
    ),
  })
  .parse(read('notifications.json')).notifications;

const answers = z
  .strictObject({
    source: z.string(),
    answers: z.array(
      z.strictObject({
        title: z.string(),
        says: z.strictObject({
          status: z.number(),
          headers: z.record(z.string(), z.string()).optional(),
          body: z.unknown(),
        }),
        sees: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(read('unattended.json')).answers;

describe('a notification', () => {
  let stand: Stand;
  let listener: Server;
  const arrived: Arrived[] = [];
  const known: Known = new Map([['user', userId]]);

  beforeAll(async () => {
    stand = await openStand();
    listener = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://here').searchParams;
      let body = '';
      request.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      request.on('end', () => {
        arrived.push({ query, body, headers: request.headers });
        response.end();
      });
    });
    const address = `${await listen(listener)}/notices?tenant=a1`;
    await stand.reset();
    await stand.simulator.notify({ mode: 'both' });
    await stand.simulator.control('PUT', '/webhooks', { user_id: Number(userId), url: address, secret });
    const { client } = await furnish(stand, 'MLA', ['S001P01', 'S001P02']);
    const sold = v2('S001P01', 'Paid-8');
    const body = Object.assign({}, sold.body, { notification_url: address });
    await client.putInStoreOrder({ ...sold, body });
    known.set('merchantOrder', await stand.scan('S001P01'));
    known.set('payment', await stand.simulator.pay(known.get('merchantOrder') ?? '', 'approved'));
    const paid = await client.createOrder({ body: apiOrder('S001P02', 'Paid-9'), idempotencyKey: 'paid-9' });
    known.set('order', paid.providerOrderId);
    await stand.simulator.pay(await stand.scan('S001P02'), 'approved');
    const canceled = await client.createOrder({ body: apiOrder('S001P02', 'Gone-9'), idempotencyKey: 'gone-9' });
    known.set('canceled', canceled.providerOrderId);
    await client.cancelOrder({ orderId: canceled.providerOrderId, idempotencyKey: 'gone-9-cancel' });
  });
  afterAll(async () => {
    listener.closeAllConnections();
    listener.close();
    await stand.close();
  });

  test.each(notifications)('$title', async ({ query, body, absent, reads }) => {
    const found = await eventually(() => arrival(query, body));
    const content: unknown = JSON.parse(found.body);
    expect(content).toMatchObject(Object(facts(fill(body, known))));
    for (const places of absent ?? []) expect(placeIn(content, places), places).toBeUndefined();
    const meant = Object(fill(reads, known));
    expect(readNotification(found)).toMatchObject(meant);
    // Were the query lost on the way, the body would lead to the same place.
    const alone = readNotification({ query: new URLSearchParams(), body: found.body });
    expect(alone).toMatchObject({ kind: meant.kind, resourceId: meant.resourceId });
    expect(found.headers).toMatchObject({ 'x-retry': '0', 'x-request-id': expect.any(String) });
  });

  test('is signed for the application when it is a webhook, and for nobody when it is IPN', async () => {
    await eventually(() => expect(arrived.length).toBeGreaterThanOrEqual(notifications.length));
    const judged = arrived.map(({ query, headers }) => {
      const header = (name: string) => (typeof headers[name] === 'string' ? headers[name] : null);
      const evidence = judgeSignature({
        signatureHeader: header('x-signature'),
        requestId: header('x-request-id'),
        dataId: query.get('data.id') ?? query.get('id'),
        secrets: ['another', secret],
      });
      return `${query.has('topic') ? 'ipn' : 'webhook'} ${evidence}`;
    });
    expect(new Set(judged)).toEqual(new Set(['ipn invalid', 'webhook valid']));
  });

  test('that is a webhook is proven by Mercado Pago’s own library', async () => {
    await eventually(() => expect(arrived.length).toBeGreaterThanOrEqual(notifications.length));
    const webhooks = arrived.filter(({ query }) => !query.has('topic'));
    for (const { query, headers } of webhooks) {
      const signed = {
        xSignature: headers['x-signature'],
        xRequestId: headers['x-request-id'],
        dataId: query.get('data.id'),
      };
      expect(() => WebhookSignatureValidator.validate({ ...signed, secret })).not.toThrow();
      expect(() => WebhookSignatureValidator.validate({ ...signed, secret: 'another' })).toThrow();
    }
  });

  /** The first delivery with this query and, where the body names one, this action. */
  function arrival(query: Record<string, string>, body: unknown): Arrived {
    const wanted = Object.entries(query).map(([name, value]) => [name, fill(value, known)]);
    const found = arrived.find(
      (each) =>
        wanted.every(([name, value]) => each.query.get(String(name)) === value) &&
        placeIn(JSON.parse(each.body), 'action') === placeIn(body, 'action'),
    );
    if (!found) throw new Error(`nothing arrived with ${JSON.stringify(wanted)}`);
    return found;
  }
});

describe('the address of an unattended POS', () => {
  let stand: Stand;
  let merchant: Server;
  let told: (typeof answers)[number]['says'] | undefined;
  const asked: string[] = [];
  const known: Known = new Map([['user', userId]]);

  beforeAll(async () => {
    stand = await openStand();
    merchant = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const content = typeof told?.body === 'string' ? told.body : JSON.stringify(fill(told?.body, known));
      response.writeHead(told?.status ?? 500, { 'content-type': 'application/json', ...told?.headers }).end(content);
    });
    const url = `${await listen(merchant)}/pagar?local=6232&caja=1`;
    await stand.reset();
    const { client, store } = await furnish(stand, 'MLA', []);
    const settings = { name: 'Surtidor', fixedAmount: true, category: null, storeId: store.storeId, url };
    await client.createPos({ ...settings, externalId: 'S001P01' });
  });
  afterAll(async () => {
    merchant.closeAllConnections();
    merchant.close();
    await stand.close();
  });

  test.each(answers)('$title', async ({ says, sees }) => {
    told = says;
    asked.length = 0;
    const { json } = await stand.simulator.control('POST', '/scan', { external_pos_id: 'S001P01' });
    expect(json).toMatchObject(sees);
    expect(asked).toEqual(['GET /pagar?local=6232&caja=1']);
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', 'callbacks', file), 'utf8'));
}
