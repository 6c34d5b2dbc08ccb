import type { SiteId } from './sites';

/** What a POS sells, as far as Mercado Pago publishes codes for it. */
export const categoryKinds = ['food', 'fuel'] as const;
export type CategoryKind = (typeof categoryKinds)[number];

/**
 * The merchant category codes that a POS can carry; none is generic, and another country's is refused.
 * Source: devsite-docs `reference/api-json/pos.json` (components.category), read 2026-11-21.
 */
export const categories: Readonly<Record<SiteId, Readonly<Record<CategoryKind, number>>>> = {
  MLA: { food: 621102, fuel: 473000 },
  MLB: { food: 5611203, fuel: 4731300 },
  MLC: { food: 561000, fuel: 473001 },
  MCO: { food: 5611, fuel: 4731 },
  MLM: { food: 5812, fuel: 468419 },
  MPE: { food: 5520, fuel: 5050 },
  MLU: { food: 56101, fuel: 47300 },
};

/** What a code stands for on a site; null for one that is not published there. */
export function categoryKindOf(siteId: SiteId, category: number | null): CategoryKind | null {
  return categoryKinds.find((kind) => categories[siteId][kind] === category) ?? null;
}
