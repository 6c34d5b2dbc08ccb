import 'server-only';
import { db } from '@/db/client';
import { writeAudit } from '@/db/merchants';
import { saveRefundLimit } from '@/db/refunds';
import type { RefundAsker, RefundLimit } from '@/lib/domain/refund';
import type { Merchant } from '@/lib/domain/scope';

/** Keeps up to how much each role gives back alone, and who said so. */
export async function setRefundLimits(
  merchant: Merchant,
  limits: readonly (RefundLimit & { readonly asker: RefundAsker })[],
  by: { personId: string },
): Promise<void> {
  await db.transaction(async (transaction) => {
    for (const { asker, ...limit } of limits) await saveRefundLimit(merchant, transaction, asker, limit);
    await writeAudit(merchant, { personId: by.personId, action: 'refund_limits_set', data: { limits } }, transaction);
  });
}
