import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { claimListing, type RunRow } from '@/db/reconciliation';
import { compareListed, type Finding, saveListing } from '@/db/reconciliation-listing';
import type { ObservedPayment } from '@/lib/domain/merchant-order';
import { type KnownPayment, knowPayment, refundedOf } from '@/lib/domain/payment-state';
import { halvesOf, type ListingWindow, retryAt, subjectOf } from '@/lib/domain/reconciliation-run';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import { type ConnectedMerchant, connected } from './accounts';

/** Longer than one round of listing can take. */
const LEASE_MS = 180_000;
const WINDOWS_AT_ONCE = 4;
/** A round ends when it has found this much or lasted this long: what it found is then kept. */
const FINDINGS_PER_ROUND = 10_000;
const ROUND_MS = 10_000;

/** Lists some of what a comparison of a period still has to list, once; 1 when there was one. */
export async function workOnListings(): Promise<number> {
  const now = new Date();
  const claimed = await claimListing(actAsSystem(), { now, leaseUntil: new Date(now.getTime() + LEASE_MS) });
  if (!claimed) return 0;
  const { merchant, run } = claimed;
  if (run.windows.length === 0) await compareListed(merchant, run);
  else await listSome(merchant, run);
  return 1;
}

async function listSome(merchant: Merchant, run: RunRow): Promise<void> {
  const startedAt = performance.now();
  const findings: Finding[] = [];
  let windows = run.windows;
  let windowsDone = 0;
  let problem: string | null = null;
  try {
    const connection = await connected(merchant, 'background');
    while (windows.length > 0 && problem === null) {
      const isEnough = findings.length >= FINDINGS_PER_ROUND || performance.now() - startedAt > ROUND_MS;
      if (isEnough) break;
      const listed = await Promise.all(windows.slice(0, WINDOWS_AT_ONCE).map((window) => list(connection, window)));
      for (const one of listed) for (const finding of one.findings) findings.push(finding);
      windowsDone += listed.filter((one) => one.left.length === 0).length;
      problem = listed.find((one) => one.problem !== null)?.problem ?? null;
      windows = [...listed.flatMap((one) => one.left), ...windows.slice(WINDOWS_AT_ONCE)];
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    problem = 'not_connected';
  }
  const now = new Date();
  const dueAt = problem === null ? now : retryAt(run.attempts, now);
  await saveListing(merchant, run, { findings: withoutRepeats(findings), windows, windowsDone, dueAt, problem });
}

/** Both searches name the same payments: what is the same is kept once, and what differs is left to the sums. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const kept = new Map<string, Finding>();
  return findings.filter((finding) => {
    const known = kept.get(finding.paymentId);
    if (known && isDeepStrictEqual(known, finding)) return false;
    kept.set(finding.paymentId, finding);
    return true;
  });
}

type Listed = {
  readonly findings: readonly Finding[];
  /** What is still to be listed of the window: all of it after a failure, its halves when it holds too much. */
  readonly left: readonly ListingWindow[];
  readonly problem: string | null;
};

async function list(connection: ConnectedMerchant, window: ListingWindow): Promise<Listed> {
  try {
    return { findings: await listWindow(connection, window), left: [], problem: null };
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    const halves = error.code === 'too_many_pages' ? halvesOf(window) : null;
    return { findings: [], left: halves ?? [window], problem: halves ? null : (error.code ?? error.kind) };
  }
}

async function listWindow({ client, account }: ConnectedMerchant, window: ListingWindow): Promise<Finding[]> {
  const [from, to] = [new Date(window.from), new Date(window.to)];
  const find = (payment: ObservedPayment, of: { externalReference: string | null; collectorId: string | null }) => {
    const known = knowPayment(payment, {
      currencyId: account.currencyId,
      isOurCollector: of.collectorId === account.collectorId,
    });
    return toFinding(known, subjectOf({ paymentId: payment.paymentId, externalReference: of.externalReference }));
  };
  if (window.search === 'payments') {
    const payments = await client.listPayments({ range: { field: 'date_created', from, to } });
    return payments.map((payment) => find(payment, payment));
  }
  const merchantOrders = await client.listMerchantOrders({ from, to });
  return merchantOrders.flatMap((one) => one.payments.map((payment) => find(payment, one)));
}

function toFinding(payment: KnownPayment, subject: string): Finding {
  return {
    subject,
    paymentId: payment.paymentId,
    paidMinor: payment.countedMinor,
    refundedMinor: refundedOf(payment),
    isOdd: payment.mismatch !== null || payment.status === 'unknown',
  };
}
