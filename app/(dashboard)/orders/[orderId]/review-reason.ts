/** Reasons to review an order or a payment that have a sentence of their own in `order.notes.reason`. */
const knownReasons = [
  'other_collector',
  'other_total',
  'other_currency',
  'unreadable_amount',
  'charged_back',
  'in_mediation',
  'closed_without_enough_money',
] as const;

export function isKnownReason(reason: string): reason is (typeof knownReasons)[number] {
  return knownReasons.some((known) => known === reason);
}
