'use server';

import { revalidatePath } from 'next/cache';
import { setReceiptSettings } from '@/lib/services/receipts';
import { requirePermission } from '@/lib/web/session';

export type ReceiptsState = { readonly outcome: 'none' | 'saved' | 'wrong' };

/** Keeps what receipts say beside the sale, and whether they may be public. */
export async function saveReceipts(_before: ReceiptsState, form: FormData): Promise<ReceiptsState> {
  const { merchant, person } = await requirePermission('settings:write');
  const [taxId, note] = [readText(form.get('taxId'), 40), readText(form.get('note'), 200)];
  if (taxId === 'wrong' || note === 'wrong') return { outcome: 'wrong' };
  const settings = { taxId: taxId.text, note: note.text, hasLinks: form.get('hasLinks') === 'on' };
  await setReceiptSettings(merchant, settings, { personId: person.id });
  revalidatePath('/settings/receipts');
  return { outcome: 'saved' };
}

/** One line; nothing is nothing. */
function readText(value: FormDataEntryValue | null, length: number): { text: string | null } | 'wrong' {
  if (typeof value !== 'string') return { text: null };
  const text = value.replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim();
  if (text.length > length) return 'wrong';
  return { text: text === '' ? null : text };
}
