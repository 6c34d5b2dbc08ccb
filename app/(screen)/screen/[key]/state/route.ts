import { AppError } from '@/lib/errors';
import { readCustomerScreen } from '@/lib/services/customer-screen-reading';
import { json } from '@/lib/web/api';
import { answerError } from '@/lib/web/error-answer';

/** What a screen for customers shows now, for those whom the live stream does not reach. */
export async function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  try {
    const view = await readCustomerScreen((await params).key);
    if (!view) throw new AppError('not_found', 'no such screen');
    return json(view);
  } catch (error) {
    return answerError(error, request);
  }
}
