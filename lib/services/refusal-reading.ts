import 'server-only';
import { getMerchant } from '@/db/merchants';
import { refusalIn } from '@/lib/domain/refusal';
import type { Merchant } from '@/lib/domain/scope';
import { callSupportBundle, type RefusalWithBundle } from '@/lib/domain/support-bundle';
import type { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';

/** What Mercado Pago said in an error, with what support asks for about it; null when it said nothing. */
export async function readRefusal(
  merchant: Merchant,
  error: AppError,
  operation: string,
): Promise<RefusalWithBundle | null> {
  const received = refusalIn(error.details);
  if (!received) return null;
  const theirs = error.cause instanceof MercadoPagoError ? error.cause : null;
  const refusal = { ...received, code: theirs ? theirs.tellingCode : received.code };
  const { account, environment } = await getMerchant(merchant);
  const bundle = callSupportBundle({
    operation,
    account: account && { userId: account.collectorId, siteId: account.siteId, environment },
    refusal: { ...refusal, requestId: theirs?.requestId ?? null },
    at: new Date(),
  });
  return { ...refusal, bundle };
}
