import { type Refusal, refusalIn } from '@/lib/domain/refusal';
import { AppError, type FieldErrorCode } from '@/lib/errors';

/** What is wrong with a form about a store or till: at its fields, or as a whole. */
export type PlaceProblem = {
  /** By path in the API, such as `location.city_name`. */
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
  readonly kind: 'fields' | 'unavailable' | 'refused' | 'conflict';
  /** What Mercado Pago said; null when it was not asked, or did not answer. */
  readonly refusal: Refusal | null;
};

/** The problem that was thrown; whatever nobody expects stays thrown. */
export function placeProblemOf(error: unknown): PlaceProblem {
  if (!(error instanceof AppError)) throw error;
  const hasFields = Object.keys(error.fields).length > 0;
  return { fields: error.fields, kind: hasFields ? 'fields' : kindOf(error), refusal: refusalIn(error.details) };
}

function kindOf(error: AppError): PlaceProblem['kind'] {
  if (error.code === 'mercadopago_unavailable') return 'unavailable';
  return error.code === 'mercadopago_refused' ? 'refused' : 'conflict';
}
