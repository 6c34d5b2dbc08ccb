import { AppError, type FieldErrorCode } from '../errors';
import { categoryKindOf } from './categories';
import { externalIdProblem } from './external-id';
import type { Integration, QrMode } from './order';
import type { AcceptedPos } from './place';
import type { SiteId } from './sites';
import { textProblem } from './text-problem';

/** A POS as somebody describes it; what is left out is the usual. */
export type NewPosRequest = {
  readonly externalPosId: string;
  readonly name: string;
  readonly storeKey: string;
  readonly category?: number | null | undefined;
  readonly isFixedAmount?: boolean | undefined;
  readonly integration?: Integration | undefined;
  readonly mode?: QrMode | undefined;
  readonly unattendedProtocol?: 'v1' | 'v2' | undefined;
};

/** Mercado Pago says "less than 45 characters" in one place and "up to 45" in another: at most 44 pleases both. */
export const MAX_POS_NAME = 44;

/**
 * Checks a POS against what Mercado Pago accepts in the account's country. Throws `invalid_input` naming every wrong field
 * at once, by its path in the API. Whether the store exists is for the caller to find out.
 */
export function acceptPos(request: NewPosRequest, siteId: SiteId): AcceptedPos {
  const fields: Record<string, FieldErrorCode> = {};
  const integration = request.integration ?? 'attended_v2';
  const mode = request.mode ?? 'static';
  const isFixedAmount = request.isFixedAmount ?? true;
  const category = request.category ?? null;
  const problems: Record<string, FieldErrorCode | null> = {
    external_pos_id: externalIdProblem(request.externalPosId),
    name: textProblem(request.name, MAX_POS_NAME),
    external_store_id: request.storeKey === '' ? 'required' : null,
    category: categoryProblem(siteId, category),
    // The unattended model asks for an order; whoever types the amount waits for none.
    fixed_amount: integration === 'unattended' && !isFixedAmount ? 'invalid' : null,
    mode: takesMode(integration, mode) ? null : 'not_supported',
  };
  for (const [path, problem] of Object.entries(problems)) if (problem) fields[path] = problem;
  if (Object.keys(fields).length > 0) throw new AppError('invalid_input', 'the POS would be refused', { fields });
  return {
    externalPosId: request.externalPosId,
    name: request.name.trim(),
    storeKey: request.storeKey,
    category,
    isFixedAmount,
    integration,
    mode,
    unattendedProtocol: request.unattendedProtocol ?? 'v1',
  };
}

/** What is wrong with a category on a site, or null; null itself is generic and always right. */
export function categoryProblem(siteId: SiteId, category: number | null): FieldErrorCode | null {
  return category === null || categoryKindOf(siteId, category) ? null : 'unknown_category';
}

/** The first generation and the unattended model know the printed code only. */
export function takesMode(integration: Integration, mode: QrMode): boolean {
  return mode === 'static' || (integration !== 'attended_v1' && integration !== 'unattended');
}

/**
 * What a new POS is for, in a merchant's words: a code on the front without integration, somebody who charges, a machine
 * that asks, or a code that a screen shows anew for each sale.
 */
export const posModels = ['attended', 'dynamic', 'unattended', 'front_page'] as const;
export type PosModel = (typeof posModels)[number];

/** How a POS of a model is set up; anybody may change it later. */
export function settingsOfModel(model: PosModel): Pick<AcceptedPos, 'integration' | 'mode' | 'isFixedAmount'> {
  if (model === 'unattended') return { integration: 'unattended', mode: 'static', isFixedAmount: true };
  if (model === 'dynamic') return { integration: 'attended_v2', mode: 'dynamic', isFixedAmount: true };
  return { integration: 'attended_v2', mode: 'static', isFixedAmount: model !== 'front_page' };
}
