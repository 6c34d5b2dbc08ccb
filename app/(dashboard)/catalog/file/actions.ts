'use server';

import { revalidatePath } from 'next/cache';
import { type CatalogFileProblem, type PlannedItem, readCatalogFile } from '@/lib/domain/catalog-file';
import { decodeCsv, MAX_CSV_LENGTH } from '@/lib/domain/csv';
import { AppError } from '@/lib/errors';
import { parseFileMoney } from '@/lib/i18n/format-money';
import { importCatalogFile, previewCatalogFile } from '@/lib/services/catalog-file';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';

/** One line as the page shows it. */
export type ShownLine = Omit<PlannedItem, 'item'>;

/** What a file would do, or did; its text comes along, for what is confirmed is read again. */
export type CatalogFileState = {
  readonly problem: CatalogFileProblem | 'too_long' | 'conflict' | 'full' | null;
  readonly lines: readonly ShownLine[] | null;
  readonly done: { readonly added: number; readonly changed: number } | null;
  readonly text: string;
};

/** Shows what a file of the catalogue would do; with `confirm` it does it. */
export async function readFile(form: FormData): Promise<CatalogFileState> {
  const { merchant, person, siteId, currencyId } = await requirePermission('catalog:write');
  const text = await textOf(form);
  const nothing = { lines: null, done: null, text };
  if (text.length > MAX_CSV_LENGTH) return { ...nothing, problem: 'too_long', text: '' };
  const read = readCatalogFile(text);
  if ('problem' in read) return { ...nothing, problem: read.problem };
  const terms = { siteId, parsePrice: (price: string) => parseFileMoney(price, currencyId) };
  if (form.get('confirm') === null) {
    const lines = await previewCatalogFile(merchant, read.lines, terms);
    return { ...nothing, problem: null, lines: lines.map(({ item: _kept, ...line }) => line) };
  }
  try {
    const done = await importCatalogFile(merchant, read.lines, { ...terms, personId: person.id });
    revalidatePath('/catalog');
    return { ...nothing, problem: null, done };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return { ...nothing, problem: error.details.why === 'full' ? 'full' : 'conflict' };
  }
}

async function textOf(form: FormData): Promise<string> {
  const file = form.get('file');
  return file instanceof File && file.size > 0
    ? decodeCsv(new Uint8Array(await file.arrayBuffer()))
    : textIn(form, 'text');
}
