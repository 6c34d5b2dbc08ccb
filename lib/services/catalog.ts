import 'server-only';
import {
  type CatalogItem,
  countCatalogItems,
  deleteCatalogItem,
  getCatalogItem,
  lockCatalog,
  saveCatalogItem,
} from '@/db/catalog-items';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { newId } from '@/db/new-id';
import { acceptCatalogItem, type CatalogItemRequest, MOST_CATALOG_ITEMS } from '@/lib/domain/catalog-item';
import type { Merchant } from '@/lib/domain/scope';
import type { SiteId } from '@/lib/domain/sites';
import { AppError } from '@/lib/errors';
import { constraintOf } from '@/lib/postgres-errors';

type By = { readonly personId: string };

/**
 * Keeps an item as somebody wrote it, new without an id. Throws `invalid_input` by field, `not_found` for an item that is
 * gone, `conflict` for a SKU that another one has or a catalogue that is full.
 */
export async function keepCatalogItem(
  merchant: Merchant,
  request: CatalogItemRequest,
  { itemId, siteId, by }: { itemId: string | null; siteId: SiteId; by: By },
): Promise<string> {
  const accepted = acceptCatalogItem(request, siteId);
  if (itemId !== null && !(await getCatalogItem(merchant, itemId))) throw new AppError('not_found', 'no such item');
  const item: CatalogItem = { ...accepted, id: itemId ?? newId() };
  try {
    await db.transaction(async (transaction) => {
      if (itemId === null) {
        await lockCatalog(merchant, transaction);
        refuseFull(await countCatalogItems(merchant, {}, transaction), 1);
      }
      await saveCatalogItem(merchant, transaction, item);
      const entry = { personId: by.personId, action: itemId ? 'catalog_item_changed' : 'catalog_item_added' };
      await writeAudit(merchant, { ...entry, data: { item } }, transaction);
    });
  } catch (error) {
    if (constraintOf(error) !== 'catalog_items_sku') throw error;
    throw new AppError('conflict', 'another item has this SKU', { fields: { skuNumber: 'already_used' } });
  }
  return item.id;
}

/** Throws `conflict` when so many more are more than a catalogue holds. */
export function refuseFull(kept: number, added: number): void {
  if (added === 0 || kept + added <= MOST_CATALOG_ITEMS) return;
  throw new AppError('conflict', 'the catalogue is full', { details: { why: 'full' } });
}

/** Takes an item out of the catalogue; what was sold stays as it was. Throws `not_found` when it is gone already. */
export async function dropCatalogItem(merchant: Merchant, itemId: string, by: By): Promise<void> {
  const item = await getCatalogItem(merchant, itemId);
  await db.transaction(async (transaction) => {
    const isGone = !(await deleteCatalogItem(merchant, transaction, itemId));
    if (isGone) throw new AppError('not_found', 'no such item');
    await writeAudit(merchant, { personId: by.personId, action: 'catalog_item_removed', data: { item } }, transaction);
  });
}
