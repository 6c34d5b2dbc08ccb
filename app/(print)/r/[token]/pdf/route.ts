import { readReceiptPaper } from '@/lib/domain/receipt';
import { readPublicReceipt } from '@/lib/services/receipt-reading';
import { publicPdf } from '@/lib/services/receipts';

type Context = { params: Promise<{ token: string }> };

/** The same receipt as a PDF, on a sheet unless another paper is asked for. An address that shows none is 404. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const receipt = await readPublicReceipt((await params).token);
  if (!receipt) return new Response(null, { status: 404, headers: { 'x-robots-tag': 'noindex' } });
  const paper = readReceiptPaper(new URL(request.url).searchParams.get('paper') ?? 'a4');
  const { bytes, name } = await publicPdf(receipt, paper);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'referrer-policy': 'no-referrer',
    },
  });
}
