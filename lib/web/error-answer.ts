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
    message: explanationOf(details, locale) ?? sentences.code[code],
    fields: Object.fromEntries(Object.entries(fields).map(([path, problem]) => [path, sentences.field[problem]])),
    ...details,
  };
  return Response.json(
    { error: body },
    { status: statusOf(code, error), headers: { 'cache-control': 'no-store', ...whatNext(code) } },
  );
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

/** Without a database nothing was done and coming back helps: 503 tells that, whatever the code. */
function statusOf(code: AppErrorCode, error: unknown): number {
  return code === 'internal' && isDatabaseUnavailable(error) ? 503 : statusByErrorCode[code];
}

/** When to come again, and with what: a 401 has to name a scheme (RFC 9110, 15.5.2). */
function whatNext(code: AppErrorCode): Record<string, string> {
  if (code === 'unauthorized') return { 'www-authenticate': 'Bearer realm="Mostrador"' };
  return code === 'rate_limited' || code === 'mercadopago_unavailable' ? { 'retry-after': '5' } : {};
}

function cookieLocale(request: Request): string | undefined {
  return /(?:^|;\s*)locale=(\w+)/.exec(request.headers.get('cookie') ?? '')?.[1];
}
