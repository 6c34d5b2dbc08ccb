import { Refusal, refuseGeneric } from './refusal';
import type { Reply } from './reply';
import type { Call, Route } from './route';

type Compiled = { route: Route; segments: string[] };

/** The part of a call that is known before its route. */
export type UnroutedCall = Omit<Call, 'param'>;

/** Finds the route of a call and runs it. Every refusal becomes its reply; anything else thrown is for the caller of this function. */
export function createRouter(routes: Route[]): (call: UnroutedCall) => Promise<Reply> {
  const table = new Map<string, Compiled[]>();
  for (const route of routes) {
    const segments = splitPath(route.pattern);
    const key = tableKey(route.method, segments);
    const row = table.get(key);
    if (row) row.push({ route, segments });
    else table.set(key, [{ route, segments }]);
  }

  return async function answer(call) {
    const segments = splitPath(call.path);
    for (const { route, segments: pattern } of table.get(tableKey(call.method, segments)) ?? []) {
      const params = matchSegments(pattern, segments);
      if (!params) continue;
      try {
        return await route.handle({ ...call, param: (name) => params.get(name) ?? '' });
      } catch (error) {
        if (error instanceof Refusal) return error.reply;
        throw error;
      }
    }
    return refuseGeneric(404, 'not_found', `The resource ${call.method} ${call.path} does not exist`).reply;
  };
}

function tableKey(method: string, segments: string[]): string {
  return `${method} ${segments.length}`;
}

function splitPath(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** Fixed segments beat parameters only by standing earlier in the table. */
function matchSegments(pattern: string[], segments: string[]): Map<string, string> | null {
  const params = new Map<string, string>();
  for (const [index, expected] of pattern.entries()) {
    const found = segments[index] ?? '';
    if (expected.startsWith(':')) params.set(expected.slice(1), decodeSegment(found));
    else if (expected !== found) return null;
  }
  return params;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A stray % is no encoding; the segment then stands for itself and simply finds nothing.
    return segment;
  }
}
