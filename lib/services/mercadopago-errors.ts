import 'server-only';
import { AppError, mayHaveChanged } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';

/**
 * What the caller is told of a failed call: refused with Mercado Pago's own words, or not reached, with `details.why`
 * `outcome_unknown` for a write whose answer was lost and that nobody could settle. Anything that is not theirs stays.
 */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof MercadoPagoError)) return error;
  if (error.kind !== 'refused' && error.kind !== 'unauthorized')
    return new AppError('mercadopago_unavailable', error.message, {
      cause: error,
      details: error.kind === 'unknown_outcome' ? { why: 'outcome_unknown' } : {},
    });
  const mercadopago = { status: error.status, code: error.code, message: error.message };
  return new AppError('mercadopago_refused', error.message, { cause: error, details: { mercadopago } });
}

/** The same of a call that came after one that changed something there: `partly_done` when it was not reached. */
export function afterAnother(error: unknown): unknown {
  const told = asAppError(error);
  if (!(told instanceof AppError) || told.code !== 'mercadopago_unavailable' || mayHaveChanged(told)) return told;
  return new AppError(told.code, told.message, { cause: told.cause, details: { ...told.details, why: 'partly_done' } });
}
