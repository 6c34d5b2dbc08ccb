import 'server-only';
import { getPos } from '@/db/pos';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { connected } from './accounts';
import { asAppError } from './mercadopago-errors';

/**
 * Mercado Pago's own poster of a POS, fetched by us: only from its hosts, and nobody's browser tells them who prints.
 * Throws `not_found` when the POS has none, `mercadopago_unavailable` or `mercadopago_refused` when it cannot be had.
 */
export async function fetchPoster(merchant: Merchant, posKey: string, kind: 'pdf' | 'png'): Promise<Uint8Array> {
  const pos = await getPos(merchant, posKey);
  const url = kind === 'pdf' ? pos?.qrTemplateDocumentUrl : pos?.qrTemplateImageUrl;
  if (!url) throw new AppError('not_found', 'no such POS, or it has no poster');
  const { client } = await connected(merchant);
  try {
    return (await client.fetchPicture(url)).bytes;
  } catch (error) {
    throw asAppError(error);
  }
}
