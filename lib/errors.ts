/**
 * The one error of the application. `code` decides the HTTP status and the translated sentence; `message` is for logs.
 * It does not stand for programming mistakes: those stay plain errors and become `internal`.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  /** Path of the offending input field → a key of the `errors` messages (or of `fieldErrors` below). */
  readonly fields: Readonly<Record<string, FieldErrorCode>>;
  /** Facts the caller may see beside the sentence, for example the order that occupies a till. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: AppErrorCode,
    message: string,
    options: {
      cause?: unknown;
      fields?: Record<string, FieldErrorCode>;
      details?: Record<string, unknown>;
    } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = options.fields ?? {};
    this.details = options.details ?? {};
  }
}

/** Whether something at Mercado Pago may be another way than before, although it failed. */
export function mayHaveChanged({ details }: AppError): boolean {
  return details.why === 'outcome_unknown' || details.why === 'partly_done';
}

/** HTTP status of every code; the closed set of what an answer can say. */
export const statusByErrorCode = {
  invalid_input: 422,
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  idempotency_key_reused: 422,
  pos_busy: 409,
  rate_limited: 429,
  mercadopago_refused: 502,
  mercadopago_unavailable: 503,
  internal: 500,
} as const;

export type AppErrorCode = keyof typeof statusByErrorCode;

/** What can be wrong with one field; each has a sentence in the three languages. */
export const fieldErrorCodes = [
  'required',
  'invalid',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'too_many',
  'too_few',
  'unknown_field',
  'not_integer',
  'not_an_amount',
  'too_many_decimals',
  'not_a_reference',
  'not_alphanumeric',
  'not_an_email',
  'not_a_url',
  'not_https',
  'not_public',
  'only_colombia',
  'already_used',
  'not_found',
  'ill_formed_text',
  'token_rejected',
  'token_of_other_account',
  'wrong_credentials',
  'not_supported',
  'not_coordinates',
  'outside_country',
  'not_a_time',
  'hours_overlap',
  'unknown_category',
  'city_refused',
  'host_refused',
  'wrong_code',
  'not_yours',
] as const;
export type FieldErrorCode = (typeof fieldErrorCodes)[number];
