import { listPos } from '@/db/pos';
import { presentPos } from '@/lib/services/pos-presentation';
import { apiRoute, json, listQuerySchema, pageOf, readQuery } from '@/lib/web/api';

export const GET = apiRoute('pos:read', async ({ caller, request }) => {
  const query = readQuery(request, listQuerySchema);
  const { page, nextCursor } = pageOf(await listPos(caller.merchant), query, (pos) => pos.id);
  return json({ results: page.map(presentPos), next_cursor: nextCursor });
});
