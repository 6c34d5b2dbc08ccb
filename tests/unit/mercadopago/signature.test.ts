import { describe, expect, test } from 'vitest';
import { judgeSignature, sign } from '@/lib/mercadopago/signature';

const secret = 'TEST-webhook-secret-0001';
const requestId = 'bb56a2f1-6aae-46ac-982e-9dcd3581d08e';
const ts = '1704908010';
const orderId = 'ORD01J6TC8BYS0FMK4S3F9TQVDN8H';

const examples = [
  ['a payment', '999999999', requestId, '36ddbb38b517ed691b62e7d785d4c6e075bb4ef2e71aa4a908b42edd2028ccc3'],
  ['no request id', '999999999', null, 'a73cbd35d09b394acddd01ad584e27344caee2b9287e1e5dbec5b94e9aa7b45b'],
  ['no data.id', null, requestId, '8d2985440663e69aaf48c6bf24707b195851f5a6af8a09eed0531a45a027f75f'],
  ['an order as received', orderId, requestId, 'b05d1b7d4ca1f2e410bd66b5642ec4b6b9e9cedcfc64f6ba590cfb5563d6a819'],
  ['an order in lower case', orderId, requestId, 'cb3f44990f5c84f1d13d4568411c80a0b902f2d5f691e501f58725f4d3f56756'],
] as const;

describe('worked examples', () => {
  test.each(examples)('%s is valid', (_name, dataId, request, v1) => {
    const evidence = { signatureHeader: `ts=${ts},v1=${v1}`, requestId: request, dataId, secrets: [secret] };
    expect(judgeSignature(evidence)).toBe('valid');
    expect(judgeSignature({ ...evidence, secrets: ['retired', secret] })).toBe('valid');
    expect(judgeSignature({ ...evidence, secrets: ['another'] })).toBe('invalid');
  });

  test.each(examples)('%s is invalid once a digit of it changes', (_name, dataId, request, v1) => {
    const changed = (v1.startsWith('0') ? '1' : '0') + v1.slice(1);
    const evidence = { signatureHeader: `ts=${ts},v1=${changed}`, requestId: request, dataId, secrets: [secret] };
    expect(judgeSignature(evidence)).toBe('invalid');
  });
});

describe('evidence', () => {
  const header = (parts: { ts: string }) => `ts=${parts.ts},v1=${sign(secret, { dataId: '1', requestId, ...parts })}`;
  const evidence = { signatureHeader: header({ ts }), requestId, dataId: '1', secrets: [secret] };

  test.each([null, '', 'garbage', 'ts=1', `v1=${'0'.repeat(64)}`, `ts=abc,v1=${'0'.repeat(64)}`, 'ts=1,v1=zz'])(
    'a missing or illegible header is unverifiable: %j',
    (signatureHeader) => {
      expect(judgeSignature({ ...evidence, signatureHeader })).toBe('unverifiable');
    },
  );

  test('without a secret, or without anything that was signed, nothing can be said', () => {
    expect(judgeSignature({ ...evidence, secrets: [] })).toBe('unverifiable');
    expect(judgeSignature({ ...evidence, secrets: [''] })).toBe('unverifiable');
    expect(judgeSignature({ ...evidence, dataId: '', requestId: null })).toBe('unverifiable');
  });

  test('a signature for another id or request is invalid', () => {
    expect(judgeSignature({ ...evidence, dataId: '2' })).toBe('invalid');
    expect(judgeSignature({ ...evidence, requestId: 'other' })).toBe('invalid');
  });

  test('order and spaces of the header do not matter', () => {
    const [first, second] = header({ ts }).split(',');
    expect(judgeSignature({ ...evidence, signatureHeader: ` ${second} , ${first} ` })).toBe('valid');
  });

  test.each([
    ['seconds', '1704908010'],
    ['milliseconds', '1704908010123'],
  ])('a time in %s is measured in its own unit', (_unit, ts) => {
    const signed = { ...evidence, signatureHeader: header({ ts }) };
    const at = (now: string) => judgeSignature({ ...signed, tolerance: { now: new Date(now), seconds: 300 } });
    expect(at('2024-01-10T17:34:00Z')).toBe('valid');
    expect(at('2024-01-10T17:44:00Z')).toBe('unverifiable');
    expect(at('2024-01-10T17:20:00Z')).toBe('unverifiable');
  });
});
