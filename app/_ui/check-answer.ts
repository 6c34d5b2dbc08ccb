import type { Shape } from './status-shape';

/** What looking at Mercado Pago now came to. */
export type Verdict = 'paid' | 'not_seen' | 'differs' | 'unknown';

/** One thing that was asked and what was answered. */
export type EvidenceLine = {
  readonly way: 'search' | 'merchant_order' | 'payments' | 'order' | 'slot' | 'withdraw';
  readonly finding: 'found' | 'nothing' | 'no_answer' | 'done';
  readonly code: string | null;
  readonly at: string;
};

export type CheckAnswer = { readonly verdict: Verdict; readonly evidence: readonly EvidenceLine[] };

/** Reads an answer of `POST …/check`; anything else means that we do not know. */
export function readCheckAnswer(body: unknown): CheckAnswer {
  if (typeof body !== 'object' || body === null) return dontKnow;
  const verdict = verdicts.find((known) => known === Reflect.get(body, 'verdict'));
  const evidence: unknown = Reflect.get(body, 'evidence');
  if (!verdict || !Array.isArray(evidence)) return dontKnow;
  return { verdict, evidence: evidence.flatMap((line) => readEvidence(line) ?? []) };
}

/** Nobody could be asked. */
export const dontKnow: CheckAnswer = { verdict: 'unknown', evidence: [] };

/** The two lines that say most: silence before a finding, a finding before nothing. */
export function tellingEvidence(evidence: readonly EvidenceLine[]): readonly EvidenceLine[] {
  return [...evidence].sort((a, b) => weights[a.finding] - weights[b.finding]).slice(0, 2);
}

/** What each finding looks like beside its words. */
export const findingShapes: Readonly<Record<EvidenceLine['finding'], Shape>> = {
  found: 'half-disc',
  nothing: 'dashed-ring',
  no_answer: 'dashed-ring-question',
  done: 'ring-slash',
};

const verdicts = ['paid', 'not_seen', 'differs', 'unknown'] as const;
const ways = ['search', 'merchant_order', 'payments', 'order', 'slot', 'withdraw'] as const;
const findings = ['found', 'nothing', 'no_answer', 'done'] as const;
const weights: Readonly<Record<EvidenceLine['finding'], number>> = { no_answer: 0, found: 1, nothing: 2, done: 3 };

function readEvidence(value: unknown): EvidenceLine | null {
  if (typeof value !== 'object' || value === null) return null;
  const way = ways.find((known) => known === Reflect.get(value, 'way'));
  const finding = findings.find((known) => known === Reflect.get(value, 'finding'));
  const code: unknown = Reflect.get(value, 'code');
  const at: unknown = Reflect.get(value, 'at');
  if (!way || !finding || typeof at !== 'string') return null;
  return { way, finding, code: typeof code === 'string' ? code : null, at };
}
