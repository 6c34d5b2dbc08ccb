import { may } from '@/lib/domain/permissions';
import { exportCatalog } from '@/lib/services/catalog-file';
import { getSession } from '@/lib/web/session';

/** The whole catalogue as a file that can be read back. */
export async function GET(): Promise<Response> {
  const session = await getSession();
  if (!session || !may(session.role, 'catalog:write')) return new Response(null, { status: 403 });
  return new Response(`\uFEFF${await exportCatalog(session.merchant, session.currencyId)}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="catalog.csv"',
      'cache-control': 'no-store',
    },
  });
}
