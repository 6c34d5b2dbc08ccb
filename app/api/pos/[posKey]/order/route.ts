import { answerUnattendedPoll } from '@/lib/services/unattended';

/** Mercado Pago asks an unattended POS for its order. */
export async function GET(_request: Request, context: { params: Promise<{ posKey: string }> }): Promise<Response> {
  const { posKey } = await context.params;
  const { status, headers, body } = await answerUnattendedPoll(posKey);
  return new Response(body, { status, headers });
}
