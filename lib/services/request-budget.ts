import 'server-only';
import { type Exchange, type HttpAnswer, type NoAnswer, retryAfterSeconds } from '@/lib/mercadopago/http-exchange';

/**
 * Who waits for the answer: a person at a till, somebody who was just notified, or nobody; `idle` is nice to have and
 * goes only while half of the budget is left over.
 */
export type Urgency = 'person' | 'soon' | 'background' | 'idle';

const REQUESTS_PER_SECOND = 25;
const BURST = 25;
/** A person is told "no answer, nothing was sent" rather than kept waiting for a turn. */
const PATIENCE_MS: Readonly<Record<Urgency, number>> = {
  person: 4_000,
  soon: 20_000,
  background: 25_000,
  idle: 25_000,
};
/** However long we are told to pause: with no request at all nobody would learn that it is over. */
const LONGEST_PAUSE_MS = 60_000;
/** Our own pauses, when nobody says how long: five questions a minute at the most while every one is refused. */
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 16_000;
/** A person waits twice as long: when the first answer hangs, the next request tries as well. */
const LONGEST_TRIAL_MS = 2_000;
/** Machines do not wait for the end of a longer pause: they come again, and meanwhile work for other accounts. */
const LONGEST_WAITED_PAUSE_MS: Readonly<Record<Urgency, number>> = {
  person: PATIENCE_MS.person,
  soon: 1_000,
  background: 1_000,
  idle: 1_000,
};
/** Only measures what went by: a machine whose clock is set back must not wait until it has caught up. */
const elapsedMs = () => performance.now();

type Waiting = { readonly urgency: Urgency; readonly go: () => void };

type Budget = {
  tokens: number;
  refilledAt: number;
  pausedUntil: number;
  /** One after the other, and when the last of them came. */
  refusals: number;
  refusedAt: number;
  /** After a refusal one request goes ahead, and the others wait for what it is answered, but not for ever. */
  isOnTrial: boolean;
  triedUntil: number;
  readonly queue: Waiting[];
  timer: NodeJS.Timeout | null;
};

declare global {
  var mostradorBudgets: Map<string, Budget> | undefined;
  /** How many processes share every account's budget; one until somebody counted. */
  var mostradorBudgetSharers: number | undefined;
}

/**
 * Lets at most 25 requests a second of one account through, persons before machines, and none at all while Mercado Pago
 * asked for a pause (429, `Retry-After`; without one, ever longer pauses with jitter); after a pause one goes ahead. What
 * does not get its turn in time is answered as not sent: certainly nothing happened. Of the 25, a process takes its part
 * among those that are alive; it asks nobody for a turn.
 */
export function withinBudget(exchange: Exchange, account: string, urgency: Urgency): Exchange {
  return async (request) => {
    const budget = budgetOf(account);
    const pauseMs = budget.pausedUntil - elapsedMs();
    const isTooLong = pauseMs > LONGEST_WAITED_PAUSE_MS[urgency];
    if (isTooLong || !(await turn(budget, urgency))) return { kind: 'unanswered', wasSent: false, code: 'over_budget' };
    const sentAt = elapsedMs();
    const outcome = await exchange(request);
    learn(budget, outcome, sentAt);
    serve(budget);
    return outcome;
  };
}

/** From now on this many processes, this one included, share every account's budget evenly. */
export function shareBudgets(processes: number): void {
  globalThis.mostradorBudgetSharers = Math.max(1, processes);
}

/** How many processes are alive, this one included, as far as is known. */
export function budgetSharers(): number {
  return globalThis.mostradorBudgetSharers ?? 1;
}

/** What this process may take of an account's budget: so many a second, and so many at once. */
export function budgetShare(): { readonly perSecond: number; readonly burst: number } {
  const sharers = budgetSharers();
  return { perSecond: REQUESTS_PER_SECOND / sharers, burst: Math.max(1, BURST / sharers) };
}

function turn(budget: Budget, urgency: Urgency): Promise<boolean> {
  return new Promise((resolve) => {
    const entry: Waiting = {
      urgency,
      go: () => {
        clearTimeout(limit);
        resolve(true);
      },
    };
    const limit = setTimeout(() => {
      budget.queue.splice(budget.queue.indexOf(entry), 1);
      resolve(false);
    }, PATIENCE_MS[urgency]);
    budget.queue.push(entry);
    serve(budget);
  });
}

/** Lets in whoever may go now, the most urgent first, and comes back when the next one may. */
function serve(budget: Budget): void {
  const now = elapsedMs();
  const { perSecond, burst } = budgetShare();
  budget.tokens = Math.min(burst, budget.tokens + ((now - budget.refilledAt) * perSecond) / 1000);
  budget.refilledAt = now;
  while (now >= heldUntil(budget) && budget.tokens >= tokensNeeded(budget.queue)) {
    budget.tokens -= 1;
    if (budget.isOnTrial) budget.triedUntil = now + LONGEST_TRIAL_MS;
    takeMostUrgent(budget.queue)?.go();
  }
  if (budget.queue.length === 0 || budget.timer) return;
  const missing = tokensNeeded(budget.queue) - budget.tokens;
  const waitMs = Math.max(heldUntil(budget) - now, (missing * 1000) / perSecond, 1);
  budget.timer = setTimeout(() => {
    budget.timer = null;
    serve(budget);
  }, waitMs);
}

function heldUntil({ pausedUntil, isOnTrial, triedUntil }: Budget): number {
  return isOnTrial ? Math.max(pausedUntil, triedUntil) : pausedUntil;
}

const order: readonly Urgency[] = ['person', 'soon', 'background', 'idle'];

/** How many tokens there must be for the most urgent of a queue to go; out of reach when nobody waits. */
function tokensNeeded(queue: readonly Waiting[]): number {
  if (queue.length === 0) return Number.POSITIVE_INFINITY;
  return queue.every((waiting) => waiting.urgency === 'idle') ? Math.max(1, budgetShare().burst / 2) : 1;
}

function takeMostUrgent(queue: Waiting[]): Waiting | undefined {
  for (const urgency of order) {
    const place = queue.findIndex((waiting) => waiting.urgency === urgency);
    if (place !== -1) return queue.splice(place, 1)[0];
  }
  return undefined;
}

/** What was sent before the last refusal came says nothing about what came after it, but for how long we are to pause. */
function learn(budget: Budget, outcome: HttpAnswer | NoAnswer, sentAt: number): void {
  const isRefusal = outcome.kind === 'answered' && outcome.status === 429;
  const isNews = sentAt > budget.refusedAt;
  if (isNews && !isRefusal) {
    budget.isOnTrial = false;
    if (outcome.kind === 'answered') budget.refusals = 0;
  }
  if (!isRefusal) return;
  if (isNews) {
    budget.refusals += 1;
    budget.refusedAt = elapsedMs();
    budget.isOnTrial = true;
    budget.triedUntil = Number.NEGATIVE_INFINITY;
  }
  const told = (retryAfterSeconds(outcome) ?? 0) * 1_000;
  const pauseMs = told > 0 ? Math.min(told, LONGEST_PAUSE_MS) : isNews ? backOffMs(budget.refusals) : 0;
  budget.pausedUntil = Math.max(budget.pausedUntil, elapsedMs() + pauseMs);
}

function backOffMs(refusals: number): number {
  const fullMs = Math.min(FIRST_BACK_OFF_MS * 2 ** (refusals - 1), LONGEST_BACK_OFF_MS);
  return fullMs * (0.5 + Math.random() / 2);
}

function budgetOf(account: string): Budget {
  globalThis.mostradorBudgets ??= new Map();
  const known = globalThis.mostradorBudgets.get(account);
  if (known) return known;
  const budget: Budget = {
    tokens: budgetShare().burst,
    refilledAt: elapsedMs(),
    pausedUntil: 0,
    refusals: 0,
    refusedAt: Number.NEGATIVE_INFINITY,
    isOnTrial: false,
    triedUntil: Number.NEGATIVE_INFINITY,
    queue: [],
    timer: null,
  };
  globalThis.mostradorBudgets.set(account, budget);
  return budget;
}
