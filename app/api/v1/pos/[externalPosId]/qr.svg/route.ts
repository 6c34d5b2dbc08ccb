import { getPos } from '@/db/pos';
import { AppError } from '@/lib/errors';
import { qrSvg } from '@/lib/print/qr';
import { apiRoute } from '@/lib/web/api';

export const GET = apiRoute<{ externalPosId: string }>('pos:read', async ({ caller, parameters }) => {
  const pos = await getPos(caller.merchant, parameters.externalPosId);
  if (!pos?.qrData) throw new AppError('not_found', 'no such POS, or its QR has not been read');
  return new Response(qrSvg(pos.qrData), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-store' },
  });
});
