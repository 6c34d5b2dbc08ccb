import { beforeAll, describe, expect, test, vi } from 'vitest';
import { AppError, type AppErrorCode, fieldErrorCodes, statusByErrorCode } from '@/lib/errors';
import { locales } from '@/lib/i18n/locales';
import { settings } from './settings';

let answerError: typeof import('@/lib/web/error-answer').answerError;
beforeAll(async () => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  ({ answerError } = await import('@/lib/web/error-answer'));
});

const codes = Object.keys(statusByErrorCode).filter((code): code is AppErrorCode => code in statusByErrorCode);

function asked(headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/api/v1/orders', { headers });
}

async function bodyOf(response: Response) {
  const body: { error: { code: string; message: string; fields: Record<string, string> } & Record<string, unknown> } =
    await response.json();
  return body.error;
}

describe('an answer to something that failed', () => {
  test.each(codes)('says %s with its status, in each language, and is never kept by anybody', async (code) => {
    const sentences = new Set<string>();
    for (const locale of locales) {
      const response = answerError(new AppError(code, 'for the log'), asked({ cookie: `locale=${locale}` }));
      expect(response.status).toBe(statusByErrorCode[code]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('www-authenticate')).toBe(
        code === 'unauthorized' ? 'Bearer realm="Mostrador"' : null,
      );
      const error = await bodyOf(response);
      expect(error).toMatchObject({ code, fields: {} });
      expect(error.message.length).toBeGreaterThan(3);
      expect(error.message).not.toContain('for the log');
      sentences.add(error.message);
    }
    expect(sentences.size).toBe(locales.length);
  });

  test('names every wrong field with a sentence of its own', async () => {
    for (const locale of locales) {
      const fields = Object.fromEntries(fieldErrorCodes.map((code, place) => [`items[${place}].title`, code]));
      const error = await bodyOf(
        answerError(new AppError('invalid_input', 'x', { fields }), asked({ cookie: `locale=${locale}` })),
      );
      expect(Object.keys(error.fields)).toEqual(Object.keys(fields));
      for (const sentence of Object.values(error.fields)) expect(sentence).toMatch(/^\S.{2,}/);
      expect(new Set(Object.values(error.fields)).size).toBe(fieldErrorCodes.length);
    }
  });

  test('follows the cookie, then what the browser prefers, then Spanish', async () => {
    const refused = new AppError('not_found', 'x');
    const say = async (headers: Record<string, string>) => (await bodyOf(answerError(refused, asked(headers)))).message;
    const [es, pt, en] = await Promise.all(['es', 'pt', 'en'].map((locale) => say({ cookie: `locale=${locale}` })));
    expect(await say({})).toBe(es);
    expect(await say({ 'accept-language': 'pt-BR,en;q=0.5' })).toBe(pt);
    expect(await say({ 'accept-language': 'fr', cookie: 'a=1; locale=en' })).toBe(en);
    expect(await say({ 'accept-language': '*;q=x', cookie: 'locale=../../etc' })).toBe(es);
    expect(await say({ cookie: 'xlocale=en' })).toBe(es);
  });

  test('carries what the caller may know beside the sentence', async () => {
    const error = await bodyOf(answerError(new AppError('pos_busy', 'x', { details: { order_id: '7' } }), asked()));
    expect(error).toMatchObject({ code: 'pos_busy', order_id: '7' });
  });

  test('says who was not recognized, and of a store that Mercado Pago is away, not that nobody should charge again', async () => {
    const say = async (error: AppError, headers: Record<string, string>) =>
      (await bodyOf(answerError(error, asked({ 'accept-language': 'en', ...headers })))).message;
    const unknown = new AppError('unauthorized', 'x');
    expect(await say(unknown, { authorization: 'Bearer mk_x' })).toBe('The API key is unknown, expired or revoked.');
    expect(await say(unknown, { cookie: 'a=1' })).toBe('The session ended. Sign in again to go on.');
    expect(await say(unknown, {})).toBe('An API key is missing, or an open session.');
    const away = new AppError('mercadopago_unavailable', 'x');
    expect(await say(away, {})).toBe('Mercado Pago does not answer; nothing changed there. Try again in some seconds.');
    const lost = new AppError('mercadopago_unavailable', 'x', { details: { why: 'outcome_unknown' } });
    expect(await say(lost, {})).toMatch(/may have done it all the same/);
  });

  test('says when coming back helps', () => {
    const retryAfter = (code: AppErrorCode) => answerError(new AppError(code, 'x'), asked()).headers.get('retry-after');
    expect([retryAfter('rate_limited'), retryAfter('mercadopago_unavailable'), retryAfter('not_found')]).toEqual([
      '5',
      '5',
      null,
    ]);
    const inFlight = new AppError('conflict', 'x', { details: { why: 'in_flight' } });
    const unreached = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect([inFlight, unreached].map((error) => answerError(error, asked()).headers.get('retry-after'))).toEqual([
      '2',
      '5',
    ]);
  });
});

describe('what nobody expected', () => {
  const secret = 'token APP_USR-123 at /srv/lib/x.ts';

  test.each([
    ['an error', new Error(secret)],
    ['an error with a cause', new Error('query failed', { cause: new Error(secret) })],
    ['a text', secret],
    ['nothing', undefined],
    ['an object', { code: 'not_found', message: secret }],
  ])('%s is internal and says nothing about itself', async (_name, thrown) => {
    const response = answerError(thrown, asked());
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('APP_USR');
    expect(text).not.toContain('query');
    expect(JSON.parse(text).error).toMatchObject({ code: 'internal', fields: {} });
  });

  test('a database that cannot be reached is 503: nothing was done', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(answerError(refused, asked()).status).toBe(503);
    expect(answerError(new Error('query', { cause: refused }), asked()).status).toBe(503);
  });
});
