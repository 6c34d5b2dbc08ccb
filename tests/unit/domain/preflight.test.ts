import { describe, expect, test } from 'vitest';
import { integrations, qrModes } from '@/lib/domain/order';
import { isPreflightFinding, type PreflightFacts, preflight, preflightCodes } from '@/lib/domain/preflight';

const ready: PreflightFacts = {
  integration: 'attended_v2',
  mode: 'static',
  siteId: 'MLA',
  hasExternalPosId: true,
  hasExternalStoreId: true,
  existsAtMercadoPago: true,
  isFixedAmount: true,
  hasUnfinishedOrder: false,
  isAddressPublic: true,
};

/** What blocks, and what is only said, in one list: `!` before what blocks. */
function said(change: Partial<PreflightFacts>): string[] {
  return preflight({ ...ready, ...change }).map(({ code, blocks }) => (blocks ? `!${code}` : code));
}

describe('before a POS charges in another way', () => {
  test('nothing is said when everything is there', () => {
    expect(said({})).toEqual([]);
    expect(said({ integration: 'attended_v1' })).toEqual([]);
    expect(said({ integration: 'unattended' })).toEqual([]);
    expect(said({ mode: 'dynamic' })).toEqual([]);
  });

  test.each(integrations)(
    '%s needs a POS of Mercado Pago with an id of its own, a fixed amount and nothing on it',
    (integration) => {
      const missing = said({
        integration,
        hasExternalPosId: false,
        existsAtMercadoPago: false,
        isFixedAmount: false,
        hasUnfinishedOrder: true,
      }).filter((code) => code.startsWith('!'));
      expect(missing).toEqual([
        '!pos_without_external_id',
        '!pos_not_at_mercadopago',
        '!pos_without_fixed_amount',
        '!order_unfinished',
      ]);
    },
  );

  test('a store without an id of ours works with v1, the Orders API and a code on a screen only', () => {
    const blocks = (change: Partial<PreflightFacts>) =>
      said({ hasExternalStoreId: false, ...change }).includes('!store_without_external_id');
    expect(integrations.filter((integration) => blocks({ integration }))).toEqual(['attended_v2', 'unattended']);
    expect(qrModes.filter((mode) => blocks({ mode }))).toEqual(['static', 'hybrid']);
  });

  test('v1 and the unattended model have the printed code only', () => {
    for (const integration of ['attended_v1', 'unattended'] as const)
      expect(qrModes.filter((mode) => said({ integration, mode }).includes('!mode_not_offered'))).toEqual([
        'dynamic',
        'hybrid',
      ]);
    for (const integration of ['attended_v2', 'orders_api'] as const)
      for (const mode of qrModes) expect(said({ integration, mode })).not.toContain('!mode_not_offered');
  });

  test('only the unattended model needs an address that Mercado Pago can ask', () => {
    expect(
      integrations.filter((integration) =>
        said({ integration, isAddressPublic: false }).includes('!address_not_public'),
      ),
    ).toEqual(['unattended']);
  });

  test('what is not certain is said and does not block', () => {
    expect(said({ integration: 'orders_api' })).toEqual(['notifications_by_application']);
    expect(said({ integration: 'orders_api', siteId: 'MCO' })).toEqual([
      'site_not_certain',
      'notifications_by_application',
    ]);
    expect(said({ mode: 'hybrid', siteId: 'MLU' })).toEqual(['site_not_certain']);
    expect(said({ mode: 'static', siteId: 'MLU' })).toEqual([]);
  });
});

test('a finding is told from anything else', () => {
  for (const code of preflightCodes) expect(isPreflightFinding({ code, blocks: true })).toBe(true);
  for (const other of [
    null,
    undefined,
    'order_unfinished',
    {},
    { code: 'order_unfinished' },
    { code: 'x', blocks: true },
    { code: 'order_unfinished', blocks: 1 },
  ])
    expect(isPreflightFinding(other)).toBe(false);
});
