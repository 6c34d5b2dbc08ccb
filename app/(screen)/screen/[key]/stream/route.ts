import { AppError } from '@/lib/errors';
import { watchCustomerScreen } from '@/lib/services/customer-screen-reading';
import { answerError } from '@/lib/web/error-answer';
import { eventStream } from '@/lib/web/event-stream';

/** A screen for customers, live: what it shows now, and again whenever that changes. */
export async function GET(request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  try {
    const { key } = await params;
    const stream = await eventStream(request.signal, ({ write, end }) =>
      watchCustomerScreen(key, {
        onView: (view) => write(`event: view\ndata: ${JSON.stringify(view)}\n\n`),
        onBeat: () => write('event: beat\ndata: null\n\n'),
        onEnd: end,
      }),
    );
    if (!stream) throw new AppError('not_found', 'no such screen');
    return stream;
  } catch (error) {
    return answerError(error, request);
  }
}
