import 'server-only';
import { and, count, eq, gt, lt, sql } from 'drizzle-orm';
import type { Role } from '../lib/domain/permissions';
import { actAsMerchant, type Merchant, type System } from '../lib/domain/scope';
import { db } from './client';
import { memberships, merchants, people, sessions, signInFailures } from './schema';

export type PersonRow = typeof people.$inferSelect;

/** Somebody by e-mail, in any letter case, or null. */
export async function findPersonByEmail(_system: System, email: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.email, email.toLowerCase()));
  return row ?? null;
}

/** Adds a person and what they are in a merchant, at once. The e-mail is kept in lower case. */
export async function insertPerson(
  merchant: Merchant,
  person: { id: string; email: string; name: string; passwordHash: string; role: Role },
): Promise<void> {
  await db.transaction(async (transaction) => {
    const { role, ...columns } = person;
    await transaction.insert(people).values({ ...columns, email: person.email.toLowerCase() });
    await transaction.insert(memberships).values({ merchantId: merchant.id, personId: person.id, role });
  });
}

/** True when nobody can sign in yet. */
export async function hasNoPeople(_system: System): Promise<boolean> {
  const [row] = await db.select({ id: people.id }).from(people).limit(1);
  return row === undefined;
}

export type SessionOwner = {
  readonly merchant: Merchant;
  readonly merchantName: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly role: Role;
};

/**
 * Whose session this is, if it is alive: not past its end, used within the last `idleMinutes`, its person enabled and
 * still a member. This is where the right to act for a merchant comes from.
 */
export async function findSessionOwner(
  _system: System,
  sessionId: string,
  idleMinutes: number,
): Promise<SessionOwner | null> {
  const [row] = await db
    .select({
      merchantId: memberships.merchantId,
      merchantName: merchants.name,
      role: memberships.role,
      id: people.id,
      name: people.name,
      email: people.email,
      seenAt: sessions.seenAt,
    })
    .from(sessions)
    .innerJoin(people, and(eq(people.id, sessions.personId), eq(people.isDisabled, false)))
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .innerJoin(merchants, eq(merchants.id, memberships.merchantId))
    .where(
      and(
        eq(sessions.id, sessionId),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.seenAt, sql`now() - make_interval(mins => ${idleMinutes}::int)`),
      ),
    )
    .orderBy(memberships.createdAt)
    .limit(1);
  if (!row) return null;
  // A write per page would be waste; a minute's precision is enough to know who is idle.
  if (Date.now() - row.seenAt.getTime() > 60_000)
    await db.update(sessions).set({ seenAt: sql`now()` }).where(eq(sessions.id, sessionId));
  return {
    merchant: actAsMerchant(row.merchantId),
    merchantName: row.merchantName,
    person: { id: row.id, name: row.name, email: row.email },
    role: row.role,
  };
}

export async function insertSession(
  _system: System,
  session: { id: string; personId: string; expiresAt: Date },
): Promise<void> {
  await db.insert(sessions).values(session);
}

/** Signs a browser out; nothing happens when it already was. */
export async function deleteSession(_system: System, sessionId: string): Promise<void> {
  await db.delete(sessions).where(eq(sessions.id, sessionId));
}

/** Failures of a subject (an e-mail, an address) since a time. */
export async function countSignInFailures(_system: System, subject: string, since: Date): Promise<number> {
  const [row] = await db
    .select({ failures: count() })
    .from(signInFailures)
    .where(and(eq(signInFailures.subject, subject), gt(signInFailures.at, since)));
  return row?.failures ?? 0;
}

export async function recordSignInFailure(_system: System, subjects: readonly string[]): Promise<void> {
  await db.insert(signInFailures).values(subjects.map((subject) => ({ subject })));
  await db.delete(signInFailures).where(lt(signInFailures.at, sql`now() - interval '1 day'`));
}

export async function forgetSignInFailures(_system: System, subject: string): Promise<void> {
  await db.delete(signInFailures).where(eq(signInFailures.subject, subject));
}
