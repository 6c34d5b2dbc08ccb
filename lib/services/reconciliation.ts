import 'server-only';
import { getMerchant } from '@/db/merchants';
import { newId } from '@/db/new-id';
import { getRun, insertRun, requestApplying, requestComparing } from '@/db/reconciliation';
import { type CalendarDay, periodOfDays } from '@/lib/domain/calendar';
import { windowsOf } from '@/lib/domain/reconciliation-run';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

/**
 * What to compare: sales by a list of references (or ids of Mercado Pago), one sale under what it is compared under, or
 * everything between two days of the merchant's zone.
 */
export type ReconciliationRequest =
  | { readonly scope: 'references'; readonly text: string }
  | { readonly scope: 'subject'; readonly subject: string }
  | { readonly scope: 'period'; readonly first: CalendarDay; readonly last: CalendarDay };

export const MAX_REFERENCES = 2_000;
const MAX_REFERENCE_LENGTH = 256;
const LONGEST_PERIOD_MS = 366 * 86_400_000;

/** Begins a comparison and answers its id; the worker does it. Throws `invalid_input` naming the field. */
export async function startReconciliation(
  merchant: Merchant,
  personId: string,
  request: ReconciliationRequest,
): Promise<string> {
  const now = new Date();
  const { account, timeZone } = await getMerchant(merchant);
  if (!account) throw new AppError('conflict', 'no Mercado Pago account is connected');
  const run = {
    id: newId(now),
    timeZone,
    currencyId: account.currencyId,
    requestedByPersonId: personId,
    createdAt: now,
  };
  if (request.scope !== 'period') {
    const subjects = request.scope === 'subject' ? [request.subject] : readReferences(request.text);
    refuseUnlessComparable(subjects);
    await insertRun(merchant, { ...run, scope: 'references', status: 'comparing', windows: [], dueAt: null }, subjects);
    return run.id;
  }
  const { from, to } = periodOfDays(request.first, request.last, timeZone);
  if (from >= to) throw invalid('last', 'too_small');
  if (to.getTime() - from.getTime() > LONGEST_PERIOD_MS) throw invalid('last', 'too_large');
  if (from >= now) throw invalid('first', 'too_large');
  // What happens from now on is no business of this comparison.
  const period = { from, to: to < now ? to : now };
  const windows = windowsOf(period, now);
  await insertRun(
    merchant,
    { ...run, scope: 'period', fromAt: period.from, toAt: period.to, status: 'listing', windows, dueAt: now },
    [],
  );
  return run.id;
}

/** Asks for what Mercado Pago says to be applied to sales of a comparison. Answers how many it would change. */
export async function applyTheirs(
  merchant: Merchant,
  runId: string,
  request: { subjects: readonly string[]; personId: string },
): Promise<number> {
  await mustHaveRun(merchant, runId);
  return requestApplying(merchant, runId, { ...request, now: new Date() });
}

/** Compares sales again; without subjects, those that had no answer. */
export async function compareAgain(
  merchant: Merchant,
  runId: string,
  subjects: readonly string[] | null,
): Promise<number> {
  await mustHaveRun(merchant, runId);
  return requestComparing(merchant, runId, { subjects, now: new Date() });
}

async function mustHaveRun(merchant: Merchant, runId: string): Promise<void> {
  if (!(await getRun(merchant, runId))) throw new AppError('not_found', 'no such comparison');
}

/**
 * References one below the other, or with anything between them that no reference of ours has; without the quotes of a
 * spreadsheet, and without what nobody sees and chats and web pages add.
 */
function readReferences(text: string): string[] {
  const parts = text.replace(/\p{Cf}/gu, '').split(/[\s,;|]+/);
  return [...new Set(parts.map((part) => part.replace(/^["'“”«»]+|["'“”«»]+$/g, '')).filter((part) => part !== ''))];
}

function refuseUnlessComparable(subjects: readonly string[]): void {
  if (subjects.length === 0) throw invalid('references', 'required');
  if (subjects.length > MAX_REFERENCES) throw invalid('references', 'too_many');
  if (subjects.some((subject) => subject.length > MAX_REFERENCE_LENGTH)) throw invalid('references', 'too_long');
  if (subjects.some((subject) => /\p{Cc}/u.test(subject) || !subject.isWellFormed()))
    throw invalid('references', 'ill_formed_text');
}

function invalid(
  field: string,
  code: 'required' | 'too_many' | 'too_long' | 'too_small' | 'too_large' | 'ill_formed_text',
) {
  return new AppError('invalid_input', 'this cannot be compared', { fields: { [field]: code } });
}
