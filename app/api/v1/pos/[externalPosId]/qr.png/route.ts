import { getPos } from '@/db/pos';
import { getPosQrPng } from '@/lib/api/pos';
import { AppError } from '@/lib/errors';
import { qrPng } from '@/lib/print/qr';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(getPosQrPng, async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos?.qrData) throw new AppError('not_found', 'no such POS, or its QR has not been read');
  return new Response(qrPng(pos.qrData), {
    headers: { 'content-type': 'image/png', 'cache-control': 'private, no-store' },
  });
});
