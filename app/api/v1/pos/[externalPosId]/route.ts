import { getPos } from '@/db/pos';
import * as operations from '@/lib/api/pos';
import { AppError } from '@/lib/errors';
import { retirePos } from '@/lib/services/pos-lifecycle';
import { presentPos } from '@/lib/services/pos-presentation';
import { changePos } from '@/lib/services/pos-settings';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(operations.getPos, async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos) throw new AppError('not_found', 'no such POS');
  return json(presentPos(pos));
});

export const PATCH = operationRoute(operations.changePos, async ({ caller, parameters, body }) =>
  json(presentPos(await changePos(caller, parameters.externalPosId, operations.toPosChange(body)))),
);

export const DELETE = operationRoute(operations.retirePos, async ({ caller, parameters, query }) =>
  json(presentPos(await retirePos(caller, parameters.externalPosId, { confirmedCode: query.confirm }))),
);
