import { expect, test } from 'vitest';
import { exchangeOverHttp } from '@/lib/mercadopago/http-exchange';

test.each<[string, Partial<Parameters<typeof exchangeOverHttp>[0]>, string]>([
  ['an address that is none', { url: 'http://' }, 'err_invalid_url'],
  ['a header with a line break', { headers: { authorization: 'Bearer a\nb' } }, 'err_invalid_char'],
  ['nobody who listens', { url: 'http://127.0.0.1:1/' }, 'econnrefused'],
])('%s is answered as not sent, and never as an error', async (_what, change, code) => {
  const request = {
    url: 'http://127.0.0.1:1/',
    method: 'GET',
    headers: {},
    body: undefined,
    maxBytes: 1,
    timeoutMs: 5_000,
  };
  expect(await exchangeOverHttp({ ...request, ...change })).toEqual({ kind: 'unanswered', wasSent: false, code });
});
