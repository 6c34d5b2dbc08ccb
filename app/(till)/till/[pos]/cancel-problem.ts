/** Why an order was not even asked to be taken off: it can still be paid. */
export type CancelProblem = 'signedOut' | 'notAllowed' | 'notAsked';

/** What the answer to asking for it means; null when it was heard, or when there is nothing to take off any more. */
export function cancelProblemOf(status: number): CancelProblem | null {
  if (status === 401) return 'signedOut';
  if (status === 403) return 'notAllowed';
  return (status >= 200 && status < 300) || status === 409 ? null : 'notAsked';
}
