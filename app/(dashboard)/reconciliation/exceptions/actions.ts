'use server';

import { revalidatePath } from 'next/cache';
import { notFound, redirect } from 'next/navigation';
import { AppError } from '@/lib/errors';
import { adoptOrphan } from '@/lib/services/adoption';
import { assignCase, noteOnCase, resolveCase } from '@/lib/services/exceptions';
import { startReconciliation } from '@/lib/services/reconciliation';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';

/** What stood in the way of what somebody did to a case; null when nothing did. */
export type CaseProblem = 'gone' | 'noAnswer' | 'noMoney' | 'already' | 'noteRequired' | 'too_long' | null;
export type CaseState = { readonly problem: CaseProblem };

/** Makes somebody, or nobody, the one in charge. */
export async function assign(caseId: string, form: FormData): Promise<void> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const owner = textIn(form, 'owner');
  const change = { ownerPersonId: owner === '' ? null : owner, personId: person.id };
  await attempt(() => assignCase(merchant, caseId, change));
  show(caseId);
}

/** With what was typed, as long as it is not kept: nobody writes a note twice. */
export type DecisionState = CaseState & { readonly note: string; readonly resolution: string };

/** Ends a case as somebody decided, or only writes their note into its history. */
export async function decide(caseId: string, _before: DecisionState, form: FormData): Promise<DecisionState> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const [note, resolution] = [textIn(form, 'note'), textIn(form, 'resolution')];
  const written = { note, personId: person.id };
  const decision = { ...written, resolution, version: Number(textIn(form, 'version')) };
  const { problem } = await attempt(() =>
    textIn(form, 'act') === 'note' ? noteOnCase(merchant, caseId, written) : resolveCase(merchant, caseId, decision),
  );
  show(caseId);
  return { problem, resolution, note: problem === null ? '' : note };
}

/** Takes money without an order into the books. */
export async function adopt(caseId: string, _before: CaseState, form: FormData): Promise<CaseState> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const adoption = { posKey: textIn(form, 'pos'), personId: person.id };
  const state = await attempt(() => adoptOrphan(merchant, caseId, adoption));
  show(caseId);
  return state;
}

/** Compares the sale of a case again, now. */
export async function compareNow(subject: string): Promise<void> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const runId = await startReconciliation(merchant, person.id, { scope: 'subject', subject });
  redirect(`/reconciliation/${runId}`);
}

async function attempt(work: () => Promise<unknown>): Promise<CaseState> {
  try {
    await work();
    return { problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { problem: problemOf(error) };
  }
}

function problemOf(error: AppError): CaseProblem {
  if (error.code === 'not_found') notFound();
  if (error.code === 'mercadopago_unavailable') return 'noAnswer';
  if (error.fields.note === 'required') return 'noteRequired';
  if (error.fields.note === 'too_long') return 'too_long';
  if (error.code !== 'conflict') throw error;
  if (error.details.why === 'no_money') return 'noMoney';
  return error.details.why === 'already' ? 'already' : 'gone';
}

function show(caseId: string): void {
  revalidatePath(`/reconciliation/exceptions/${caseId}`);
}
