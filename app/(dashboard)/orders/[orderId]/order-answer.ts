import { type CheckAnswer, dontKnow, readCheckAnswer } from '@/app/_ui/check-answer';
import { isUnfinished, type OrderStatus, orderStatuses } from '@/lib/domain/order';

/** How an order stands after somebody asked for its cancellation. */
export type CancelOutcome = 'canceled' | 'requested' | 'closed' | 'ended' | 'unknown';

/** What came of a press on this page. */
export type OrderAnswer =
  | ({ readonly kind: 'check' } & CheckAnswer)
  | { readonly kind: 'cancel'; readonly outcome: CancelOutcome }
  | { readonly kind: 'signed_out' };

/** An answer, and the last version of the order for which it holds; null when it does not tell. */
export type VersionedAnswer = { readonly answer: OrderAnswer; readonly until: number | null };

/** Reads an answer of `POST …/check`; whatever cannot be read means that we do not know. */
export function readCheck({ status, body }: { status: number; body: unknown }): VersionedAnswer {
  if (status === 401) return signedOut;
  if (status !== 200) return checkUnknown;
  return { answer: { kind: 'check', ...readCheckAnswer(body) }, until: versionIn(partOf(body, 'order')) };
}

/** Reads an answer of `POST …/cancel`. It is a request: what counts is how the order stands afterwards. */
export function readCancel({ status, body }: { status: number; body: unknown }): VersionedAnswer {
  if (status === 401) return signedOut;
  if (status === 409) return { answer: { kind: 'cancel', outcome: 'closed' }, until: null };
  const orderStatus = orderStatuses.find((known) => known === partOf(body, 'status'));
  if (status !== 200 || !orderStatus) return cancelUnknown;
  const outcome = outcomeOf(orderStatus);
  const version = versionIn(body);
  // A page that shows the request as it was stored says the same by itself.
  const until = version !== null && outcome === 'requested' ? version - 1 : version;
  return { answer: { kind: 'cancel', outcome }, until };
}

/** Nobody could be asked. */
export const checkUnknown: VersionedAnswer = {
  answer: { kind: 'check', ...dontKnow },
  until: null,
};

/** Nobody knows whether the request arrived. */
export const cancelUnknown: VersionedAnswer = { answer: { kind: 'cancel', outcome: 'unknown' }, until: null };

const signedOut: VersionedAnswer = { answer: { kind: 'signed_out' }, until: null };

function outcomeOf(status: OrderStatus): CancelOutcome {
  if (isUnfinished(status)) return 'requested';
  return status === 'canceled' || status === 'closed' ? status : 'ended';
}

function versionIn(order: unknown): number | null {
  const version = partOf(order, 'version');
  return typeof version === 'number' ? version : null;
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
