'use server';

import { revalidatePath } from 'next/cache';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { createApiKey, endApiKey } from '@/lib/services/api-keys';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';

/** What became of the form; the key is in it once, and nowhere else ever again. */
export type NewKeyState = {
  readonly key: string | null;
  readonly problems: Readonly<Partial<Record<string, FieldErrorCode>>>;
  readonly typed: {
    readonly name: string;
    readonly scopes: readonly string[];
    readonly days: string;
    readonly rate: string;
  };
};

/** Makes a key for a POS system. */
export async function addKey(_before: NewKeyState, form: FormData): Promise<NewKeyState> {
  const { merchant, person } = await requirePermission('settings:write');
  const typed = {
    name: textIn(form, 'name'),
    scopes: form.getAll('scopes').filter((scope) => typeof scope === 'string'),
    days: textIn(form, 'days'),
    rate: textIn(form, 'rate'),
  };
  try {
    const request = { ...typed, days: numberOf(typed.days), ratePerSecond: numberOf(typed.rate) };
    const key = await createApiKey(merchant, request, { personId: person.id });
    revalidatePath('/settings/api-keys');
    return { key, problems: {}, typed: { ...typed, name: '', scopes: [] } };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid_input') throw error;
    return { key: null, problems: error.fields, typed };
  }
}

/** Ends a key; one that somebody else ended meanwhile is ended as well. */
export async function revokeKey(form: FormData): Promise<void> {
  const { merchant, person } = await requirePermission('settings:write');
  try {
    await endApiKey(merchant, textIn(form, 'id'), { personId: person.id });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
  }
  revalidatePath('/settings/api-keys');
}

function numberOf(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
}
