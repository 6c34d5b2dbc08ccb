import type { Role } from './permissions';

/** Somebody who charges: what they are, and our ids of the POS they are named on. */
export type Charger = { readonly role: Role; readonly namedOn: ReadonlySet<string> };

/**
 * Whether somebody whose role may charge may do so on this POS. Owners and managers always may: they choose the others, so
 * that leaving them out would only send them here first.
 */
export function mayChargeOn({ role, namedOn }: Charger, pos: { id: string; isForEverybody: boolean }): boolean {
  return pos.isForEverybody || isAlwaysCharger(role) || namedOn.has(pos.id);
}

/** Whether somebody whose role may charge may take an order off its POS: who charged it, and who may charge there. */
export function mayTakeOff(
  { personId, charger }: { personId: string; charger: Charger | null },
  { createdByPersonId }: { createdByPersonId: string | null },
  pos: { id: string; isForEverybody: boolean },
): boolean {
  return createdByPersonId === personId || (charger !== null && mayChargeOn(charger, pos));
}

/** Whether a role charges on every POS, whoever is named there. */
export function isAlwaysCharger(role: Role): boolean {
  return role === 'owner' || role === 'manager';
}
