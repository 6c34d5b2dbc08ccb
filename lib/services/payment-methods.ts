import 'server-only';
import { claimOrdersWithoutMethod, scheduleMethodRead } from '@/db/order-looks';
import { loadOrder } from '@/db/order-records';
import { paymentsWithoutMethod } from '@/lib/domain/order-state';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { log } from '@/lib/log';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { connected } from './accounts';
import { applyInputs } from './look';

const CLAIM_LIMIT = 20;
/** Longer than its requests can wait for their turn; if this process dies, somebody else reads after that. */
const LEASE_MS = 120_000;
const ORDERS_AT_ONCE = 2;
/** A receipt without it is a receipt all the same: after the last of these nobody asks again. */
const RETRY_SECONDS = [10, 60, 600, 3600];

/**
 * Reads how closed orders were paid, once each, and says how many there were. Merchant orders do not carry it, so this is
 * one more request, which goes only when nobody else has any; closing never waits for it. Safe on any number of processes.
 */
export async function readPaymentMethods(): Promise<number> {
  const now = new Date();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const claimed = await claimOrdersWithoutMethod(actAsSystem(), { now, leaseUntil, limit: CLAIM_LIMIT });
  const waiting = [...claimed];
  const lanes = Array.from({ length: ORDERS_AT_ONCE }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await readOne(next);
  });
  await Promise.all(lanes);
  return claimed.length;
}

async function readOne(order: { merchant: Merchant; orderId: string; attempts: number }): Promise<void> {
  const { merchant, orderId, attempts } = order;
  try {
    const seconds = (await learnMethods(merchant, orderId)) ? undefined : RETRY_SECONDS[attempts - 1];
    const dueAt = seconds === undefined ? null : new Date(Date.now() + seconds * 1000);
    await scheduleMethodRead(merchant, orderId, dueAt);
  } catch (error) {
    // The lease runs out and it is tried again.
    log.error({ error, orderId }, 'how an order was paid could not be read');
  }
}

/** True when every payment that counts says how it was made. */
async function learnMethods(merchant: Merchant, orderId: string): Promise<boolean> {
  const record = await loadOrder(merchant, orderId);
  if (!record) return true;
  let isComplete = true;
  for (const { paymentId } of paymentsWithoutMethod(record.state)) {
    const methodId = await readMethod(merchant, paymentId);
    if (methodId === null) isComplete = false;
    else await applyInputs(merchant, orderId, [{ type: 'method_learnt', paymentId, methodId }], { by: noted });
  }
  return isComplete;
}

const noted = { source: 'system', personId: null, apiKeyId: null } as const;

async function readMethod(merchant: Merchant, paymentId: string): Promise<string | null> {
  // Payments of the Orders API have other ids; their order says how they were made.
  if (!/^\d{1,20}$/.test(paymentId)) return null;
  try {
    const { client } = await connected(merchant, 'idle');
    return (await client.getPayment(paymentId)).methodId;
  } catch (error) {
    if (!(error instanceof MercadoPagoError || error instanceof AppError)) throw error;
    log.debug({ error, paymentId }, 'a payment could not be read for its method');
    return null;
  }
}
