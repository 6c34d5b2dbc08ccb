'use server';

import { revalidatePath } from 'next/cache';
import { type Integration, integrations, type QrMode, qrModes } from '@/lib/domain/order';
import { isPreflightFinding, type PreflightFinding } from '@/lib/domain/preflight';
import type { Merchant } from '@/lib/domain/scope';
import type { RefusalWithBundle } from '@/lib/domain/support-bundle';
import { AppError, mayHaveChanged } from '@/lib/errors';
import type { Caller } from '@/lib/services/orders';
import { changePos, preflightPos, switchPosBack, testCharge } from '@/lib/services/pos-settings';
import { readRefusal } from '@/lib/services/refusal-reading';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';

export type SwitchState = {
  readonly outcome: 'none' | 'saved' | 'blocked' | 'unavailable' | 'unknown' | 'refused';
  readonly findings: readonly PreflightFinding[];
  readonly refusal: RefusalWithBundle | null;
};

/** Switches a till to another integration or code, once nothing speaks against it. */
export async function switchTill(posKey: string, _before: SwitchState, form: FormData): Promise<SwitchState> {
  const caller = personCaller(await requirePermission('pos:write'));
  if (form.get('back') !== null) return settle(caller.merchant, () => switchPosBack(caller, posKey), []);
  const integration = pick<Integration>(integrations, form.get('integration'));
  const mode = pick<QrMode>(qrModes, form.get('mode'));
  return settle(
    caller.merchant,
    async () => {
      await changePos(caller, posKey, { integration, mode });
    },
    await warnings(caller, posKey, integration, mode),
  );
}

export type TrialState = {
  readonly outcome: 'none' | 'canceled' | 'open' | 'blocked' | 'unavailable' | 'failed';
  readonly findings: readonly PreflightFinding[];
  readonly refusal: RefusalWithBundle | null;
  /** What was tried. */
  readonly tried: { readonly integration: Integration; readonly mode: QrMode } | null;
};

/** Charges the smallest amount on a till in the way that was chosen, whether it charges so yet or not, and cancels it. */
export async function tryTill(posKey: string, _before: TrialState, form: FormData): Promise<TrialState> {
  const caller = personCaller(await requirePermission('orders:write'));
  const integration = pick<Integration>(integrations, form.get('integration'));
  const mode = pick<QrMode>(qrModes, form.get('mode'));
  if (!integration || !mode) return { outcome: 'failed', findings: [], refusal: null, tried: null };
  const tried = { integration, mode };
  try {
    const { isCanceled } = await testCharge(caller, posKey, tried);
    revalidatePath('/pos', 'layout');
    return { outcome: isCanceled ? 'canceled' : 'open', findings: [], refusal: null, tried };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const outcome = outcomeOf(error);
    return {
      outcome: outcome === 'refused' ? 'failed' : outcome,
      findings: findingsOf(error),
      refusal: await readRefusal(caller.merchant, error, 'pos.try'),
      tried,
    };
  }
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

async function settle(
  merchant: Merchant,
  work: () => Promise<unknown>,
  said: readonly PreflightFinding[],
): Promise<SwitchState> {
  try {
    await work();
    revalidatePath('/pos', 'layout');
    return { outcome: 'saved', findings: said.filter((finding) => !finding.blocks), refusal: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = await readRefusal(merchant, error, 'pos.switch');
    const outcome = mayHaveChanged(error) ? 'unknown' : outcomeOf(error);
    return { outcome, findings: findingsOf(error), refusal };
  }
}

function outcomeOf({ code }: AppError): 'unavailable' | 'blocked' | 'refused' {
  if (code === 'mercadopago_unavailable') return 'unavailable';
  return code === 'conflict' || code === 'pos_busy' ? 'blocked' : 'refused';
}

function findingsOf({ details }: AppError): PreflightFinding[] {
  return Array.isArray(details.findings) ? details.findings.filter(isPreflightFinding) : [];
}

function pick<Value extends string>(known: readonly Value[], given: FormDataEntryValue | null): Value | undefined {
  return known.find((value) => value === given);
}
