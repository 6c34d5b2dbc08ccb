import 'server-only';
import { listCasesOf } from '@/db/exceptions';
import { countItems, getRun, type ItemCount, listItems, sumItems } from '@/db/reconciliation';
import { isSettledVerdict } from '@/lib/domain/reconcile';
import type { Merchant } from '@/lib/domain/scope';

export const PAGE_SIZE = 100;
export const runViews = ['different', 'applied', 'waiting', 'all'] as const;
export type RunView = { readonly filter: (typeof runViews)[number]; readonly page: number };

/** Which sales the address asks for; what it says wrongly is the first page of those to look at. */
export function readView(parameters: Record<string, string | string[] | undefined>): RunView {
  const page = Number(parameters.page);
  return {
    filter: runViews.find((name) => name === parameters.view) ?? 'different',
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 0,
  };
}

/** One comparison with a page of its sales; null when this merchant has none such. */
export async function readRun(merchant: Merchant, runId: string, view: RunView) {
  const run = await getRun(merchant, runId);
  if (!run) return null;
  const [counted, sums, items] = await Promise.all([
    countItems(merchant, runId),
    sumItems(merchant, runId),
    listItems(merchant, runId, { filter: view.filter, limit: PAGE_SIZE, offset: view.page * PAGE_SIZE }),
  ]);
  const subjects = items.map((item) => item.orderId ?? item.subject);
  const cases = await listCasesOf(merchant, subjects);
  return { run, sums, items, cases, counts: countsOf(counted, run.agreedCount) };
}

export type RunPageData = NonNullable<Awaited<ReturnType<typeof readRun>>>;

function countsOf(counted: readonly ItemCount[], agreedCount: number) {
  const sum = (is: (one: ItemCount) => boolean) => counted.filter(is).reduce((total, one) => total + one.items, 0);
  const isWaiting = ({ state }: ItemCount) => state === 'pending' || state === 'unanswered';
  const isEqual = ({ state, verdict }: ItemCount) =>
    state === 'compared' && verdict !== null && isSettledVerdict(verdict);
  return {
    all: sum(() => true),
    different: sum((one) => !isEqual(one) && one.state !== 'applied'),
    waiting: sum(isWaiting),
    pending: sum(({ state }) => state === 'pending'),
    unanswered: sum(({ state }) => state === 'unanswered'),
    applying: sum(({ state }) => state === 'applying'),
    applied: sum(({ state }) => state === 'applied'),
    active: sum(({ state }) => state === 'pending' || state === 'applying'),
    matched: sum((one) => isEqual(one) && one.verdict === 'matched') + agreedCount,
    unpaid: sum((one) => isEqual(one) && one.verdict === 'no_money'),
    toDecide: sum((one) => !isEqual(one) && !isWaiting(one) && one.state !== 'applied'),
  };
}

export type RunCounts = RunPageData['counts'];
