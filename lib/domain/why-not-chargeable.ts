/**
 * Why a point of sale cannot take orders, or null when it can. Whether one on which the buyer types the amount could carry an
 * order nobody says, so it is not tried with somebody's money.
 */
export function whyNotChargeable(pos: {
  readonly externalPosId: string | null;
  readonly status: 'active' | 'retired' | 'missing';
  readonly isFixedAmount: boolean;
}): 'noCode' | 'openAmount' | 'retired' | 'missing' | null {
  if (pos.status !== 'active') return pos.status;
  if (pos.externalPosId === null) return 'noCode';
  return pos.isFixedAmount ? null : 'openAmount';
}
