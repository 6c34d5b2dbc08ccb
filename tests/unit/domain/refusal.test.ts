import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reasonOf, refusalReasons } from '@/lib/domain/refusal';
import { callSupportBundle, supportBundle } from '@/lib/domain/support-bundle';
import { version } from '@/lib/domain/version';
import { explainRefusal } from '@/lib/i18n/explain-refusal';
import { locales } from '@/lib/i18n/locales';
import { documentedRefusals, documentedSentences } from './documented-refusals';

const every = Object.entries(documentedRefusals).flatMap(([where, byStatus]) =>
  Object.entries(byStatus).flatMap(([status, codes]) =>
    codes.split(/\s+/).map((code) => ({ where, status: Number(status), code })),
  ),
);

describe('what Mercado Pago documents', () => {
  test.each(every)('$where: $status $code is explained in the three languages', ({ status, code }) => {
    const refusal = { status, code, message: null };
    expect(reasonOf(refusal)).not.toBe('unknown');
    const told = locales.map((locale) => explainRefusal(refusal, locale));
    for (const { what, next, raw } of told) {
      expect(what.length).toBeGreaterThan(10);
      expect(next.length).toBeGreaterThan(10);
      expect(raw).toBe(`${status} · ${code}`);
    }
    expect(new Set(told.map(({ what }) => what)).size).toBe(3);
  });

  test('the code decides where it has a meaning of its own, and not the status alone', () => {
    const byStatusOnly = every.filter(({ status, code }) => {
      const bare = reasonOf({ status, code: null, message: null });
      return bare === 'unknown' && reasonOf({ status, code: `${code}_x`, message: null }) !== 'unknown';
    });
    expect(byStatusOnly).toEqual([]);
    expect(reasonOf({ status: 403, code: '1', message: null })).toBe('posUrlNotAllowed');
    expect(reasonOf({ status: 404, code: '1', message: null })).toBe('posNotFound');
    expect(reasonOf({ status: 404, code: 'pos_obtainment_error', message: null })).toBe('posNotFound');
    expect(reasonOf({ status: 401, code: '4040', message: null })).toBe('amountInvalid');
    expect(reasonOf({ status: 404, code: '2024', message: null })).toBe('refundTooLate');
  });

  test.each(documentedSentences)('a sentence that says more is believed: $message', ({ means, ...refusal }) => {
    expect(reasonOf(refusal)).toBe(means);
  });
});

test('every reason can be met: none of them is written for nothing', () => {
  const met = new Set([
    ...every.map(({ status, code }) => reasonOf({ status, code, message: null })),
    ...documentedSentences.map((refusal) => reasonOf(refusal)),
    // What we say ourselves where nobody was asked or nobody answered.
    ...['timeout', 'redirect', 'not_sent', 'not_done'].map((code) => reasonOf({ status: null, code, message: null })),
    reasonOf({ status: 400, code: 'never_seen', message: null }),
  ]);
  expect(refusalReasons.filter((reason) => !met.has(reason))).toEqual([]);
});

test('what nobody knows is not explained away: it is said to be unknown, or only what the status says', () => {
  expect(reasonOf({ status: 400, code: 'never_seen', message: 'odd' })).toBe('unknown');
  expect(reasonOf({ status: null, code: null, message: null })).toBe('unknown');
  expect(reasonOf({ status: 400, code: '', message: null })).toBe('unknown');
  expect(reasonOf({ status: 400, code: 'constructor', message: null })).toBe('unknown');
  expect(reasonOf({ status: 503, code: 'never_seen', message: null })).toBe('theirFault');
  expect(reasonOf({ status: 429, code: 'never_seen', message: null })).toBe('tooMany');
});

test('what is copied about a call that was about no order says the same of its answer', () => {
  const refusal = { status: 400, code: 'INVALID_NAME', message: 'name is too long', requestId: 'abc-2' };
  const at = new Date('2026-11-21T12:00:01Z');
  expect(callSupportBundle({ operation: 'pos.create', account: null, refusal, at }).split('\n').slice(1)).toEqual([
    'account: -',
    'operation: pos.create',
    'answered_at: 2026-11-21T12:00:01.000Z',
    'x-request-id: abc-2',
    'status: 400',
    'code: INVALID_NAME',
    'message: name is too long',
  ]);
});

describe('what is copied for support', () => {
  const bundle = supportBundle({
    order: {
      id: '0196',
      externalReference: 'Bill-1',
      externalPosId: 'S001P01',
      externalStoreId: 'S001',
      integration: 'attended_v2',
      mode: 'static',
      currencyId: 'ARS',
      providerOrderId: null,
      createdAt: new Date('2026-11-21T12:00:00Z'),
      items: [{ title: 'Regalo para Ana', unitPriceMinor: 32_000, quantity: 1 }],
      taxes: [],
      sponsorId: null,
    },
    operation: 'publish',
    account: { userId: '100001', siteId: 'MLA', environment: 'test' },
    refusal: { status: 404, code: 'pos_obtainment_error', message: 'Point of sale not found', requestId: 'abc-1' },
    at: new Date('2026-11-21T12:00:01Z'),
  });

  test('has ids, times, the answer with its request id, and our version', () => {
    const { version: released } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(version).toBe(released);
    for (const part of [
      `Mostrador ${released}`,
      '0196',
      'Bill-1',
      'S001P01',
      '100001 (MLA, test)',
      'x-request-id: abc-1',
    ])
      expect(bundle).toContain(part);
    expect(bundle).toContain('answered_at: 2026-11-21T12:00:01.000Z');
  });

  test('has only the shape of what was asked, not what it said', () => {
    expect(bundle).toContain('request: { items: [{ title: text(15), unitPriceMinor: number, quantity: number }]');
    expect(bundle).not.toContain('Ana');
    expect(bundle).not.toContain('32000');
  });
});
