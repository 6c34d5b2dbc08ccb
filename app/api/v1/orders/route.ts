import { listOrderDetails } from '@/db/orders';
import { presentOrder } from '@/lib/services/order-presentation';
import { orderQuerySchema, orderRequestSchema, toOrderRequest } from '@/lib/services/order-request';
import { createOrder } from '@/lib/services/orders';
import { apiRoute, json, readIdempotencyKey, readJson, readQuery } from '@/lib/web/api';

export const POST = apiRoute('orders:write', async ({ caller, request }) => {
  const key = readIdempotencyKey(request, caller);
  const body = await readJson(request, orderRequestSchema);
  const answer = await createOrder(caller, toOrderRequest(body), key);
  return json(answer.body, {
    status: answer.status,
    headers: answer.isReplay ? { 'idempotency-replayed': 'true' } : {},
  });
});

export const GET = apiRoute('orders:read', async ({ caller, request }) => {
  const { limit, cursor, ...query } = readQuery(request, orderQuerySchema);
  const filter = {
    ...(query.external_reference ? { externalReference: query.external_reference } : {}),
    ...(query.status ? { statuses: [query.status] } : {}),
    ...(query.exception ? { exceptions: [query.exception] } : {}),
    ...(query.external_pos_id ? { externalPosId: query.external_pos_id } : {}),
    ...(query.external_store_id ? { externalStoreId: query.external_store_id } : {}),
    ...(query.from ? { createdFrom: query.from } : {}),
    ...(query.to ? { createdTo: query.to } : {}),
  };
  const page = await listOrderDetails(caller.merchant, { filter, limit, cursor: cursor ?? null });
  return json({ results: page.orders.map(presentOrder), next_cursor: page.nextCursor });
});
