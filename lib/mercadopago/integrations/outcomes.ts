import { MercadoPagoError } from '../errors';
import type { WithdrawOutcome } from './driver';

/** What a failed write means for the one who asked for it. */
export type FailedWrite = {
  readonly kind: 'refused' | 'not_sent' | 'unknown';
  readonly error: MercadoPagoError;
};

/** Runs one call and gives its failure as a value; what is not Mercado Pago's doing is thrown on. */
export async function settle<Result>(call: () => Promise<Result>): Promise<{ value: Result } | MercadoPagoError> {
  try {
    return { value: await call() };
  } catch (error) {
    if (error instanceof MercadoPagoError) return error;
    throw error;
  }
}

/** Sorts the failure of a write by what it leaves open. */
export function failedWrite(error: MercadoPagoError): FailedWrite {
  switch (error.kind) {
    case 'refused':
    case 'unauthorized':
      return { kind: 'refused', error };
    case 'rate_limited':
    case 'unavailable':
      return { kind: 'not_sent', error };
    case 'unknown_outcome':
    case 'unreadable':
      return { kind: 'unknown', error };
  }
}

/**
 * Sorts the failure of emptying a slot. The reference knows only a 500 for a slot with nothing in it, integrations meet a
 * 400 with a key of its own; a 404 says the same.
 */
export function failedWithdrawal(error: MercadoPagoError): WithdrawOutcome {
  if (error.hasCode('instore_order_locked_error')) return { kind: 'locked', error };
  const isFree = error.status === 404 || error.hasCode('in_store_order_delete_error');
  if (error.kind === 'refused' && isFree) return { kind: 'nothing_there' };
  return failedWrite(error);
}
