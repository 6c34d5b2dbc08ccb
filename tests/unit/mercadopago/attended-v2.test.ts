import { describe, expect, test } from 'vitest';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { attendedV2 } from '@/lib/mercadopago/integrations/attended-v2';
import type { PublishableOrder } from '@/lib/mercadopago/integrations/driver';
import { acceptedAt, accessToken, bareItem, sale, slot } from './sale';
import { openScriptedClient } from './scripted-client';
import { deadAddress, empty, html, json } from './scripted-server';

const { server, client } = await openScriptedClient();

describe('publishing', () => {
  test('an order is written with exact amounts and the fields of this generation only', async () => {
    server.answer(empty(204));
    expect(await attendedV2.publish(client, sale, acceptedAt)).toEqual({
      kind: 'confirmed',
      qrData: null,
      providerOrderId: null,
    });
    expect(server.requests[0]).toMatchObject({
      method: 'PUT',
      url: '/instore/qr/seller/collectors/100001/stores/S001/pos/S001P01/orders',
      body:
        '{"external_reference":"Bill-0001","title":"Mesa 4","description":"Almuerzo",' +
        '"notification_url":"https://mostrador.example/n/key","expiration_date":"2026-11-21T12:10:00.000+00:00",' +
        '"total_amount":320.10,"items":[' +
        '{"sku_number":"A-1","category":"food","title":"Product 1","unit_price":120.10,"quantity":1,"unit_measure":"unit","total_amount":120.10},' +
        '{"title":"Product 2","description":"Two of them","unit_price":100.00,"quantity":2,"unit_measure":"pack","total_amount":200.00}],' +
        '"sponsor":{"id":446566691}}',
    });
  });

  test('Colombian amounts have no decimals and their tax is always said', async () => {
    server.answer(empty(200));
    const items = [{ ...bareItem, quantity: 1, unitPriceMinor: 1500 }];
    const taxes = [{ type: 'IVA', valueMinor: 0 }] as const;
    await attendedV2.publish(
      client,
      { ...sale, currencyId: 'COP', totalMinor: 1500, items, taxes, sponsorId: null },
      acceptedAt,
    );
    const body = server.requests[0]?.body;
    expect(body).toContain('"total_amount":1500,');
    expect(body).toContain('"taxes":[{"type":"IVA","value":0}]');
    expect(body).not.toContain('sponsor');
  });

  test.each([
    ['store_without_external_id', { externalStoreId: null }],
    ['invalid_external_reference', { externalReference: 'con espacio' }],
    ['invalid_title', { title: 'x'.repeat(257) }],
    ['invalid_description', { description: '' }],
    ['invalid_notification_url', { notificationUrl: `https://x/${'x'.repeat(500)}` }],
    ['invalid_sponsor.id', { sponsorId: 'abc' }],
    ['error_creating_seller_qr_order', { items: [] }],
    ['invalid_total_amount', { totalMinor: 32011 }],
  ] satisfies [string, Partial<PublishableOrder>][])('what would be refused is not sent: %s', async (code, change) => {
    server.answer(empty(204));
    const outcome = await attendedV2.publish(client, { ...sale, ...change }, acceptedAt);
    expect(outcome).toMatchObject({ kind: 'refused', error: { kind: 'refused', code, status: null } });
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['refused', json('{"error":"invalid_items.unit_price","message":"must be a number"}', 400)],
    ['refused', json('{"error":"pos_obtainment_error"}', 404)],
    ['refused', json('{"error":"unauthorized"}', 401)],
    ['not_sent', json('{"error":"too_many_requests"}', 429, { 'retry-after': '3' })],
    ['unknown', json('{"error":"in_store_order_creation_error"}', 500)],
    ['unknown', html(200)],
    ['unknown', html(404)],
  ] as const)('the outcome is %s', async (kind, step) => {
    server.answer(step);
    expect((await attendedV2.publish(client, sale, acceptedAt)).kind).toBe(kind);
  });

  test('with nobody listening it was not sent', async () => {
    const dead = createMercadoPagoClient({ baseUrl: await deadAddress(), accessToken });
    expect((await attendedV2.publish(dead, sale, acceptedAt)).kind).toBe('not_sent');
  });
});

describe('withdrawing', () => {
  test.each([
    ['withdrawn', empty(204)],
    ['withdrawn', json('{}')],
    ['nothing_there', json('{"error":"in_store_order_delete_error"}', 400)],
    ['nothing_there', json('{"error":"point_of_sale_in_store_order_not_found"}', 404)],
    ['locked', json('{"error":"instore_order_locked_error"}', 409)],
    ['locked', json('{"error":"instore_order_locked_error"}', 423)],
    ['refused', json('{"error":"invalid_collectorId"}', 400)],
    ['refused', json('{"error":"unauthorized"}', 401)],
    ['not_sent', json('{}', 429)],
    ['unknown', json('{"error":"in_store_order_creation_error"}', 500)],
    ['unknown', html(404)],
  ] as const)('the outcome is %s', async (kind, step) => {
    server.answer(step);
    expect((await attendedV2.withdraw(client, slot, 'key')).kind).toBe(kind);
    expect(server.requests[0]).toMatchObject({
      method: 'DELETE',
      url: '/instore/qr/seller/collectors/100001/pos/S001P01/orders',
    });
  });
});

describe('a QR on a screen', () => {
  const qrs = '/instore/orders/qr/seller/collectors/100001/pos/S001P01/qrs';
  const answer = json('{"qr_data":"00020101","in_store_order_id":"d4e8ca59-3e1d-4c03-b1f6-580e87c654ae"}');
  const confirmed = {
    kind: 'confirmed',
    qrData: '00020101',
    providerOrderId: 'd4e8ca59-3e1d-4c03-b1f6-580e87c654ae',
  };

  test('a dynamic one is posted, and cannot be read or withdrawn', async () => {
    server.answer(answer);
    const dynamic = { ...sale, mode: 'dynamic', externalStoreId: null } as const;
    expect(await attendedV2.publish(client, dynamic, acceptedAt)).toEqual(confirmed);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: qrs });
    server.answer(empty(204));
    expect(await attendedV2.readSlot(client, { ...slot, mode: 'dynamic' })).toEqual({ kind: 'not_offered' });
    expect(await attendedV2.withdraw(client, { ...slot, mode: 'dynamic' }, 'key')).toMatchObject({ kind: 'refused' });
    expect(server.requests).toEqual([]);
  });

  test('a dynamic one without its text leaves the publication unknown', async () => {
    for (const step of [empty(201), json('{}'), html(200)]) {
      server.answer(step);
      expect((await attendedV2.publish(client, { ...sale, mode: 'dynamic' }, acceptedAt)).kind).toBe('unknown');
    }
  });

  test('a hybrid one is put, and its answer may be empty', async () => {
    const hybrid = { ...sale, mode: 'hybrid' } as const;
    server.answer(answer);
    expect(await attendedV2.publish(client, hybrid, acceptedAt)).toEqual(confirmed);
    expect(server.requests[0]).toMatchObject({ method: 'PUT', url: qrs });
    server.answer(empty(201));
    expect(await attendedV2.publish(client, hybrid, acceptedAt)).toEqual({
      kind: 'confirmed',
      qrData: null,
      providerOrderId: null,
    });
    server.answer(empty(204));
    expect(await attendedV2.withdraw(client, { ...slot, mode: 'hybrid' }, 'key')).toEqual({ kind: 'withdrawn' });
  });
});

describe('reading the slot', () => {
  test('a live order says its reference and total', async () => {
    server.answer(json('[{"external_reference":"Bill-0001","total_amount":320.10}]'));
    expect(await attendedV2.readSlot(client, slot)).toEqual({
      kind: 'live',
      externalReference: 'Bill-0001',
      totalMinor: 32010,
    });
  });

  test.each([
    ['empty', json('{"error":"point_of_sale_in_store_order_not_found"}', 404)],
    ['empty', json('[]')],
    ['unreadable', json('{"error":"pos_obtainment_error"}', 404)],
    ['unreadable', html(404)],
    ['unreadable', json('{}')],
    ['unreadable', json('{}', 500)],
    ['unreadable', json('{}', 401)],
  ] as const)('it is %s', async (kind, step) => {
    server.answer(step);
    expect((await attendedV2.readSlot(client, slot)).kind).toBe(kind);
  });
});
