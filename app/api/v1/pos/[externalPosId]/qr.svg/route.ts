import { getPos } from '@/db/pos';
import { getPosQrSvg } from '@/lib/api/pos';
import { AppError } from '@/lib/errors';
import { qrSvg } from '@/lib/print/qr';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(getPosQrSvg, async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos?.qrData) throw new AppError('not_found', 'no such POS, or its QR has not been read');
  return new Response(qrSvg(pos.qrData), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-store' },
  });
});
