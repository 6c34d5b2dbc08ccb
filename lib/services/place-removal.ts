import 'server-only';
import { planPlaceSync } from '@/db/place-syncs';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { asAppError } from './mercadopago-errors';

/** When a reading goes on with what nobody knows: after a call that may be on its way still. */
const LOOK_AGAIN_MS = 90_000;

/**
 * Deletes a store or POS at Mercado Pago; what is gone already is what was wanted. When the answer was lost a look tells
 * that it is gone, and never that it stays: the call may be on its way still. Throws what Mercado Pago refused with, and
 * `mercadopago_unavailable` with `details.why` `outcome_unknown` when nobody knows.
 */
export async function removeThere({
  remove,
  look,
}: {
  remove: () => Promise<unknown>;
  look: () => Promise<unknown>;
}): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    if (error.status === 404) return;
    if (error.kind === 'unknown_outcome' && (await isGone(look))) return;
    throw asAppError(error);
  }
}

/** Whether somebody who asks for it again may find it gone by now. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof AppError && error.details.why === 'outcome_unknown';
}

/** Has a reading find out what became of it, and finish it. */
export async function lookAgainLater(merchant: Merchant): Promise<void> {
  await planPlaceSync(merchant, new Date(Date.now() + LOOK_AGAIN_MS));
}

async function isGone(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return false;
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    return error.status === 404;
  }
}
