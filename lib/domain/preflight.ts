import type { Integration, QrMode } from './order';
import type { SiteId } from './sites';

/** What must hold before a POS can charge in another way. `blocks` is a reason not to; the others are said and left to the person. */
export type PreflightFinding = { readonly code: PreflightCode; readonly blocks: boolean };

export const preflightCodes = [
  'pos_without_external_id',
  'pos_not_at_mercadopago',
  'pos_without_fixed_amount',
  'store_without_external_id',
  'site_not_certain',
  'mode_not_offered',
  'order_unfinished',
  'address_not_public',
  'notifications_by_application',
] as const;
export type PreflightCode = (typeof preflightCodes)[number];

/** Whether something is a finding; errors carry them as details of no known shape. */
export function isPreflightFinding(value: unknown): value is PreflightFinding {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('blocks' in value)) return false;
  return typeof value.blocks === 'boolean' && preflightCodes.some((code) => code === value.code);
}

export type PreflightFacts = {
  readonly integration: Integration;
  readonly mode: QrMode;
  readonly siteId: SiteId;
  readonly hasExternalPosId: boolean;
  readonly hasExternalStoreId: boolean;
  readonly existsAtMercadoPago: boolean;
  readonly isFixedAmount: boolean;
  readonly hasUnfinishedOrder: boolean;
  /** Whether Mercado Pago could reach us: https and not this machine. A simulator reaches anything. */
  readonly isAddressPublic: boolean;
};

/**
 * Sites on which the Orders API sells by QR. Source: mercadopago/mercadopago-claude-marketplace `skills/mp-instore/SKILL.md`;
 * the reference's own list of currencies is shorter, and for Mexico and Colombia nothing is said. Read 2026-11-21.
 */
const ordersApiSites: readonly SiteId[] = ['MLA', 'MLB', 'MLC', 'MPE', 'MLU'];
/** Sites named for dynamic QR of the in-store API; the guides did not restrict it. Source: mercadopago/openapi, read 2026-11-21. */
const dynamicSites: readonly SiteId[] = ['MLA', 'MLB', 'MLM'];

/** Everything that speaks against a POS charging in this way; empty when nothing does. */
export function preflight(facts: PreflightFacts): PreflightFinding[] {
  const { integration, mode, siteId } = facts;
  const needsStoreId = integration === 'attended_v2' || integration === 'unattended';
  const onScreen = mode !== 'static';
  const findings: (PreflightFinding | null)[] = [
    when(!facts.hasExternalPosId, 'pos_without_external_id'),
    when(!facts.existsAtMercadoPago, 'pos_not_at_mercadopago'),
    when(!facts.isFixedAmount, 'pos_without_fixed_amount'),
    when(needsStoreId && mode !== 'dynamic' && !facts.hasExternalStoreId, 'store_without_external_id'),
    when(onScreen && (integration === 'attended_v1' || integration === 'unattended'), 'mode_not_offered'),
    when(facts.hasUnfinishedOrder, 'order_unfinished'),
    when(integration === 'unattended' && !facts.isAddressPublic, 'address_not_public'),
    when(integration === 'orders_api' && !ordersApiSites.includes(siteId), 'site_not_certain', false),
    when(integration === 'attended_v2' && onScreen && !dynamicSites.includes(siteId), 'site_not_certain', false),
    when(integration === 'orders_api', 'notifications_by_application', false),
  ];
  return findings.filter((finding) => finding !== null);
}

function when(holds: boolean, code: PreflightCode, blocks = true): PreflightFinding | null {
  return holds ? { code, blocks } : null;
}

/**
 * The smallest amount worth trying, in major units; null where nothing is published, so that nothing can be tried. Mercado
 * Pago was seen to refuse less than 15 pesos in Argentina's Orders API; elsewhere no minimum is known.
 */
export const trialPrices: Readonly<Record<Integration, string | null>> = {
  attended_v2: '1',
  attended_v1: '1',
  orders_api: '15',
  unattended: null,
};
