import 'server-only';
import type { RefundDetail, RefundRow } from '@/db/refunds';
import type { ShownRefund } from '@/lib/api/refunds';
import { formatDecimal } from '@/lib/domain/money';
import { refundStatusOf } from '@/lib/domain/refund';

/** A refund as the HTTP API shows it. A part that Mercado Pago refused says so in its words. */
export function presentRefund(refund: RefundDetail): ShownRefund {
  const money = (minor: number) => formatDecimal(minor, refund.currencyId);
  return {
    id: refund.id,
    amount: money(refund.amountMinor),
    status: refundStatusOf(refund.parts),
    reason: refund.reason,
    created_at: refund.createdAt.toISOString(),
    parts: refund.parts.map((part) => ({
      payment_id: part.paymentId,
      amount: money(part.amountMinor),
      status: part.status,
      ...(isTheirRefusal(part)
        ? { mercadopago: { status: part.refusalStatus, code: part.refusalCode, message: part.refusalMessage } }
        : {}),
    })),
  };
}

/** Not what ended here: declined by a second person, never sent, or found not to have been done. */
function isTheirRefusal({ status, refusalCode }: RefundRow): boolean {
  return (
    status === 'rejected' && refusalCode !== 'declined' && refusalCode !== 'not_sent' && refusalCode !== 'not_done'
  );
}
