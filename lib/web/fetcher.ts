/** An answer that is not what was asked for. `status` is 0 when there was none: no network, or it took too long. */
export class FetchError extends Error {
  readonly status: number;
  constructor(status: number, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'FetchError';
    this.status = status;
  }
}

/** What a server said, whatever its status; `body` is null when it was not JSON. */
export type JsonAnswer = { readonly status: number; readonly body: unknown };

const READ_TIMEOUT_MS = 10_000;

/**
 * Reads one of our own addresses; `Shape` is what its route answers. Throws `FetchError`; 401 also when the proxy sent
 * the request to the sign-in page.
 */
export async function getJson<Shape>(url: string): Promise<Shape> {
  const response = await reach(url, { signal: AbortSignal.timeout(READ_TIMEOUT_MS) });
  if (isSignInPage(response)) throw new FetchError(401, 'the session ended');
  if (!response.ok) throw new FetchError(response.status, `${url} answered ${response.status}`);
  return response.json();
}

/**
 * Posts to one of our own addresses. An answer with any status is an answer; `FetchError` with status 0 means that
 * nobody knows whether the request arrived.
 */
export async function postJson(
  url: string,
  options: { body?: unknown; headers?: Record<string, string>; timeoutMs?: number } = {},
): Promise<JsonAnswer> {
  const response = await reach(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...options.headers },
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: AbortSignal.timeout(options.timeoutMs ?? 30_000),
  });
  if (isSignInPage(response)) return { status: 401, body: null };
  return { status: response.status, body: await readBody(response) };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (cause) {
    throw new FetchError(0, `${url} was not reached`, { cause });
  }
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // A proxy's page, or an answer that was cut: its status is all that can be said of it.
    return null;
  }
}

function isSignInPage(response: Response): boolean {
  return response.redirected && new URL(response.url).pathname === '/login';
}
