import { answerUnattendedPoll } from '@/lib/services/unattended';

/** Mercado Pago asks an unattended POS for its order. */
export async function GET(request: Request, context: { params: Promise<{ posKey: string }> }): Promise<Response> {
  const { posKey } = await context.params;
  const { status, headers, body } = await answerUnattendedPoll(posKey, {
    // The front door writes the neighbour there, unless a proxy of ours has said who called.
    address: request.headers.get('x-forwarded-for'),
    forwardedFor: request.headers.get('x-forwarded-for'),
    agent: request.headers.get('user-agent'),
  });
  return new Response(body, { status, headers });
}
