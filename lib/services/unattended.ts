import 'server-only';
import { findUnattendedSale } from '@/db/unattended';
import { actAsSystem } from '@/lib/domain/scope';
import { type UnattendedAnswer, writeUnattendedAnswer } from '@/lib/mercadopago/unattended-answer';
import { notificationUrlOf } from './accounts';
import { publishableOrder } from './publishable-order';

/**
 * Answers Mercado Pago's question for the order of an unattended POS. It writes nothing and logs nothing: it is asked
 * again and again. A key of nobody's is `invalid`, a database that does not answer `timeout`.
 */
export async function answerUnattendedPoll(unattendedKey: string): Promise<UnattendedAnswer> {
  if (!/^[\w-]{16,64}$/.test(unattendedKey)) return writeUnattendedAnswer('v1', { kind: 'invalid' });
  try {
    const sale = await findUnattendedSale(actAsSystem(), unattendedKey);
    if (!sale) return writeUnattendedAnswer('v1', { kind: 'invalid' });
    if (!sale.order || !sale.collectorId) return writeUnattendedAnswer(sale.protocol, { kind: 'unavailable' });
    const order = publishableOrder(sale.order, notificationUrlOf(sale.notificationKey));
    return writeUnattendedAnswer(sale.protocol, { kind: 'ready', order });
  } catch {
    return writeUnattendedAnswer('v1', { kind: 'timeout' });
  }
}
