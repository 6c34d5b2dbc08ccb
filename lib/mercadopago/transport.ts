import { MercadoPagoError, type MercadoPagoErrorKind, readErrorBody } from './errors';
import { parseExactJson, type WritableJson, writeExactJson } from './exact-json';
import { type Exchange, type HttpAnswer, headerOf, type NoAnswer, retryAfterSeconds } from './http-exchange';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const MAX_ANSWER_BYTES = 1_000_000;
const MAX_PICTURE_BYTES = 2_000_000;
/** The only other host that we ever read from: it serves the pictures of the printed codes. */
const PICTURE_ORIGIN = 'https://www.mercadopago.com';

export type TransportOptions = {
  /** Scheme, host and optional path prefix of the API. */
  readonly baseUrl: string;
  /** Null where the call itself carries the credentials. */
  readonly accessToken: string | null;
  /** For the whole exchange, body included. */
  readonly timeoutMs: number;
  /** How bytes travel; replaced only by tests that need no network. */
  readonly exchange: Exchange;
};

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Already encoded, beginning with a slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: WritableJson;
  /** In place of `body`: JSON that was written before, sent to the letter; empty for none. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Picture = { readonly bytes: Uint8Array; readonly contentType: string | null };

type Send = <Result>(request: ApiRequest, read: Reader<Result>) => Promise<Result>;
type Reader<Result> = (body: unknown, status: number) => Result | null;

export type Transport = {
  /** Sends one request and reads its answer; `read` gives null for a body that it cannot make sense of. Throws `MercadoPagoError`. */
  readonly send: Send;
  /** A file of the API, larger and slower than any answer. Throws `MercadoPagoError`. */
  readonly download: (path: string, limits: { maxBytes: number; timeoutMs: number }) => Promise<Uint8Array>;
  /** A picture from the API's own host or Mercado Pago's site, fetched without the token. Throws `MercadoPagoError`. */
  readonly fetchPicture: (url: string) => Promise<Picture>;
};

/**
 * HTTP as Mercado Pago needs it: the token in one header and nowhere else, redirects refused, answers capped while they
 * arrive, and every failure sorted by what it says about a write. Throws when `baseUrl` is not an http(s) address.
 */
export function createTransport(options: TransportOptions): Transport {
  const base = new URL(options.baseUrl);
  if (!/^https?:$/.test(base.protocol) || base.username || base.search) throw new RangeError('not a base URL');
  const prefix = base.origin + base.pathname.replace(/\/+$/, '');
  return {
    send: (request, read) => send(options, prefix, request, read),
    download: (path, limits) => download(options, prefix + path, limits),
    fetchPicture: (url) => fetchPicture(options, [base.origin, PICTURE_ORIGIN], url),
  };
}

async function send<Result>(
  options: TransportOptions,
  prefix: string,
  request: ApiRequest,
  read: Reader<Result>,
): Promise<Result> {
  const body = request.body === undefined ? request.text || undefined : writeExactJson(request.body);
  const outcome = await options.exchange({
    url: prefix + request.path + queryText(request.query ?? {}),
    method: request.method,
    headers: {
      accept: 'application/json',
      ...authorization(options.accessToken),
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...request.headers,
    },
    body,
    maxBytes: MAX_ANSWER_BYTES,
    timeoutMs: options.timeoutMs,
  });
  const isWrite = request.method !== 'GET';
  if (outcome.kind === 'unanswered') throw unansweredError(outcome, isWrite);
  const answer = outcome.bytes && readJson(outcome.bytes);
  if (outcome.status < 200 || outcome.status > 299) throw answeredError(outcome, answer, isWrite);
  if (!answer) throw unreadableError(outcome, outcome.bytes ? 'not_json' : 'too_large', isWrite);
  const result = read(answer.value, outcome.status);
  if (result === null) throw unreadableError(outcome, 'unexpected_shape', isWrite);
  return result;
}

async function download(
  options: TransportOptions,
  url: string,
  limits: { maxBytes: number; timeoutMs: number },
): Promise<Uint8Array> {
  const headers = { accept: '*/*', ...authorization(options.accessToken) };
  const outcome = await options.exchange({ url, method: 'GET', headers, body: undefined, ...limits });
  if (outcome.kind === 'unanswered') throw unansweredError(outcome, false);
  if (outcome.status < 200 || outcome.status > 299)
    throw answeredError(outcome, outcome.bytes && readJson(outcome.bytes), false);
  if (!outcome.bytes) throw unreadableError(outcome, 'too_large', false);
  return outcome.bytes;
}

async function fetchPicture(options: TransportOptions, origins: readonly string[], address: string): Promise<Picture> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !origins.includes(url.origin) || url.username || url.password)
    throw new MercadoPagoError('refused', { code: 'host_not_allowed', message: 'not an address of Mercado Pago' });
  const outcome = await options.exchange({
    url: url.href,
    method: 'GET',
    headers: { accept: 'image/*, application/pdf' },
    body: undefined,
    maxBytes: MAX_PICTURE_BYTES,
    timeoutMs: options.timeoutMs,
  });
  if (outcome.kind === 'unanswered') throw unansweredError(outcome, false);
  // A page about a missing picture is no API answer, so its body says nothing and its status everything.
  if (outcome.status < 200 || outcome.status > 299) throw answeredError(outcome, { value: undefined }, false);
  const contentType = headerOf(outcome, 'content-type');
  if (!outcome.bytes) throw unreadableError(outcome, 'too_large', false);
  if (contentType && !/^(image\/|application\/(pdf|octet-stream))/i.test(contentType))
    throw unreadableError(outcome, 'not_a_picture', false);
  return { bytes: outcome.bytes, contentType };
}

function authorization(accessToken: string | null): Record<string, string> {
  if (accessToken === null) return {};
  if (!/^[\x21-\x7e]+$/.test(accessToken))
    throw new MercadoPagoError('unauthorized', { code: 'malformed_token', message: 'the token cannot be sent' });
  return { authorization: `Bearer ${accessToken}` };
}

/** The value of a body, where an empty one is undefined; null when it is not JSON in UTF-8. */
function readJson(bytes: Uint8Array): { readonly value: unknown } | null {
  if (bytes.length === 0) return { value: undefined };
  try {
    return { value: parseExactJson(utf8.decode(bytes)) };
  } catch {
    return null;
  }
}

function unansweredError(outcome: NoAnswer, isWrite: boolean): MercadoPagoError {
  const kind = isWrite && outcome.wasSent ? 'unknown_outcome' : 'unavailable';
  return new MercadoPagoError(kind, { code: outcome.code, message: `no answer from Mercado Pago: ${outcome.code}` });
}

function unreadableError(outcome: HttpAnswer, code: string, isWrite: boolean): MercadoPagoError {
  return new MercadoPagoError(isWrite ? 'unknown_outcome' : 'unreadable', {
    ...factsOf(outcome),
    code,
    message: `unreadable answer from Mercado Pago: ${code}`,
  });
}

function answeredError(
  outcome: HttpAnswer,
  body: { readonly value: unknown } | null,
  isWrite: boolean,
): MercadoPagoError {
  const { status } = outcome;
  if (status < 400) return unreadableError(outcome, 'redirect', isWrite);
  const said = body && (body.value === undefined ? readErrorBody({}) : readErrorBody(body.value));
  // A 4xx page in another language comes from something in between; it cannot say that Mercado Pago refused.
  if (!said && status < 500 && status !== 429) return unreadableError(outcome, 'not_an_error_body', isWrite);
  const error = new MercadoPagoError('refused', {
    ...factsOf(outcome),
    code: said?.code ?? null,
    message: said?.message ?? `Mercado Pago answered ${status}`,
    causes: said?.causes ?? [],
  });
  return new MercadoPagoError(kindOf(error, status, isWrite), error);
}

/** Codes that come with 401 or 400 although the other would be right; the code decides. Source: devsite-docs `reference/api-json/`, refunds and in-store orders, read 2026-11-21. */
const refundAmountCodes = ['4040', '4041'];
const tokenCodes = ['invalid_access_token', 'invalid_token'];

function kindOf(error: MercadoPagoError, status: number, isWrite: boolean): MercadoPagoErrorKind {
  if (status === 429) return 'rate_limited';
  if (status >= 500 || status === 408) return isWrite ? 'unknown_outcome' : 'unavailable';
  if (status === 423 || status === 425) return 'unavailable';
  if (tokenCodes.some((code) => error.hasCode(code))) return 'unauthorized';
  if (status === 401 && !refundAmountCodes.some((code) => error.hasCode(code))) return 'unauthorized';
  return 'refused';
}

function factsOf(outcome: HttpAnswer): { status: number; requestId: string | null; retryAfterSeconds: number | null } {
  const requestId = headerOf(outcome, 'x-request-id');
  return {
    status: outcome.status,
    requestId: requestId && /^[\w.:-]{1,128}$/.test(requestId) ? requestId : null,
    retryAfterSeconds: retryAfterSeconds(outcome),
  };
}

function queryText(query: Readonly<Record<string, string | undefined>>): string {
  const entries = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`;
}
