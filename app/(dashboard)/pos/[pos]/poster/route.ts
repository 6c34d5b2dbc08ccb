import { fetchPoster } from '@/lib/services/posters';
import { apiRoute } from '@/lib/web/api';

/** Mercado Pago's own poster of a till, as a document, or with `?as=png` as a picture. */
export const GET = apiRoute<{ pos: string }>('pos:read', async ({ caller, request, parameters }) => {
  const kind = new URL(request.url).searchParams.get('as') === 'png' ? 'png' : 'pdf';
  const bytes = await fetchPoster(caller.merchant, parameters.pos, kind);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': kind === 'pdf' ? 'application/pdf' : 'image/png',
      'content-disposition': `attachment; filename="mercadopago.${kind}"`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  });
});
