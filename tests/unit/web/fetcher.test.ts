import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FetchError, getJson, postJson } from '@/lib/web/fetcher';

let server: Server;
let origin: string;
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/ok': (response) => response.end('{"id":"1"}'),
  '/gone': (response) => response.writeHead(404).end('{"error":{"code":"not_found"}}'),
  '/proxy-page': (response) => response.writeHead(502).end('<html>'),
  '/signed-out': (response) => response.writeHead(302, { location: '/login' }).end(),
  '/login': (response) => response.end('<html>'),
  '/cut': (response) => response.destroy(),
  '/silent': () => undefined,
};

beforeAll(async () => {
  server = createServer((request, response) => answers[request.url ?? '']?.(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The status that a failed read is told as; 0 when there was no answer. */
async function failure(path: string): Promise<number | null> {
  try {
    await getJson(origin + path);
  } catch (error) {
    if (error instanceof FetchError) return error.status;
    throw error;
  }
  return null;
}

describe('reading one of our own addresses', () => {
  test('gives what it says', async () => {
    expect(await getJson<{ id: string }>(`${origin}/ok`)).toEqual({ id: '1' });
  });

  test('fails with the status of the answer, 401 when it led to the sign-in page, 0 when there was none', async () => {
    expect(await failure('/gone')).toBe(404);
    expect(await failure('/proxy-page')).toBe(502);
    expect(await failure('/signed-out')).toBe(401);
    expect(await failure('/cut')).toBe(0);
  });
});

describe('posting', () => {
  test('gives any answer as an answer', async () => {
    expect(await postJson(`${origin}/ok`, { body: {} })).toEqual({ status: 200, body: { id: '1' } });
    expect(await postJson(`${origin}/gone`)).toEqual({ status: 404, body: { error: { code: 'not_found' } } });
    expect(await postJson(`${origin}/proxy-page`)).toEqual({ status: 502, body: null });
    expect(await postJson(`${origin}/signed-out`)).toEqual({ status: 401, body: null });
  });

  test('without an answer is unknown, never a failure: nobody can tell whether it arrived', async () => {
    await expect(postJson(`${origin}/cut`)).rejects.toMatchObject({ name: 'FetchError', status: 0 });
    await expect(postJson(`${origin}/silent`, { timeoutMs: 50 })).rejects.toMatchObject({
      name: 'FetchError',
      status: 0,
    });
  });
});
