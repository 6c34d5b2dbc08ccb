/** Names as people order them: "Caja 10" stands behind "Caja 2", which a database's order of letters does not tell. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

const collator = new Intl.Collator('es', { numeric: true });

type StandingTill = { readonly name: string; readonly storeId: string; readonly storeName: string };

/** Tills by store, those of two stores of one name apart, then by name. */
export function compareTills(a: StandingTill, b: StandingTill): number {
  if (a.storeId !== b.storeId) return compareNames(a.storeName, b.storeName) || (a.storeId < b.storeId ? -1 : 1);
  return compareNames(a.name, b.name);
}
