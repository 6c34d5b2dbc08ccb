import 'server-only';
import { z } from 'zod';
import { findApiKeyOwner } from '@/db/api-keys';
import type { ChangeSource } from '@/db/order-records';
import { hashApiSecret } from '@/lib/api-secret';
import { may, type Permission, type Role } from '@/lib/domain/permissions';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { countRequest, type KeyLimit } from '@/lib/services/api-key-limits';
import { answerError } from './error-answer';
import { personCaller } from './person-caller';
import { readBody } from './read-body';
import { isSameOrigin } from './same-origin';
import { ownerOfCookies } from './session-token';

/** Who calls the API, once that was established. */
export type ApiCaller = {
  readonly merchant: Merchant;
  readonly by: ChangeSource;
  readonly principal: string;
  /** What the person is; null for an API key. */
  readonly role: Role | null;
  /** API keys must name every attempt; the dashboard's own pages may leave it to us. */
  readonly isApiKey: boolean;
};

/** Where keys and people may do the same by different rights. */
type Needed = { readonly key: Permission; readonly person: Permission };
type PathParameters = Readonly<Record<string, string>>;
type Handler<Parameters> = (call: { caller: ApiCaller; request: Request; parameters: Parameters }) => Promise<Response>;

const MAX_BODY_BYTES = 256 * 1024;

/**
 * A route of `/api/v1`: finds out who calls, whether they may, and turns whatever is thrown into the API's error answer.
 * An API key's scopes and a person's role are the same permissions.
 */
export function apiRoute<Parameters extends PathParameters = Record<string, never>>(
  permission: Permission | Needed,
  handle: Handler<Parameters>,
) {
  const needed = typeof permission === 'string' ? { key: permission, person: permission } : permission;
  return async (request: Request, context: { params: Promise<Parameters> }): Promise<Response> => {
    const limits: LimitHeaders = {};
    try {
      const caller = await identify(request, needed, limits);
      const parameters = await context.params;
      // Next gives a route without a name in its path no parameters at all.
      if (Object.values(parameters ?? {}).some(isDamaged)) throw new AppError('not_found', 'no object has such a name');
      return withHeaders(await handle({ caller, request, parameters }), limits);
    } catch (error) {
      return withHeaders(answerError(error, request), limits);
    }
  };
}

/** A JSON answer that nothing on the way may keep. */
export function json(body: unknown, options: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, {
    status: options.status ?? 200,
    headers: { 'cache-control': 'no-store', ...options.headers },
  });
}

/** The body of a request as `schema` says. Throws `bad_request` for what is not JSON, `invalid_input` naming each wrong field. */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const bytes = await readBody(request, MAX_BODY_BYTES).catch((cause: unknown) => {
    // Nobody hears it any more; but a sender who goes away is no failure of ours, and no error in the log.
    throw new AppError('bad_request', 'the body broke off', { cause });
  });
  if (!bytes) throw new AppError('bad_request', 'the body is longer than 256 kB');
  return check(parseJson(bytes), schema);
}

/** The query of a request as `schema` says; a parameter that is given twice counts once, the last time. */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  return check(Object.fromEntries(new URL(request.url).searchParams), schema);
}

/** For calls that take no query, so that a parameter that means nothing is not taken for one that does. */
export const emptyQuerySchema = z.strictObject({});

/** The caller's key for this attempt. Throws `invalid_input` when a POS system left it out or it cannot be one. */
export function readIdempotencyKey(request: Request, caller: ApiCaller): string {
  const key = request.headers.get('idempotency-key');
  if (key === null && !caller.isApiKey) return crypto.randomUUID();
  if (!key) throw new AppError('invalid_input', 'no Idempotency-Key', { fields: { 'Idempotency-Key': 'required' } });
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError('invalid_input', 'bad Idempotency-Key', { fields: { 'Idempotency-Key': 'invalid' } });
  return key;
}

type LimitHeaders = Record<string, string>;

async function identify(request: Request, needed: Needed, limits: LimitHeaders): Promise<ApiCaller> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return identifyKey(authorization, needed.key, limits);
  const owner = await ownerOfCookies(request.headers.get('cookie'));
  if (!owner) throw new AppError('unauthorized', 'no session and no API key');
  if (!isSameOrigin(request)) throw new AppError('forbidden', 'the request comes from another site');
  if (!may(owner.role, needed.person)) throw new AppError('forbidden', `${owner.role} may not ${needed.person}`);
  return { ...personCaller(owner), isApiKey: false };
}

async function identifyKey(authorization: string, permission: Permission, limits: LimitHeaders): Promise<ApiCaller> {
  // A scheme is the same in any case, with any number of blanks behind it (RFC 9110, 11.1 and 11.4).
  const [, key = ''] = /^bearer +(\S+)$/i.exec(authorization) ?? [];
  const [, prefix, secret] = /^(mk_[A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})$/.exec(key) ?? [];
  if (!prefix || !secret) throw new AppError('unauthorized', 'that is not an API key');
  const owner = await findApiKeyOwner(actAsSystem(), { prefix, secretHash: hashApiSecret(secret) });
  if (!owner) throw new AppError('unauthorized', 'unknown, expired or revoked API key');
  const limit = countRequest(owner.merchant, owner);
  Object.assign(limits, limitHeaders(limit));
  if (!limit.isAllowed) throw new AppError('rate_limited', 'the key made too many requests');
  if (!owner.scopes.includes(permission)) throw new AppError('forbidden', `the key lacks ${permission}`);
  return {
    merchant: owner.merchant,
    by: { source: 'api', personId: null, apiKeyId: owner.apiKeyId },
    principal: `key ${owner.apiKeyId}`,
    role: null,
    isApiKey: true,
  };
}

/**
 * Draft 10 of the IETF's RateLimit fields (27 September 2025): the policy as quota and window, and what is left of it. The
 * three older fields say the same to clients of drafts before the eighth, which is most of them.
 */
function limitHeaders({ isAllowed, quota, windowSeconds, ...left }: KeyLimit): LimitHeaders {
  return {
    'ratelimit-policy': `"key";q=${quota};w=${windowSeconds}`,
    ratelimit: `"key";r=${left.remaining};t=${left.fullAfterSeconds}`,
    'ratelimit-limit': String(quota),
    'ratelimit-remaining': String(left.remaining),
    'ratelimit-reset': String(left.fullAfterSeconds),
    ...(isAllowed ? {} : { 'retry-after': String(left.retryAfterSeconds) }),
  };
}

function withHeaders(response: Response, headers: LimitHeaders): Response {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AppError('bad_request', 'the body is not JSON in UTF-8', { cause: error });
  }
}

function check<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(value, { reportInput: true });
  // A map, because a field can be called `constructor`.
  const fields = new Map<string, FieldErrorCode>();
  if (parsed.success) {
    for (const path of damagedTexts(parsed.data, [])) fields.set(pathOf(path), 'ill_formed_text');
    if (fields.size === 0) return parsed.data;
    throw new AppError('invalid_input', 'the request has damaged text', { fields: Object.fromEntries(fields) });
  }
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys.slice(0, 20)) fields.set(pathOf([...issue.path, key]), 'unknown_field');
    } else if (!fields.has(pathOf(issue.path))) fields.set(pathOf(issue.path), codeOf(issue));
  }
  throw new AppError('invalid_input', 'the request does not fit', { fields: Object.fromEntries(fields) });
}

/** PostgreSQL cannot store a zero byte, and half a character comes out of UTF-8 as another one. */
function isDamaged(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}

/** Where there is damaged text in what a schema let through, which is never deep. */
function damagedTexts(value: unknown, path: readonly PropertyKey[]): (readonly PropertyKey[])[] {
  if (typeof value === 'string') return isDamaged(value) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((element, place) => damagedTexts(element, [...path, place]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => damagedTexts(field, [...path, key]));
}

/** `['items', 0, 'title']` → `items[0].title`; the whole body is `body`. */
function pathOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'body';
  return path
    .map((part, place) => (typeof part === 'number' ? `[${part}]` : `${place ? '.' : ''}${String(part)}`))
    .join('');
}

function codeOf(issue: z.core.$ZodIssue): FieldErrorCode {
  if (issue.input === undefined) return 'required';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'required' : 'too_small';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'too_long' : 'too_large';
  return 'invalid';
}
