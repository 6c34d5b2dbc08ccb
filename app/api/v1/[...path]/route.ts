import { AppError } from '@/lib/errors';
import { answerError } from '@/lib/web/error-answer';

/** An address that no call has is answered as the API answers, not with a page. */
async function answerNothing(request: Request): Promise<Response> {
  return answerError(new AppError('not_found', 'there is no such call'), request);
}

export const GET = answerNothing;
export const POST = answerNothing;
export const PUT = answerNothing;
export const PATCH = answerNothing;
export const DELETE = answerNothing;
