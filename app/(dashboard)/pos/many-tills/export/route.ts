import { exportPos, exportStores } from '@/lib/services/place-import';
import { apiRoute } from '@/lib/web/api';

/** Every till, or with `?kind=stores` every store, as a file that can be read back. */
export const GET = apiRoute({ key: 'pos:read', person: 'pos:write' }, async ({ caller, request }) => {
  const kind = new URL(request.url).searchParams.get('kind') === 'stores' ? 'stores' : 'pos';
  const text = kind === 'stores' ? await exportStores(caller.merchant) : await exportPos(caller.merchant);
  return new Response(`\uFEFF${text}`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${kind}.csv"`,
      'cache-control': 'no-store',
    },
  });
});
