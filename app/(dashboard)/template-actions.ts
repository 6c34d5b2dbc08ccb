'use server';

import { revalidatePath } from 'next/cache';
import type { TemplateProblem } from '@/lib/domain/reference-template';
import { setReferenceTemplate } from '@/lib/services/till-settings';
import { requirePermission } from '@/lib/web/session';

export type TemplateState = {
  readonly outcome: 'none' | 'saved' | TemplateProblem;
  /** What was typed, for the form is drawn anew. */
  readonly typed: string | null;
};

/** Keeps the template of references, of one till or of all that have none. */
export async function saveTemplate(
  posKey: string | null,
  _before: TemplateState,
  form: FormData,
): Promise<TemplateState> {
  const { merchant, person } = await requirePermission('pos:write');
  const typed = String(form.get('template') ?? '').slice(0, 200);
  const problem = await setReferenceTemplate(merchant, typed, { posKey, by: { personId: person.id } });
  if (problem) return { outcome: problem, typed };
  revalidatePath('/', 'layout');
  return { outcome: 'saved', typed: null };
}
