import { refundRequestSchema } from '@/lib/services/refund-request';
import { askForRefund } from '@/lib/services/refunds';
import { apiRoute, json, readIdempotencyKey, readJson } from '@/lib/web/api';

/** People of the desk ask by their own permission: whether somebody else must agree is decided further in. */
const permission = { key: 'refunds:write', person: 'refunds:request' } as const;

export const POST = apiRoute<{ orderId: string }>(permission, async ({ caller, request, parameters }) => {
  const key = readIdempotencyKey(request, caller);
  const answer = await askForRefund(caller, parameters.orderId, await readJson(request, refundRequestSchema), key);
  return json(answer.body, {
    status: answer.status,
    headers: answer.isReplay ? { 'idempotency-replayed': 'true' } : {},
  });
});
