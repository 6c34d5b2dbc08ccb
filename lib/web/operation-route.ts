import 'server-only';
import type { z } from 'zod';
import type { Operation } from '@/lib/api/operation';
import { type ApiCaller, apiRoute, emptyQuerySchema, json, readIdempotencyKey, readJson, readQuery } from './api';

/** What a route is given: checked as its operation says, named as its folders are. */
export type OperationCall<Op extends Operation> = {
  readonly caller: ApiCaller;
  readonly request: Request;
  readonly parameters: Readonly<Record<ParameterNames<Op['path']>, string>>;
  readonly body: Op extends { body: infer Body extends z.ZodType } ? z.output<Body> : undefined;
  readonly query: Op extends { query: infer Query extends z.ZodType } ? z.output<Query> : Record<never, never>;
  /** Empty unless the operation `isIdempotent`. */
  readonly idempotencyKey: string;
};

type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? CamelCase<Name> | ParameterNames<Rest>
  : never;

type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name;

type KnownCaller = Operation & { readonly scope: string };
type Route<Parameters> = (request: Request, context: { params: Promise<Parameters> }) => Promise<Response>;

/** The route of an operation of `/api/v1` that somebody must be known for. What the operation says is what is checked. */
export function operationRoute<const Op extends KnownCaller>(
  operation: Op,
  handle: (call: OperationCall<Op>) => Promise<Response>,
): Route<OperationCall<Op>['parameters']>;
export function operationRoute(
  operation: KnownCaller,
  handle: (call: CheckedCall) => Promise<Response>,
): Route<Record<string, string>> {
  const needed = { key: operation.scope, person: operation.person ?? operation.scope };
  return apiRoute<Record<string, string>>(needed, async ({ caller, request, parameters }) => {
    const idempotencyKey = operation.isIdempotent ? readIdempotencyKey(request, caller) : '';
    const body = operation.body ? await readJson(request, operation.body) : undefined;
    const query = readQuery(request, operation.query ?? emptyQuerySchema);
    return handle({ caller, request, parameters, body, query, idempotencyKey });
  });
}

/** The same call, of whichever operation. */
type CheckedCall = {
  readonly caller: ApiCaller;
  readonly request: Request;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly query: unknown;
  readonly idempotencyKey: string;
};

/** An answer that was kept under an idempotency key says so when it is given again. */
export function answered({ status, body, isReplay }: { status: number; body: unknown; isReplay: boolean }): Response {
  return json(body, { status, headers: isReplay ? { 'idempotency-replayed': 'true' } : {} });
}
