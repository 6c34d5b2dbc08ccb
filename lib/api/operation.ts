import { z } from 'zod';
import type { apiKeyScopes, Permission } from '../domain/permissions';
import type { AppErrorCode } from '../errors';

/**
 * One call of `/api/v1`, said once: what is written here checks the request, describes it in `GET /openapi.json` and is
 * held against the answers by the tests. Its route hands it to `operationRoute`; `operations.ts` lists it.
 */
export type Operation = {
  /** The name of the call in generated clients: a verb and its object. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; `{order_id}` is what the route's folder `[orderId]` calls `orderId`. */
  readonly path: string;
  readonly tag: ApiTag;
  /** A short sentence without a full stop. */
  readonly summary: string;
  /** What the summary cannot say, in CommonMark. */
  readonly description: string;
  /** The scope that a key needs; null: anybody may, without a key. */
  readonly scope: ApiScope | null;
  /** What a person of the desk needs, where that is something else than the scope. */
  readonly person?: Permission;
  /** A strict object of texts; without one, no parameter is taken. */
  readonly query?: z.ZodType;
  /** What the samples send as query, with the path's names in braces. */
  readonly sampleQuery?: string;
  /** A strict object; without one, a body means nothing and is not read. */
  readonly body?: z.ZodType;
  /** Two bodies at least where they differ much; the first one is what the samples send. */
  readonly examples?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  /** The same key and body are done once, and get the same answer. Keys must say one, people may. */
  readonly isIdempotent?: boolean;
  readonly answer: OperationAnswer;
  /** What is answered while nobody knows whether Mercado Pago did it, where that can be. */
  readonly pending?: OperationAnswer;
  /** Codes beyond those that every call can answer (see `errorsOf`). */
  readonly errors: readonly AppErrorCode[];
};

export type OperationAnswer = {
  readonly status: 200 | 201 | 202 | 204;
  readonly description: string;
} & (
  | { readonly schema: z.ZodType; readonly example: unknown }
  /** Not JSON. */
  | { readonly mediaTypes: readonly string[] }
  /** No body. */
  | { readonly mediaTypes?: undefined; readonly schema?: undefined }
);

export type ApiScope = (typeof apiKeyScopes)[number];

export const apiTags = {
  Orders: 'Charge on a point of sale, follow the order, cancel it, and look at Mercado Pago again.',
  Refunds: 'Give money of an order back, in whole or in part.',
  'Points of sale': 'The checkouts that orders are charged on, and the QR that each carries.',
  Stores: 'The places that points of sale stand in.',
  Stickers: 'Sheets of printed QR codes.',
  Notifications: 'What arrived at the address that Mercado Pago notifies.',
  Webhooks:
    'What this installation sends to addresses of yours (Settings → Webhooks), signed per Standard Webhooks. The same message may come twice.',
  Description: 'This description.',
} as const;
export type ApiTag = keyof typeof apiTags;

/** Keeps the exact type of an operation, from which its route learns what it is given. */
export function defineOperation<const Defined extends Operation>(operation: Defined): Defined {
  return operation;
}

/** An amount as text, or as a number that says the same: JavaScript prints the shortest decimal that is exactly it. */
export const amountSchema = z
  .union([z.string().max(32), z.number().transform(String)])
  .describe('Major units as decimal text (`"320.00"`), or a number with no more decimals than the currency has.');

/** An amount in an answer: text, in major units, with the decimals of its currency. */
export const shownAmountSchema = z.string().describe('Major units as decimal text; CLP and COP have no decimals.');

/** A time in an answer. */
export const shownTimeSchema = z.iso.datetime().describe('UTC, with `Z`.');

/** Query of a list that needs nothing else; `usual` is the page length when none is asked for. */
export function pageQuery(usual: number) {
  return {
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(200)
      .default(usual)
      .describe(`How many at most, up to 200; ${usual} when left out.`),
    cursor: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('`next_cursor` of the page before, as it is. What is added meanwhile makes no gap and no repeat.'),
  };
}

/** The same for lists whose cursor is the id of the last row. */
export function idPageQuery(usual: number) {
  return { ...pageQuery(usual), cursor: z.uuid().optional().describe('`next_cursor` of the page before, as it is.') };
}

/** What every list answers. */
export function listOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({
    results: z.array(row),
    next_cursor: z.string().nullable().describe('For the next page; null on the last one.'),
  });
}
