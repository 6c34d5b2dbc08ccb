import { errorSchema, errorsOf, statusesOf } from '@/lib/api/errors';
import type { Operation } from '@/lib/api/operation';
import { operations } from '@/lib/api/operations';

/*
 * Every answer that the API gives in a test is held against its description: a field that nobody described, or a code that
 * a call is not said to answer, fails whatever test saw it.
 */

const matchers = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^/api/v1${operation.path.replace('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** What is wrong with an answer of `/api/v1`, or null. Answers of other addresses are nobody's business here. */
export async function undescribed(
  request: { method: string; pathname: string },
  response: Response,
): Promise<string | null> {
  if (!request.pathname.startsWith('/api/v1/')) return null;
  const operation = operationOf(request);
  if (!operation) return `${request.method} ${request.pathname} is no operation`;
  const problem = await problemOf(operation, response.clone());
  return problem && `${operation.id} answered ${response.status}, not as described: ${problem}`;
}

function operationOf({ method, pathname }: { method: string; pathname: string }): Operation | undefined {
  const fitting = matchers.filter((one) => one.operation.method === method && one.pattern.test(pathname));
  return (fitting.find((one) => !one.operation.path.includes('{')) ?? fitting[0])?.operation;
}

async function problemOf(operation: Operation, response: Response): Promise<string | null> {
  const answer = [operation.answer, operation.pending].find((one) => one?.status === response.status);
  if (!answer) return problemOfError(operation, response);
  const type = response.headers.get('content-type');
  if ('example' in answer) return answer.schema.safeParse(await response.json()).error?.message ?? null;
  if (answer.mediaTypes) return answer.mediaTypes.some((known) => known === type) ? null : `the type ${type}`;
  return (await response.text()) === '' ? null : 'a body';
}

async function problemOfError(operation: Operation, response: Response): Promise<string | null> {
  const parsed = errorSchema.safeParse(await response.json());
  if (!parsed.success) return parsed.error.message;
  const { code } = parsed.data.error;
  const known = errorsOf(operation).find((one) => one === code);
  if (!known) return `the code ${code}`;
  return statusesOf(known).includes(response.status) ? null : `${code} with this status`;
}
