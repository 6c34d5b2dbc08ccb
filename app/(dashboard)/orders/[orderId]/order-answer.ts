import { isUnfinished, type OrderStatus, orderStatuses } from '@/lib/domain/order';

/** One thing that was asked of Mercado Pago and what it answered. */
export type EvidenceLine = {
  readonly way: (typeof ways)[number];
  readonly finding: (typeof findings)[number];
  readonly code: string | null;
  readonly at: string;
};

/** How an order stands after somebody asked for its cancellation. */
export type CancelOutcome = 'canceled' | 'requested' | 'closed' | 'ended' | 'unknown';

/** What came of a press on this page. */
export type OrderAnswer =
  | { readonly kind: 'check'; readonly verdict: (typeof verdicts)[number]; readonly evidence: readonly EvidenceLine[] }
  | { readonly kind: 'cancel'; readonly outcome: CancelOutcome }
  | { readonly kind: 'signed_out' };

/** An answer, and the last version of the order for which it holds; null when it does not tell. */
export type VersionedAnswer = { readonly answer: OrderAnswer; readonly until: number | null };

/** Reads an answer of `POST …/check`; whatever cannot be read means that we do not know. */
export function readCheck({ status, body }: { status: number; body: unknown }): VersionedAnswer {
  if (status === 401) return signedOut;
  const verdict = verdicts.find((known) => known === partOf(body, 'verdict'));
  const evidence = partOf(body, 'evidence');
  if (status !== 200 || !verdict || !Array.isArray(evidence)) return checkUnknown;
  return {
    answer: { kind: 'check', verdict, evidence: evidence.flatMap((line) => readEvidence(line) ?? []) },
    until: versionIn(partOf(body, 'order')),
  };
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
  answer: { kind: 'check', verdict: 'unknown', evidence: [] },
  until: null,
};

/** Nobody knows whether the request arrived. */
export const cancelUnknown: VersionedAnswer = { answer: { kind: 'cancel', outcome: 'unknown' }, until: null };

/** The two lines that say most: silence before a finding, a finding before nothing. */
export function tellingEvidence(evidence: readonly EvidenceLine[]): readonly EvidenceLine[] {
  return [...evidence].sort((a, b) => weights[a.finding] - weights[b.finding]).slice(0, 2);
}

const signedOut: VersionedAnswer = { answer: { kind: 'signed_out' }, until: null };
const verdicts = ['paid', 'not_seen', 'differs', 'unknown'] as const;
const ways = ['search', 'merchant_order', 'payments', 'order', 'slot', 'withdraw'] as const;
const findings = ['found', 'nothing', 'no_answer', 'done'] as const;
const weights: Readonly<Record<EvidenceLine['finding'], number>> = { no_answer: 0, found: 1, nothing: 2, done: 3 };

function outcomeOf(status: OrderStatus): CancelOutcome {
  if (isUnfinished(status)) return 'requested';
  return status === 'canceled' || status === 'closed' ? status : 'ended';
}

function readEvidence(value: unknown): EvidenceLine | null {
  const way = ways.find((known) => known === partOf(value, 'way'));
  const finding = findings.find((known) => known === partOf(value, 'finding'));
  const [code, at] = [partOf(value, 'code'), partOf(value, 'at')];
  if (!way || !finding || typeof at !== 'string') return null;
  return { way, finding, code: typeof code === 'string' ? code : null, at };
}

function versionIn(order: unknown): number | null {
  const version = partOf(order, 'version');
  return typeof version === 'number' ? version : null;
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
