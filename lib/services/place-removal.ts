import 'server-only';
import type { PlaceKind } from '@/lib/domain/place';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { placeRefusal } from './place-problems';

/**
 * Deletes a store or POS at Mercado Pago; what is gone already is what was wanted. When the answer was lost a look tells.
 * Throws what Mercado Pago said when it is certainly there still, and `mercadopago_unavailable` with `details.why`
 * `outcome_unknown` when nobody knows.
 */
export async function removeThere(
  kind: PlaceKind,
  { remove, look }: { remove: () => Promise<unknown>; look: () => Promise<unknown> },
): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.status === 404) return;
    if (error.kind !== 'unknown_outcome' || (await isThere(look))) throw placeRefusal(error, kind);
  }
}

/** Whether somebody who asks for it again may find it gone by now. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof AppError && error.details.why === 'outcome_unknown';
}

async function isThere(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.status === 404) return false;
    throw new AppError('mercadopago_unavailable', 'nobody knows whether it was deleted', {
      cause: error,
      details: { why: 'outcome_unknown' },
    });
  }
}
