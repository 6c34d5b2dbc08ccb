import 'server-only';
import { and, asc, desc, eq, ilike, isNotNull, or, type SQL, sql } from 'drizzle-orm';
import type { Merchant } from '../lib/domain/scope';
import { db, type Executor } from './client';
import { isId } from './new-id';
import { catalogItems } from './schema';

/** Something that a merchant sells. Its price includes the tax. */
export type CatalogItem = Omit<typeof catalogItems.$inferSelect, 'merchantId' | 'createdAt' | 'changedAt'>;

export type CatalogFilter = {
  /** Part of a title or SKU, in whatever case. */
  readonly text?: string;
  readonly category?: string;
  readonly isActive?: boolean;
};

/** Items by title, favorites first when asked for; one page of `limit` from `offset`. */
export async function listCatalogItems(
  merchant: Merchant,
  query: { filter: CatalogFilter; limit: number; offset?: number; favoritesFirst?: boolean },
): Promise<CatalogItem[]> {
  return db
    .select(columns)
    .from(catalogItems)
    .where(and(...conditions(merchant, query.filter)))
    .orderBy(
      ...(query.favoritesFirst ? [desc(catalogItems.isFavorite)] : []),
      asc(sql`lower(${catalogItems.title})`),
      asc(catalogItems.id),
    )
    .limit(query.limit)
    .offset(query.offset ?? 0);
}

export async function countCatalogItems(
  merchant: Merchant,
  filter: CatalogFilter,
  executor: Executor = db,
): Promise<number> {
  const [row] = await executor
    .select({ count: sql<number>`count(*)::int` })
    .from(catalogItems)
    .where(and(...conditions(merchant, filter)));
  return row?.count ?? 0;
}

/** The categories in use, by name. */
export async function listCatalogCategories(merchant: Merchant): Promise<string[]> {
  const rows = await db
    .selectDistinct({ category: catalogItems.category })
    .from(catalogItems)
    .where(and(eq(catalogItems.merchantId, merchant.id), isNotNull(catalogItems.category)))
    .orderBy(asc(catalogItems.category));
  return rows.flatMap((row) => row.category ?? []);
}

/** One item of this merchant, or null. */
export async function getCatalogItem(merchant: Merchant, itemId: string): Promise<CatalogItem | null> {
  if (!isId(itemId)) return null;
  const [row] = await db
    .select(columns)
    .from(catalogItems)
    .where(and(eq(catalogItems.merchantId, merchant.id), eq(catalogItems.id, itemId)));
  return row ?? null;
}

/** Stores an item, new or changed. Throws PostgreSQL's unique violation for a SKU that another item has. */
export async function saveCatalogItem(merchant: Merchant, executor: Executor, item: CatalogItem): Promise<void> {
  const { id, ...fields } = item;
  await executor
    .insert(catalogItems)
    .values({ ...fields, id, merchantId: merchant.id })
    .onConflictDoUpdate({
      target: [catalogItems.merchantId, catalogItems.id],
      set: { ...fields, changedAt: sql`now()` },
    });
}

/** Lets nobody else add to this catalogue until the transaction is over. */
export async function lockCatalog(merchant: Merchant, executor: Executor): Promise<void> {
  await executor.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`catalog ${merchant.id}`}, 0))`);
}

/** All items, by title. */
export async function listWholeCatalog(merchant: Merchant, executor: Executor = db): Promise<CatalogItem[]> {
  return executor
    .select(columns)
    .from(catalogItems)
    .where(eq(catalogItems.merchantId, merchant.id))
    .orderBy(asc(sql`lower(${catalogItems.title})`), asc(catalogItems.id));
}

/** Stores many items, new and changed, in one statement. Throws as `saveCatalogItem` does. */
export async function saveCatalogItems(
  merchant: Merchant,
  executor: Executor,
  items: readonly CatalogItem[],
): Promise<void> {
  await executor
    .insert(catalogItems)
    .values(items.map((item) => ({ ...item, merchantId: merchant.id })))
    .onConflictDoUpdate({
      target: [catalogItems.merchantId, catalogItems.id],
      set: {
        title: sql`excluded.title`,
        unitPriceMinor: sql`excluded.unit_price_minor`,
        taxRate: sql`excluded.tax_rate`,
        category: sql`excluded.category`,
        pictureUrl: sql`excluded.picture_url`,
        skuNumber: sql`excluded.sku_number`,
        unitMeasure: sql`excluded.unit_measure`,
        isActive: sql`excluded.is_active`,
        isFavorite: sql`excluded.is_favorite`,
        changedAt: sql`now()`,
      },
    });
}

/** True when there was such an item. Orders keep their own copy of what they sold. */
export async function deleteCatalogItem(merchant: Merchant, executor: Executor, itemId: string): Promise<boolean> {
  if (!isId(itemId)) return false;
  const rows = await executor
    .delete(catalogItems)
    .where(and(eq(catalogItems.merchantId, merchant.id), eq(catalogItems.id, itemId)))
    .returning({ id: catalogItems.id });
  return rows.length > 0;
}

const columns = {
  id: catalogItems.id,
  title: catalogItems.title,
  unitPriceMinor: catalogItems.unitPriceMinor,
  taxRate: catalogItems.taxRate,
  category: catalogItems.category,
  pictureUrl: catalogItems.pictureUrl,
  skuNumber: catalogItems.skuNumber,
  unitMeasure: catalogItems.unitMeasure,
  isActive: catalogItems.isActive,
  isFavorite: catalogItems.isFavorite,
};

function conditions(merchant: Merchant, filter: CatalogFilter): (SQL | undefined)[] {
  const pattern = filter.text ? `%${filter.text.replace(/[\\%_]/g, '\\$&')}%` : null;
  return [
    eq(catalogItems.merchantId, merchant.id),
    pattern ? or(ilike(catalogItems.title, pattern), ilike(catalogItems.skuNumber, pattern)) : undefined,
    filter.category ? eq(catalogItems.category, filter.category) : undefined,
    filter.isActive === undefined ? undefined : eq(catalogItems.isActive, filter.isActive),
  ];
}
