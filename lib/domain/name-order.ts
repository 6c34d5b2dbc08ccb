/** Names as people order them: "Caja 10" stands behind "Caja 2", which a database's order of letters does not tell. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

const collator = new Intl.Collator('es', { numeric: true });
