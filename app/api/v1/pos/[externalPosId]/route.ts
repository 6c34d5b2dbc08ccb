import { getPos } from '@/db/pos';
import * as operations from '@/lib/api/pos';
import { AppError } from '@/lib/errors';
import { presentPos } from '@/lib/services/pos-presentation';
import { changePos } from '@/lib/services/pos-settings';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.getPos, async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos) throw new AppError('not_found', 'no such POS');
  return json(presentPos(pos));
});

export const PATCH = operationRoute(operations.changePos, async ({ caller, parameters, body }) => {
  const { unattended_protocol: unattendedProtocol, ...rest } = body;
  return json(presentPos(await changePos(caller, parameters.externalPosId, { ...rest, unattendedProtocol })));
});
