/** Why an order was not even asked to be taken off, so that it can still be paid; or that nobody knows whether it was. */
export type CancelProblem = 'signedOut' | 'notAllowed' | 'notAsked' | 'unknown';

/** What the answer to asking for it means; null when it was heard, or when there is nothing to take off any more. */
export function cancelProblemOf(status: number): CancelProblem | null {
  if ((status >= 200 && status < 300) || status === 409) return null;
  if (status === 401) return 'signedOut';
  if (status === 403) return 'notAllowed';
  // Whatever broke may have broken after it was taken off; and of an order that is not found nobody can say that it stands.
  return status >= 500 || status === 404 || status === 0 ? 'unknown' : 'notAsked';
}
