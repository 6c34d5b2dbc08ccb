'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { parseDay } from '@/lib/domain/calendar';
import { AppError } from '@/lib/errors';
import { applyTheirs, compareAgain, startReconciliation } from '@/lib/services/reconciliation';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';
import type { StartProblem } from './start-problem';

/** What was wrong with what was asked, or null; when nothing is, the browser goes to the comparison. */
export type StartState = {
  readonly problem: StartProblem | null;
  /** What was typed, to be corrected. */
  readonly references: string;
};

/** Compares sales by their references. */
export async function compareReferences(_before: StartState, form: FormData): Promise<StartState> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const text = textIn(form, 'references');
  const started = await start(() => startReconciliation(merchant, person.id, { scope: 'references', text }));
  if ('problem' in started) return { problem: started.problem, references: text };
  redirect(`/reconciliation/${started.runId}`);
}

/** Compares everything between two days. */
export async function comparePeriod(_before: StartState, form: FormData): Promise<StartState> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  const [first, last] = [parseDay(textIn(form, 'from')), parseDay(textIn(form, 'to'))];
  if (!first || !last) return { problem: 'invalid', references: '' };
  const started = await start(() => startReconciliation(merchant, person.id, { scope: 'period', first, last }));
  if ('problem' in started) return { problem: started.problem, references: '' };
  redirect(`/reconciliation/${started.runId}`);
}

/** Applies what Mercado Pago says to the chosen sales of a comparison. */
export async function apply(runId: string, form: FormData): Promise<void> {
  const { merchant, person } = await requirePermission('reconciliation:write');
  await applyTheirs(merchant, runId, { subjects: subjectsOf(form), personId: person.id });
  revalidatePath(`/reconciliation/${runId}`);
}

/** Asks again for what had no answer. */
export async function retry(runId: string): Promise<void> {
  const { merchant } = await requirePermission('reconciliation:write');
  await compareAgain(merchant, runId, null);
  revalidatePath(`/reconciliation/${runId}`);
}

async function start(begin: () => Promise<string>): Promise<{ runId: string } | { problem: StartProblem }> {
  try {
    return { runId: await begin() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'conflict') return { problem: 'notConnected' };
    const [code] = Object.values(error.fields);
    switch (code) {
      case 'required':
      case 'too_many':
      case 'too_long':
      case 'ill_formed_text':
      case 'too_small':
      case 'too_large':
        return { problem: code };
      default:
        throw error;
    }
  }
}

function subjectsOf(form: FormData): string[] {
  return form.getAll('subject').filter((value) => typeof value === 'string');
}
