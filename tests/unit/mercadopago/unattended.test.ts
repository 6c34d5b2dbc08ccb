import { describe, expect, test } from 'vitest';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { unattended } from '@/lib/mercadopago/integrations/unattended';
import { type UnattendedAnswer, writeUnattendedAnswer } from '@/lib/mercadopago/unattended-answer';
import { acceptedAt, accessToken, sale } from './sale';

const read = (answer: UnattendedAnswer): unknown => JSON.parse(answer.body);

describe('protocol v1', () => {
  test('ready: the order with the account that is paid', () => {
    const answer = writeUnattendedAnswer('v1', { kind: 'ready', order: sale });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect(answer.headers).not.toHaveProperty('order-version');
    expect(answer.body).toMatch(/^\{"collector_id":100001,"external_reference":"Bill-0001"/);
    expect(answer.body).toContain('"unit_price":120.10,');
  });

  test.each(['in_process', 'unavailable', 'invalid', 'timeout'] as const)('%s: 400 and its type', (kind) => {
    const answer = writeUnattendedAnswer('v1', { kind, message: 'why' });
    expect(answer.status).toBe(400);
    expect(read(answer)).toEqual({ error: { type: kind, message: 'why' } });
  });
});

describe('protocol v2', () => {
  test('ready: the order of the second generation, with its version in a header', () => {
    const answer = writeUnattendedAnswer('v2', { kind: 'ready', order: sale }, '7910800073137785');
    expect(answer).toMatchObject({ status: 200, headers: { 'order-version': '2', 'client-id': '7910800073137785' } });
    expect(read(answer)).toMatchObject({
      external_reference: 'Bill-0001',
      total_amount: 320.1,
      sponsor: { id: 446566691 },
    });
    expect(read(answer)).not.toHaveProperty('expiration_date');
    expect(writeUnattendedAnswer('v2', { kind: 'ready', order: sale }).headers).not.toHaveProperty('client-id');
  });

  test.each([
    ['in_process', 'in_process'],
    ['unavailable', 'notihing_to_pay'],
  ] as const)('%s: 202 and the word of the protocol', (kind, word) => {
    const answer = writeUnattendedAnswer('v2', { kind, message: 'why' });
    expect(answer.status).toBe(202);
    expect(read(answer)).toEqual({ status: { status_detail: word, message: 'why' } });
  });

  test.each(['invalid', 'timeout'] as const)('%s: 400, because waiting would not help', (kind) => {
    expect(writeUnattendedAnswer('v2', { kind }).status).toBe(400);
  });
});

test('publishing and withdrawing ask nobody', async () => {
  const client = createMercadoPagoClient({
    baseUrl: 'http://127.0.0.1:1',
    accessToken,
    exchange: () => Promise.reject(new Error('something was sent')),
  });
  expect(await unattended.publish(client, sale, acceptedAt)).toMatchObject({ kind: 'confirmed' });
  expect(await unattended.publish(client, { ...sale, totalMinor: 1 }, acceptedAt)).toMatchObject({ kind: 'refused' });
  const slot = { ...sale, providerOrderId: null };
  expect(await unattended.withdraw(client, slot, 'k')).toEqual({ kind: 'withdrawn' });
  expect(await unattended.readSlot(client, slot)).toEqual({ kind: 'not_offered' });
});
