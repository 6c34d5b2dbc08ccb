import 'server-only';
import { clearSilenceAlarm, listConfirmations, raiseSilenceAlarm } from '@/db/silence-alarms';
import { actAsSystem } from '@/lib/domain/scope';
import { log } from '@/lib/log';

const WINDOW_MS = 30 * 60_000;
/** One order can be found before it is announced; so many, with the first some time ago, are no coincidence. */
const ENOUGH_ORDERS = 3;
const FIRST_AT_LEAST_MS = 5 * 60_000;

/**
 * Raises an alarm for every merchant whose orders are found paid while nothing announces any, and clears it as soon as
 * something does. What Mercado Pago does not know to be about an order of the merchant is no announcement: anybody can
 * send that. Goes round once; there is never anything left to do at once.
 */
export async function watchSilence(): Promise<0> {
  const now = new Date();
  const window = { from: new Date(now.getTime() - WINDOW_MS), to: now };
  for (const { merchant, byLookup, firstByLookupAt, isAnnounced, isSilenceRaised } of await listConfirmations(
    actAsSystem(),
    window,
  )) {
    if (isAnnounced) {
      if (isSilenceRaised) {
        await clearSilenceAlarm(merchant, now);
        log.info({ merchantId: merchant.id }, 'notifications arrive again');
      }
      continue;
    }
    const isEnough =
      byLookup >= ENOUGH_ORDERS && firstByLookupAt && now.getTime() - firstByLookupAt.getTime() >= FIRST_AT_LEAST_MS;
    if (!isSilenceRaised && !isEnough) continue;
    const silentSince = firstByLookupAt ?? window.from;
    await raiseSilenceAlarm(merchant, { silentSince, foundByLookup: byLookup, now });
    if (!isSilenceRaised)
      log.warn({ merchantId: merchant.id, orders: byLookup }, 'orders are paid and no notification arrives');
  }
  return 0;
}
