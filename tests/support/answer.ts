/** What one HTTP call brought back. `json` is null for a body that is not JSON. */
export type Answer = { status: number; headers: Headers; json: unknown; text: string };

/** Calls an address. A body that is not text or bytes is sent as JSON. */
export async function call(
  url: string,
  { method, body, headers = {} }: { method: string; body?: unknown; headers?: Record<string, string> },
): Promise<Answer> {
  const content =
    typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: content }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: parse(text), text };
}

/** Takes a value out of an answer by its keys; undefined when the way ends early. */
export function at(value: unknown, ...keys: (string | number)[]): unknown {
  let found: unknown = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The same for a text or a number, as text. Throws when there is none. */
export function textAt(value: unknown, ...keys: (string | number)[]): string {
  const found = at(value, ...keys);
  if (typeof found === 'string' || typeof found === 'number') return String(found);
  throw new Error(`there is no ${keys.join('.')} in ${JSON.stringify(value)}`);
}

/** The same for a list. Throws when there is none. */
export function listAt(value: unknown, ...keys: (string | number)[]): unknown[] {
  const found = at(value, ...keys);
  if (Array.isArray(found)) return found;
  throw new Error(`there is no list ${keys.join('.')} in ${JSON.stringify(value)}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
