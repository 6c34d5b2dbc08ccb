import 'server-only';
import { listWholeCatalog, lockCatalog, saveCatalogItems } from '@/db/catalog-items';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import { type CatalogLine, type PlannedItem, planCatalog, writeCatalogFile } from '@/lib/domain/catalog-file';
import type { Merchant } from '@/lib/domain/scope';
import type { CurrencyId, SiteId } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import { constraintOf } from '@/lib/postgres-errors';
import { refuseFull } from './catalog';

type FileTerms = { readonly siteId: SiteId; readonly parsePrice: (text: string) => number | null };

/** What every line of a file would do, without doing it. */
export async function previewCatalogFile(
  merchant: Merchant,
  lines: readonly CatalogLine[],
  terms: FileTerms,
): Promise<readonly PlannedItem[]> {
  return planCatalog(await listWholeCatalog(merchant), lines, terms);
}

/**
 * Keeps what is new or changed in a file, all of it or nothing; wrong lines stay out. Sent twice, also at once, the second
 * time changes nothing. Answers how many items were added and changed. Throws `conflict` when somebody gave one of its SKUs
 * to another item at that moment, or when they are more than a catalogue holds.
 */
export async function importCatalogFile(
  merchant: Merchant,
  lines: readonly CatalogLine[],
  { personId, ...terms }: FileTerms & { personId: string },
): Promise<{ added: number; changed: number }> {
  try {
    return await db.transaction(async (transaction) => {
      await lockCatalog(merchant, transaction);
      const kept = await listWholeCatalog(merchant, transaction);
      const plan = planCatalog(kept, lines, terms);
      const items = plan.flatMap(({ item }) => (item ? [{ ...item, id: item.id ?? newId() }] : []));
      const counts = { added: countOf(plan, 'new'), changed: countOf(plan, 'changed') };
      if (items.length === 0) return counts;
      refuseFull(kept.length, counts.added);
      await saveCatalogItems(merchant, transaction, items);
      // The whole lines of a long file would make the trail larger than the catalogue.
      const data = { ...counts, itemIds: items.map(({ id }) => id) };
      await writeAudit(merchant, { personId, action: 'catalog_file_read', data }, transaction);
      return counts;
    });
  } catch (error) {
    if (constraintOf(error) !== 'catalog_items_sku') throw error;
    throw new AppError('conflict', 'another item got one of these SKUs meanwhile');
  }
}

/** Every item as a file that can be read back. */
export async function exportCatalog(merchant: Merchant, currencyId: CurrencyId): Promise<string> {
  return writeCatalogFile(await listWholeCatalog(merchant), currencyId);
}

function countOf(plan: readonly PlannedItem[], state: PlannedItem['state']): number {
  return plan.filter((line) => line.state === state).length;
}
