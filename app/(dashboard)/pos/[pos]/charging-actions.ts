'use server';

import { revalidatePath } from 'next/cache';
import { type Integration, integrations, type QrMode, qrModes } from '@/lib/domain/order';
import { isPreflightFinding, type PreflightFinding } from '@/lib/domain/preflight';
import { AppError } from '@/lib/errors';
import type { Caller } from '@/lib/services/orders';
import { changePos, preflightPos, switchPosBack, testCharge } from '@/lib/services/pos-settings';
import { requirePermission } from '@/lib/web/session';

export type SwitchState = {
  readonly outcome: 'none' | 'saved' | 'blocked' | 'unavailable' | 'refused';
  readonly findings: readonly PreflightFinding[];
  readonly code: string | null;
};

/** Switches a till to another integration or code, once nothing speaks against it. */
export async function switchTill(posKey: string, _before: SwitchState, form: FormData): Promise<SwitchState> {
  const caller = await callerOf('pos:write');
  if (form.get('back') !== null) return settle(() => switchPosBack(caller, posKey), []);
  const integration = pick<Integration>(integrations, form.get('integration'));
  const mode = pick<QrMode>(qrModes, form.get('mode'));
  return settle(
    async () => {
      await changePos(caller, posKey, { integration, mode });
    },
    await warnings(caller, posKey, integration, mode),
  );
}

export type TestState = { readonly outcome: 'none' | 'canceled' | 'open' | 'failed'; readonly code: string | null };

/** Charges the smallest amount on a till and cancels it. */
export async function tryTill(posKey: string, _before: TestState): Promise<TestState> {
  const caller = await callerOf('orders:write');
  try {
    const { isCanceled } = await testCharge(caller, posKey);
    revalidatePath('/pos', 'layout');
    return { outcome: isCanceled ? 'canceled' : 'open', code: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: 'failed', code: codeOf(error) };
  }
}

async function callerOf(permission: 'pos:write' | 'orders:write'): Promise<Caller> {
  const { merchant, person } = await requirePermission(permission);
  return {
    merchant,
    by: { source: 'cashier', personId: person.id, apiKeyId: null },
    principal: `person ${person.id}`,
  };
}

/** What is only said, beside a switch that went through. */
async function warnings(
  { merchant }: Caller,
  posKey: string,
  integration: Integration | undefined,
  mode: QrMode | undefined,
): Promise<PreflightFinding[]> {
  if (!integration || !mode) return [];
  try {
    return await preflightPos(merchant, posKey, { integration, mode });
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

async function settle(work: () => Promise<unknown>, said: readonly PreflightFinding[]): Promise<SwitchState> {
  try {
    await work();
    revalidatePath('/pos', 'layout');
    return { outcome: 'saved', findings: said.filter((finding) => !finding.blocks), code: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const found = Array.isArray(error.details.findings) ? error.details.findings.filter(isPreflightFinding) : [];
    const outcome =
      error.code === 'mercadopago_unavailable' ? 'unavailable' : error.code === 'conflict' ? 'blocked' : 'refused';
    return { outcome, findings: found, code: codeOf(error) };
  }
}

function pick<Value extends string>(known: readonly Value[], given: FormDataEntryValue | null): Value | undefined {
  return known.find((value) => value === given);
}

function codeOf(error: AppError): string | null {
  const { mercadopago } = error.details;
  if (typeof mercadopago !== 'object' || mercadopago === null || !('code' in mercadopago)) return null;
  return typeof mercadopago.code === 'string' ? mercadopago.code : null;
}
