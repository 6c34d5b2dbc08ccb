/** What the list of items shows, as its address says it. */
export type CatalogQuery = { readonly q: string; readonly category: string; readonly page: number };

type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const MAX_PAGE = 10_000;

/** Whatever the address says, a query. */
export function readCatalogQuery(params: SearchParams): CatalogQuery {
  const text = (name: string) => {
    const value = params[name];
    return (typeof value === 'string' ? value : '').replaceAll('\0', '').slice(0, 150).toWellFormed().trim();
  };
  const page = Number(text('page'));
  return {
    q: text('q'),
    category: text('category'),
    page: Number.isInteger(page) && page > 1 ? Math.min(page, MAX_PAGE) : 1,
  };
}

/** Address of the list with a part of its query changed; another filter begins at the first page. */
export function catalogHref(query: CatalogQuery, change: Partial<CatalogQuery>): string {
  const { q, category, page } = { ...query, page: 1, ...change };
  const params = new URLSearchParams({
    ...(q ? { q } : {}),
    ...(category ? { category } : {}),
    ...(page > 1 ? { page: String(page) } : {}),
  });
  return params.size > 0 ? `/catalog?${params}` : '/catalog';
}
