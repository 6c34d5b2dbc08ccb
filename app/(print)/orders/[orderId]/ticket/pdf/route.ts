import { may } from '@/lib/domain/permissions';
import { readReceiptPaper } from '@/lib/domain/receipt';
import { printPdf } from '@/lib/services/receipts';
import { answerError } from '@/lib/web/error-answer';
import { isSameOrigin } from '@/lib/web/same-origin';
import { getSession } from '@/lib/web/session';

type Context = { params: Promise<{ orderId: string }> };

/** A receipt as a PDF. It counts as a print, so that it is asked for with a form and never followed by accident. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const session = await getSession();
  if (!session || !isSameOrigin(request) || !may(session.role, 'orders:read'))
    return new Response(null, { status: 403 });
  const form = await request.formData();
  const [paper, refund] = [readReceiptPaper(form.get('paper')), form.get('refund')];
  const subject = { orderId: (await params).orderId, refundId: typeof refund === 'string' && refund ? refund : null };
  try {
    const { bytes, name } = await printPdf(session.merchant, subject, { paper, personId: session.person.id });
    const headers = { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="${name}"` };
    return new Response(Uint8Array.from(bytes), { headers: { ...headers, 'cache-control': 'private, no-store' } });
  } catch (error) {
    return answerError(error, request);
  }
}
