import { z } from 'zod';

/**
 * How a call failed; the closed set that callers branch on.
 *
 * - `refused`: Mercado Pago, or our own check before sending (then `status` is null), said no for good. It had no effect.
 *   It does not cover a bad token, a limit, or a 4xx page that is not Mercado Pago's.
 * - `unauthorized`: the token is wrong, revoked, or of an account that may not do this. It had no effect. It does not
 *   cover 403, which is about the object and is `refused`.
 * - `rate_limited`: too many calls. It had no effect; `retryAfterSeconds` says how long to wait when they told us.
 * - `unavailable`: nothing was learnt and, for a write, certainly nothing was done: it never left, or the object is locked.
 *   For a read also 5xx, timeouts and broken connections. It does not cover a write that may have arrived.
 * - `unknown_outcome`: writes only. It may or may not have happened; look before doing anything else, and never repeat it
 *   with another idempotency key.
 * - `unreadable`: reads only. Something answered, but not as Mercado Pago does: not JSON, too large, a redirect, or without
 *   what an answer cannot lack. Repeating it at once will not help.
 */
export type MercadoPagoErrorKind =
  | 'refused'
  | 'unauthorized'
  | 'rate_limited'
  | 'unavailable'
  | 'unknown_outcome'
  | 'unreadable';

/** One entry of an error's list of reasons; codes are numbers for payments and words elsewhere, both as text here. */
export type MercadoPagoCause = { readonly code: string | null; readonly description: string | null };

/** What an answer with an error says, whichever of the three families it belongs to. */
export type ErrorBody = {
  readonly code: string | null;
  readonly message: string | null;
  readonly causes: readonly MercadoPagoCause[];
};

/**
 * The only thing that `lib/mercadopago` throws for what the world does. It is built from the answer alone, never from the
 * request, so that no token can be inside it. It does not cover wrong arguments, which stay plain errors.
 */
export class MercadoPagoError extends Error {
  readonly kind: MercadoPagoErrorKind;
  /** HTTP status, null when there was no answer. */
  readonly status: number | null;
  /** Mercado Pago's own code, or ours where it gave none: `timeout`, `connection_lost`, `not_json`, `redirect` … */
  readonly code: string | null;
  /** What Mercado Pago's support asks for. */
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly causes: readonly MercadoPagoCause[];

  constructor(
    kind: MercadoPagoErrorKind,
    facts: {
      message: string;
      status?: number | null;
      code?: string | null;
      requestId?: string | null;
      retryAfterSeconds?: number | null;
      causes?: readonly MercadoPagoCause[];
    },
  ) {
    super(facts.message);
    this.name = 'MercadoPagoError';
    this.kind = kind;
    this.status = facts.status ?? null;
    this.code = facts.code ?? null;
    this.requestId = facts.requestId ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
    this.causes = facts.causes ?? [];
  }

  /**
   * The code that says most. Payments and refunds say `bad_request` or `not_found` of everything, and in the first of their
   * reasons what it is about.
   */
  get tellingCode(): string | null {
    if (this.code !== null && !sayNothing.has(this.code)) return this.code;
    return this.causes.find(({ code }) => code !== null)?.code ?? this.code;
  }

  /** True when the error itself or one of its reasons carries this code. */
  hasCode(code: string): boolean {
    return this.code === code || this.causes.some((cause) => cause.code === code);
  }
}

const sayNothing: ReadonlySet<string> = new Set(['bad_request', 'not_found', 'validation_error', 'conflict']);

/** The error of something that was not sent because Mercado Pago would refuse it; `code` is its own key where it has one. */
export function refusedHere(code: string): MercadoPagoError {
  return new MercadoPagoError('refused', { code, message: `not sent, Mercado Pago would refuse it: ${code}` });
}

const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value !== '' ? cleanText(value) : null));

const reason = z.object({ code: text, description: text, message: text, details: z.unknown().optional() });

/** One object stands for a list of one; whatever is not an object is left out. */
const reasons = z
  .unknown()
  .optional()
  .transform((value) =>
    (Array.isArray(value) ? value : [value]).slice(0, 20).flatMap((entry: unknown) => {
      const parsed = reason.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    }),
  );

const errorBody = z.object({
  error: text,
  code: text,
  message: text,
  cause: reasons,
  causes: reasons,
  errors: reasons,
});

/**
 * Reads the three families of error bodies: `error` with `cause`, `error` with `causes`, and `errors`. Null when the body
 * is not an object at all; every part may be missing.
 * Source: mercadopago/openapi `schemas/common.yaml`, mercadopago/sdk-nodejs `src/utils/errors/index.ts`, read 2026-11-21.
 */
export function readErrorBody(body: unknown): ErrorBody | null {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success || Array.isArray(body)) return null;
  const { data } = parsed;
  const listed = [...data.cause, ...data.causes, ...data.errors];
  const first = listed[0];
  return {
    code: data.error ?? data.code ?? first?.code ?? null,
    message: data.message ?? first?.message ?? first?.description ?? null,
    causes: listed.map((entry) => ({ code: entry.code, description: sentence(entry) })),
  };
}

function sentence(entry: z.infer<typeof reason>): string | null {
  const details = Array.isArray(entry.details) ? entry.details.filter((detail) => typeof detail === 'string') : [];
  const parts = [entry.description ?? entry.message, ...details.slice(0, 10)].filter((part) => part !== null);
  return parts.length > 0 ? cleanText(parts.join('; ')) : null;
}

/** Shortened, storable as text, and without anything that looks like a token in case an answer repeats ours. */
function cleanText(value: string): string {
  return value
    .slice(0, 500)
    .replace(/[\0\p{Cs}]/gu, '\ufffd')
    .replace(/\b(?:APP_USR|TEST|TG)-[\w-]{8,}/g, '[token]');
}
