import type { PosDetail } from '@/db/pos';
import type { LastOrder } from '@/db/till-activity';
import { isUnfinished } from '@/lib/domain/order';

/** What a till is about this minute. `no_code`: it was made in Mercado Pago's own app and cannot take orders. */
export type TillDoing =
  | { readonly kind: 'retired' | 'missing' | 'no_code' | 'unused' }
  | { readonly kind: 'busy'; readonly order: LastOrder }
  | { readonly kind: 'just_paid'; readonly order: LastOrder; readonly paidAt: Date }
  | { readonly kind: 'free'; readonly since: Date };

/** For this long a payment that just arrived is what a till is about. */
const JUST_PAID_MS = 5 * 60_000;

/** Reads a till's state from its newest order; what keeps it from charging at all comes first. */
export function tillDoing(
  till: Pick<PosDetail, 'status' | 'externalPosId'>,
  last: LastOrder | undefined,
  now: Date,
): TillDoing {
  if (till.status !== 'active') return { kind: till.status };
  if (till.externalPosId === null) return { kind: 'no_code' };
  if (!last) return { kind: 'unused' };
  if (isUnfinished(last.status)) return { kind: 'busy', order: last };
  if (last.closedAt && now.getTime() - last.closedAt.getTime() < JUST_PAID_MS)
    return { kind: 'just_paid', order: last, paidAt: last.closedAt };
  return { kind: 'free', since: last.closedAt ?? last.endedAt ?? last.createdAt };
}
