import { describe, expect, test } from 'vitest';
import { attendedV1 } from '@/lib/mercadopago/integrations/attended-v1';
import { acceptedAt, sale, slot } from './sale';
import { openScriptedClient } from './scripted-client';
import { empty, html, json } from './scripted-server';

const { server, client } = await openScriptedClient();

describe('publishing', () => {
  test('an order carries pictures, currencies and its life, and no total', async () => {
    server.answer(json('{"id":"360472057-3d2cadbf","total_amount":320.1}'));
    expect(await attendedV1.publish(client, { ...sale, externalStoreId: null }, acceptedAt)).toEqual({
      kind: 'confirmed',
      qrData: null,
      providerOrderId: null,
    });
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/mpmobile/instore/qr/100001/S001P01' });
    expect(request?.headers['x-ttl-store-preference']).toBe('600');
    expect(request?.body).toBe(
      '{"external_reference":"Bill-0001","notification_url":"https://mostrador.example/n/key","items":[' +
        '{"id":"A-1","title":"Product 1","currency_id":"ARS","unit_price":120.10,"quantity":1,"description":"Product 1","picture_url":"https://example.com/p.png"},' +
        '{"title":"Product 2","currency_id":"ARS","unit_price":100.00,"quantity":2,"description":"Two of them"}],' +
        '"sponsor_id":446566691}',
    );
  });

  test('a life is at least a second, and is the same whenever it is published again', async () => {
    server.answer(empty(204));
    await attendedV1.publish(client, { ...sale, expiresAt: acceptedAt }, acceptedAt);
    await attendedV1.publish(client, { ...sale, expiresAt: new Date('2026-11-21T12:00:30.001Z') }, acceptedAt);
    expect(server.requests.map((request) => request.headers['x-ttl-store-preference'])).toEqual(['1', '31']);
  });

  test('only the printed QR exists here', async () => {
    server.answer(empty(204));
    for (const mode of ['dynamic', 'hybrid'] as const) {
      const outcome = await attendedV1.publish(client, { ...sale, mode }, acceptedAt);
      expect(outcome).toMatchObject({ kind: 'refused', error: { code: 'mode_not_supported' } });
    }
    expect(server.requests).toEqual([]);
  });

  test('a bad token is told under 400', async () => {
    server.answer(json('{"error":"invalid_access_token"}', 400));
    expect(await attendedV1.publish(client, sale, acceptedAt)).toMatchObject({
      kind: 'refused',
      error: { kind: 'unauthorized' },
    });
  });
});

test.each([
  ['withdrawn', empty(204)],
  ['nothing_there', empty(404)],
  ['refused', json('{"error":"invalid_collector_id"}', 400)],
  ['unknown', html(500)],
] as const)('withdrawing ends as %s', async (kind, step) => {
  server.answer(step);
  expect((await attendedV1.withdraw(client, slot, 'key')).kind).toBe(kind);
  expect(server.requests[0]).toMatchObject({ method: 'DELETE', url: '/mpmobile/instore/qr/100001/S001P01' });
});

test('the slot cannot be read, so nothing is asked', async () => {
  server.answer(empty(204));
  expect(await attendedV1.readSlot(client, slot)).toEqual({ kind: 'not_offered' });
  expect(server.requests).toEqual([]);
});

test('money is looked for by reference and under every known merchant order', async () => {
  server.answer(json('{"elements":null,"total":0}'), json('{"id":7,"status":"closed"}'));
  const ways = attendedV1.waysToLook({
    externalReference: 'Bill-0001',
    providerOrderId: null,
    merchantOrderIds: ['7'],
    isThorough: false,
  });
  expect(ways.map((way) => way.name)).toEqual(['search', 'merchant_order']);
  const [first, second] = ways;
  expect(await first?.read(client)).toEqual([]);
  expect(await second?.read(client)).toMatchObject([{ merchantOrderId: '7', status: 'closed' }]);
});

test('a thorough look asks for the payments as well, and believes those that say whose they are and of which scan', async () => {
  const payment = { status: 'approved', currency_id: 'ARS', transaction_amount: 320, external_reference: 'Bill-0001' };
  const ours = { ...payment, collector_id: 100001, order: { id: 7 } };
  const results = [
    { ...ours, id: 1 },
    { ...ours, id: 2, transaction_amount: 5 },
    { ...ours, id: 3, collector_id: 999 },
    { ...ours, id: 4, external_reference: 'Bill-0002' },
    { ...payment, id: 5, collector_id: 100001 },
    { ...payment, id: 6, order: { id: 7 } },
  ];
  server.answer(json(JSON.stringify({ paging: { total: 6 }, results })));
  const ways = attendedV1.waysToLook({
    externalReference: 'Bill-0001',
    providerOrderId: null,
    merchantOrderIds: [],
    isThorough: true,
  });
  expect(ways.map((way) => way.name)).toEqual(['search', 'payments']);
  expect(await ways[1]?.read(client)).toMatchObject([
    {
      merchantOrderId: '7',
      collectorId: '100001',
      payments: [{ paymentId: '1' }, { paymentId: '2', amountMinor: 500 }],
    },
    { merchantOrderId: '7', collectorId: '999', payments: [{ paymentId: '3' }] },
  ]);
});
