'use server';

import { revalidatePath } from 'next/cache';
import { getLocale, getTranslations } from 'next-intl/server';
import { refusalIn } from '@/lib/domain/refusal';
import { AppError } from '@/lib/errors';
import { explainRefusal } from '@/lib/i18n/explain-refusal';
import { importStoresAndPos } from '@/lib/services/connection';
import { requirePermission } from '@/lib/web/session';

/** What came of a reading, in a sentence; null before the first. */
export type ReadState = { readonly isDone: boolean; readonly sentence: string } | null;

/** Reads the account's stores and tills again; nothing changes over there. */
export async function readStores(_before: ReadState, _form: FormData): Promise<ReadState> {
  const { merchant } = await requirePermission('stores:write');
  const t = await getTranslations('stores');
  try {
    const { stores, pos, posWithoutExternalId } = await importStoresAndPos(merchant);
    revalidatePath('/', 'layout');
    const codeless = t('readCodeless', { count: posWithoutExternalId });
    return { isDone: true, sentence: `${t('readDone', { stores, pos })} ${codeless}`.trim() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal = refusalIn(error.details);
    if (!refusal) return { isDone: false, sentence: error.code === 'conflict' ? t('readRefused') : t('readFailed') };
    const { what, next, raw } = explainRefusal(refusal, await getLocale());
    return { isDone: false, sentence: [what, next, raw && `(${raw})`].filter(Boolean).join(' ') };
  }
}
