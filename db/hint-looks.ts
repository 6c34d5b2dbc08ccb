import 'server-only';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Merchant, System } from '../lib/domain/scope';
import { db, sql as raw } from './client';
import { hintLooks, notifications } from './schema';

/** Whether somebody may look now. `beganAt` is by the database's clock, to the microsecond: what was received before is covered. */
export type Turn =
  | { readonly isOurs: true; readonly beganAt: string }
  | { readonly isOurs: false; readonly isUnderWay: boolean; readonly lastStartedAt: Date };

/** Looks asked for in vain are forgotten after so long without another. */
const QUIET_MS = 60_000;

/**
 * Takes the turn to look at something that deliveries named, in one statement, on any number of processes: one look at a
 * time, and after `patience` looks in vain none within `restMs` of the last one's start. A clock that was set back does
 * not hold anything up.
 */
export async function takeTurnToLook(
  merchant: Merchant,
  subject: string,
  turn: { now: Date; leaseUntil: Date; restMs: number; patience: number },
): Promise<Turn> {
  const [now, leaseUntil] = [turn.now.toISOString(), turn.leaseUntil.toISOString()];
  const [restedSince, quietSince] = [turn.restMs, QUIET_MS].map((ms) =>
    new Date(turn.now.getTime() - ms).toISOString(),
  );
  const [begun] = await raw<{ beganAt: string }[]>`
    insert into hint_looks as known (merchant_id, subject, started_at, leased_until)
    values (${merchant.id}, ${subject}, ${now}, ${leaseUntil})
    on conflict (merchant_id, subject) do update set
      started_at = excluded.started_at,
      leased_until = excluded.leased_until,
      in_vain = case when known.started_at < ${quietSince ?? now} then 0 else least(known.in_vain + 1, 1000) end
    where (known.leased_until is null or known.leased_until not between ${now} and ${leaseUntil})
      and (known.in_vain < ${turn.patience} or known.started_at <= ${restedSince ?? now} or known.started_at > ${now})
    returning clock_timestamp()::text as "beganAt"`;
  if (begun) return { isOurs: true, beganAt: begun.beganAt };
  const [row] = await db
    .select()
    .from(hintLooks)
    .where(and(eq(hintLooks.merchantId, merchant.id), eq(hintLooks.subject, subject)));
  return {
    isOurs: false,
    isUnderWay: row?.leasedUntil ? row.leasedUntil > turn.now : false,
    lastStartedAt: row?.startedAt ?? turn.now,
  };
}

/** Ends a look, so that the next one may begin; when nobody does, its lease runs out. */
export async function endTurnToLook(
  merchant: Merchant,
  subject: string,
  { wasInVain }: { wasInVain: boolean },
): Promise<void> {
  await db
    .update(hintLooks)
    .set({ leasedUntil: null, ...(wasInVain ? {} : { inVain: 0 }) })
    .where(and(eq(hintLooks.merchantId, merchant.id), eq(hintLooks.subject, subject)));
}

/** Deliveries that wait for a look at this order may have theirs now. Those that rest longer go on resting. */
export async function callWaitingDeliveries(merchant: Merchant, orderId: string): Promise<void> {
  await db
    .update(notifications)
    .set({ dueAt: sql`now()` })
    .where(
      and(
        eq(notifications.merchantId, merchant.id),
        eq(notifications.orderId, orderId),
        eq(notifications.outcome, 'waiting'),
        // Further away it is a lease or a rest.
        sql`${notifications.dueAt} between now() and now() + interval '1 second'`,
      ),
    );
}

/** Forgets looks that began before a time; so many at once. Says how many there were. */
export async function forgetHintLooks(_system: System, old: { before: Date; limit: number }): Promise<number> {
  const some = db
    .select({ merchantId: hintLooks.merchantId, subject: hintLooks.subject })
    .from(hintLooks)
    .where(lt(hintLooks.startedAt, old.before))
    .limit(old.limit);
  const gone = await db
    .delete(hintLooks)
    .where(
      and(inArray(sql`(${hintLooks.merchantId}, ${hintLooks.subject})`, some), lt(hintLooks.startedAt, old.before)),
    )
    .returning({ subject: hintLooks.subject });
  return gone.length;
}
