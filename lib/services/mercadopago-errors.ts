import 'server-only';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';

/**
 * What the caller is told of a failed call: refused with Mercado Pago's own words, or not reached. Anything that is not
 * theirs stays as it is. It does not stand for a write whose outcome is unknown: whoever writes settles that first.
 */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof MercadoPagoError)) return error;
  if (error.kind !== 'refused' && error.kind !== 'unauthorized')
    return new AppError('mercadopago_unavailable', error.message, { cause: error });
  const mercadopago = { status: error.status, code: error.code, message: error.message };
  return new AppError('mercadopago_refused', error.message, { cause: error, details: { mercadopago } });
}
