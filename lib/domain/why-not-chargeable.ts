/** Why a point of sale cannot take orders, or null when it can. */
export function whyNotChargeable(pos: {
  readonly externalPosId: string | null;
  readonly status: 'active' | 'retired' | 'missing';
}): 'noCode' | 'retired' | 'missing' | null {
  if (pos.status !== 'active') return pos.status;
  return pos.externalPosId === null ? 'noCode' : null;
}
