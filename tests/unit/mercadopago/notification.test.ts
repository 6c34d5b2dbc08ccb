import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNotification } from '@/lib/mercadopago/notification';

const order = 'ORD01J6TC8BYS0FMK4S3F9TQVDN8H';
const read = (query: string, body: unknown = '') =>
  readNotification({
    query: new URLSearchParams(query),
    body: typeof body === 'string' ? body : Buffer.from(JSON.stringify(body)),
  });

describe('documented shapes', () => {
  test('IPN: topic and id in the query', () => {
    expect(read('topic=merchant_order&id=123456789')).toEqual({
      topic: 'merchant_order',
      kind: 'merchant_order',
      resourceId: '123456789',
      userId: null,
      action: null,
    });
    expect(read('topic=payment&id=55')).toMatchObject({ kind: 'payment', resourceId: '55' });
  });

  test.each([
    ['https://api.mercadolibre.com/merchant_orders/1234567890', 'merchant_order'],
    ['https://api.mercadolibre.com/collections/notifications/1234567890', 'payment'],
    ['http://evil.example/x/1234567890?id=9#7', 'payment'],
    ['/merchant_orders/1234567890/', 'merchant_order'],
    [1234567890, 'merchant_order'],
  ])('old body: only the id is taken from %s', (resource, topic) => {
    expect(read('', { resource, topic })).toMatchObject({ kind: topic, resourceId: '1234567890' });
  });

  test('payment webhook: data.id, and never the id of the notification itself', () => {
    const body = { id: 12345, type: 'payment', action: 'payment.created', user_id: 44444, data: { id: '999999999' } };
    expect(read('', body)).toEqual({
      topic: 'payment',
      kind: 'payment',
      resourceId: '999999999',
      userId: '44444',
      action: 'payment.created',
    });
    expect(read('', { ...body, data: {} })).toMatchObject({ kind: 'payment', resourceId: null });
    expect(read('data.id=7&type=payment', body)).toMatchObject({ resourceId: '7' });
  });

  test('merchant order webhook: its top-level id is the merchant order', () => {
    const body = {
      action: 'update',
      application_id: '7910800073137785',
      data: { currency_id: '', marketplace: 'NONE', status: 'closed' },
      id: '23603350837',
      status: 'closed',
      type: 'topic_merchant_order_wh',
      user_id: 2012037660,
      version: 1,
    };
    expect(read('', body)).toEqual({
      topic: 'topic_merchant_order_wh',
      kind: 'merchant_order',
      resourceId: '23603350837',
      userId: '2012037660',
      action: 'update',
    });
    expect(read('topic=merchant_order&id=23603350837', body)).toMatchObject({ resourceId: '23603350837' });
  });

  test.each(['order', 'orders'])('%s: ids of the Orders API, user id as number or text', (type) => {
    for (const userId of [2012037660, '2012037660']) {
      const body = { action: 'order.processed', type, user_id: userId, data: { id: order, status: 'processed' } };
      expect(read(`data.id=${order}&type=${type}`, body)).toEqual({
        topic: type,
        kind: 'order',
        resourceId: order,
        userId: '2012037660',
        action: 'order.processed',
      });
      expect(read('', body).resourceId).toBe(order);
    }
  });

  test('a payment of the Orders API keeps its id', () => {
    expect(read('type=payment&data.id=PAY01J67CQQH5904WDBVZEM4JMEP3').resourceId).toBe('PAY01J67CQQH5904WDBVZEM4JMEP3');
  });

  test('other topics are named and kept apart', () => {
    expect(read('', { type: 'topic_chargebacks_wh', data: { id: 9 } })).toMatchObject({
      kind: 'other',
      resourceId: '9',
    });
    expect(read('', { type: 'mp-connect', action: 'application.deauthorized', data: { id: 'x y' } })).toMatchObject({
      topic: 'mp-connect',
      kind: 'account',
      resourceId: null,
    });
  });

  test('an id beyond 2^53 keeps every digit', () => {
    const body = Buffer.from('{"type":"payment","data":{"id":12345678901234567890}}');
    expect(readNotification({ query: new URLSearchParams(), body }).resourceId).toBe('12345678901234567890');
  });
});

describe('what is not what it says', () => {
  test.each(['-1', '1.5', '1e3', '0x10', '123456789012345678901', '../1', '1 OR 1=1', 'ORD1', '%00', '１２'])(
    'an id that is not one leaves nothing to look up: %s',
    (id) => {
      expect(read(`topic=merchant_order&id=${encodeURIComponent(id)}`).resourceId).toBeNull();
      expect(read('', { type: 'payment', data: { id } }).resourceId).toBeNull();
    },
  );

  test('a merchant order is never looked up by the id of an order, nor the other way round', () => {
    expect(read(`topic=merchant_order&id=${order}`).resourceId).toBeNull();
    expect(read('type=order&data.id=123').resourceId).toBeNull();
  });

  test('a topic and an id that stand together are not mixed with what the body adds', () => {
    const hint = read('topic=merchant_order&id=1', { type: 'payment', data: { id: '2' } });
    expect(hint).toMatchObject({ kind: 'merchant_order', resourceId: '1' });
  });

  test('the first of a repeated parameter counts', () => {
    expect(read('data.id=1&data.id=2&type=payment').resourceId).toBe('1');
    expect(read('topic=payment&id=1&id=2&topic=order').resourceId).toBe('1');
  });

  test('hostile bodies are read as nothing', () => {
    const bodies = [
      '['.repeat(60_000),
      `{"data":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`,
      'x'.repeat(1_000_000),
      '{"__proto__":{"id":"1"},"type":"payment"}',
      '{"data":{"id":{"id":"1"}},"type":["payment"]}',
      'null',
      '"text"',
      '{"type":"payment","data":{"id":"\\u0000"}}',
    ];
    for (const body of bodies) expect(read('', body).resourceId).toBeNull();
    expect(
      readNotification({ query: new URLSearchParams(), body: Uint8Array.of(0xff, 0xfe, 0x7b) }).resourceId,
    ).toBeNull();
  });

  test('nothing makes it throw, and every id that it gives is safe to put into an address', () => {
    const shape = fc.record(
      {
        id: fc.anything(),
        type: fc.oneof(fc.constantFrom('payment', 'order', 'topic_merchant_order_wh'), fc.anything()),
        topic: fc.anything(),
        data: fc.oneof(fc.record({ id: fc.anything() }), fc.anything()),
        resource: fc.anything(),
        user_id: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(
      shape.map((value) => jsonOrText(value)),
      fc.string(),
      fc.uint8Array(),
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('id', 'type', 'topic', 'data.id'), fc.string()),
        body,
        (query, bytes) => {
          const hint = readNotification({ query: new URLSearchParams(query), body: bytes });
          expect(hint.resourceId ?? '1').toMatch(/^(\d{1,20}|(ORD|PAY)[0-9A-Z]{10,61})$/i);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

function jsonOrText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return String(Object.keys(Object(value)));
  }
}
