'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { parseTypedMoney } from '@/lib/i18n/format-money';
import { dropCatalogItem, keepCatalogItem } from '@/lib/services/catalog';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';

/** What came of sending an item: what was typed comes back with what is wrong, for the form is drawn anew. */
export type ItemState = {
  readonly outcome: 'none' | 'saved' | 'wrong' | 'gone' | 'full';
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
  readonly typed: Readonly<Record<string, string>> | null;
};

/** Keeps an item; a new one leads to the list. */
export async function saveItem(itemId: string | null, _before: ItemState, form: FormData): Promise<ItemState> {
  const { merchant, person, siteId, currencyId } = await requirePermission('catalog:write');
  const text = (name: string) => textIn(form, name);
  const request = {
    title: text('title'),
    unitPriceMinor: parseTypedMoney(text('unitPriceMinor'), currencyId),
    taxRate: Number(text('taxRate') || '0'),
    category: text('category'),
    pictureUrl: text('pictureUrl'),
    skuNumber: text('skuNumber'),
    unitMeasure: text('unitMeasure') || 'unit',
    isActive: form.has('isActive'),
    isFavorite: form.has('isFavorite'),
  };
  try {
    await keepCatalogItem(merchant, request, { itemId, siteId, by: { personId: person.id } });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const typed = Object.fromEntries([...form].filter((entry): entry is [string, string] => isText(entry[1])));
    const outcome = error.details.why === 'full' ? 'full' : error.code === 'not_found' ? 'gone' : 'wrong';
    return { outcome, fields: error.fields, typed };
  }
  revalidatePath('/catalog');
  if (itemId === null) redirect('/catalog');
  return { outcome: 'saved', fields: {}, typed: null };
}

/** Takes an item out of the catalogue. */
export async function removeItem(itemId: string): Promise<void> {
  const { merchant, person } = await requirePermission('catalog:write');
  try {
    await dropCatalogItem(merchant, itemId, { personId: person.id });
  } catch (error) {
    // Somebody else did the same: it is as was asked for.
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
  }
  revalidatePath('/catalog');
  redirect('/catalog');
}

function isText(value: FormDataEntryValue): value is string {
  return typeof value === 'string';
}
