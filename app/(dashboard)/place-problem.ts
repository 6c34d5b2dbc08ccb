import type { Merchant } from '@/lib/domain/scope';
import type { RefusalWithBundle } from '@/lib/domain/support-bundle';
import { AppError, type FieldErrorCode, mayHaveChanged } from '@/lib/errors';
import { readRefusal } from '@/lib/services/refusal-reading';

/** What is wrong with a form about a store or till: at its fields, or as a whole. */
export type PlaceProblem = {
  /** By path in the API, such as `location.city_name`. */
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
  readonly kind: 'fields' | 'unavailable' | 'unknown' | 'refused' | 'conflict';
  /** What Mercado Pago said; null when it was not asked, or did not answer. */
  readonly refusal: RefusalWithBundle | null;
};

/** The problem that was thrown while doing something, such as `pos.create`; whatever nobody expects stays thrown. */
export async function placeProblemOf(error: unknown, merchant: Merchant, operation: string): Promise<PlaceProblem> {
  if (!(error instanceof AppError)) throw error;
  const hasFields = Object.keys(error.fields).length > 0;
  const refusal = await readRefusal(merchant, error, operation);
  return { fields: error.fields, kind: hasFields ? 'fields' : kindOf(error), refusal };
}

function kindOf(error: AppError): PlaceProblem['kind'] {
  if (error.code === 'mercadopago_unavailable') return mayHaveChanged(error) ? 'unknown' : 'unavailable';
  return error.code === 'mercadopago_refused' ? 'refused' : 'conflict';
}
