import { getPos } from '@/db/pos';
import { AppError } from '@/lib/errors';
import { presentPos } from '@/lib/services/pos-presentation';
import { posRequestSchema } from '@/lib/services/pos-request';
import { changePos } from '@/lib/services/pos-settings';
import { apiRoute, emptyQuerySchema, json, readJson, readQuery } from '@/lib/web/api';

export const GET = apiRoute<{ externalPosId: string }>('pos:read', async ({ caller, request, parameters }) => {
  readQuery(request, emptyQuerySchema);
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos) throw new AppError('not_found', 'no such POS');
  return json(presentPos(pos));
});

export const PATCH = apiRoute<{ externalPosId: string }>('pos:write', async ({ caller, request, parameters }) => {
  const body = await readJson(request, posRequestSchema);
  const { unattended_protocol: unattendedProtocol, ...rest } = body;
  return json(presentPos(await changePos(caller, parameters.externalPosId, { ...rest, unattendedProtocol })));
});
