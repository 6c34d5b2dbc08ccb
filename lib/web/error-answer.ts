import 'server-only';
import { refusalIn } from '@/lib/domain/refusal';
import { AppError, type AppErrorCode, statusByErrorCode } from '@/lib/errors';
import { explainRefusal } from '@/lib/i18n/explain-refusal';
import { type Locale, negotiateLocale } from '@/lib/i18n/locales';
import { errors } from '@/lib/i18n/messages/errors';
import { log } from '@/lib/log';
import { isDatabaseUnavailable } from '@/lib/postgres-errors';

/**
 * The API's answer for anything that was thrown: a closed code, a sentence in the caller's language, and a sentence per
 * wrong field. Causes stay in the log; what we did not expect says nothing about itself.
 */
export function answerError(error: unknown, request: Request): Response {
  const { code, fields, details } = expected(error) ?? { code: 'internal' as const, fields: {}, details: {} };
  const locale = negotiateLocale(cookieLocale(request), request.headers.get('accept-language'));
  const sentences = errors[locale];
  const body = {
    code,
    message:
      explanationOf(details, locale) ?? closerSentence(code, { details, request, locale }) ?? sentences.code[code],
    fields: Object.fromEntries(Object.entries(fields).map(([path, problem]) => [path, sentences.field[problem]])),
    ...details,
  };
  const status = statusOf(code, error);
  const headers = { 'cache-control': 'no-store', ...whatNext(code, status, details.why === 'in_flight') };
  return Response.json({ error: body }, { status, headers });
}

function expected(error: unknown): Pick<AppError, 'code' | 'fields' | 'details'> | null {
  if (error instanceof AppError) return error;
  log.error({ error }, 'a request failed');
  return null;
}

/** What a refusal of theirs means and what to do; their own words stand beside it, as received. */
function explanationOf(details: AppError['details'], locale: Locale): string | null {
  const refusal = refusalIn(details);
  if (!refusal) return null;
  const { what, next } = explainRefusal(refusal, locale);
  return `${what} ${next}`;
}

/** Where one code stands for several things: who was not recognized, and what nobody knows the end of. */
function closerSentence(
  code: AppErrorCode,
  { details, request, locale }: { details: AppError['details']; request: Request; locale: Locale },
): string | null {
  const { about } = errors[locale];
  if (details.why === 'outcome_unknown') return about.outcomeUnknown;
  if (details.why === 'partly_done') return about.partlyDone;
  if (details.why === 'in_flight') return about.inFlight;
  if (code !== 'unauthorized') return null;
  if (request.headers.has('authorization')) return about.apiKey;
  return request.headers.has('cookie') ? null : about.nobody;
}

/** Without a database coming back helps, with the same key if there was one: 503 tells that, whatever the code. */
function statusOf(code: AppErrorCode, error: unknown): number {
  return code === 'internal' && isDatabaseUnavailable(error) ? 503 : statusByErrorCode[code];
}

/** When to come again, and with what: a 401 has to name a scheme (RFC 9110, 15.5.2). */
function whatNext(code: AppErrorCode, status: number, isInFlight: boolean): Record<string, string> {
  if (code === 'unauthorized') return { 'www-authenticate': 'Bearer realm="Mostrador"' };
  if (isInFlight) return { 'retry-after': '2' };
  return status === 429 || status === 503 ? { 'retry-after': '5' } : {};
}

function cookieLocale(request: Request): string | undefined {
  return /(?:^|;\s*)locale=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
}
