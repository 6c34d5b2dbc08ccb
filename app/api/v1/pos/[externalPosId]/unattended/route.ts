import { unattendedRequestSchema } from '@/lib/services/unattended-request';
import { sayWhileWaiting } from '@/lib/services/unattended-setup';
import { apiRoute, json, readJson } from '@/lib/web/api';

export const PUT = apiRoute<{ externalPosId: string }>('pos:write', async ({ caller, request, parameters }) => {
  const { state } = await readJson(request, unattendedRequestSchema);
  const said = await sayWhileWaiting(caller, parameters.externalPosId, state);
  return json({ state: said.state, changed_at: said.changedAt.toISOString() });
});
