import * as operations from '@/lib/api/unattended';
import { sayWhileWaiting } from '@/lib/services/unattended-setup';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const PUT = operationRoute(operations.sayWhileWaiting, async ({ caller, parameters, body }) => {
  const said = await sayWhileWaiting(caller, parameters.externalPosId, body.state);
  return json({ state: said.state, changed_at: said.changedAt.toISOString() });
});
