import 'server-only';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Charger } from '../lib/domain/charging-rights';
import { permissionsByRole, type Role, roles } from '../lib/domain/permissions';
import type { Merchant } from '../lib/domain/scope';
import type { Executor } from './client';
import { db } from './client';
import { memberships, people, posChargers } from './schema';

/** Somebody of the merchant whose role may charge, for the choice of who does on a POS. */
export type PossibleCharger = {
  readonly personId: string;
  readonly name: string;
  readonly role: Role;
  readonly isNamed: boolean;
};

/** What somebody is in this merchant and where they are named; null for who is not one of its people. */
export async function getCharger(merchant: Merchant, personId: string): Promise<Charger | null> {
  const rows = await db
    .select({ role: memberships.role, posId: posChargers.posId })
    .from(memberships)
    .leftJoin(
      posChargers,
      and(eq(posChargers.merchantId, memberships.merchantId), eq(posChargers.personId, memberships.personId)),
    )
    .where(and(eq(memberships.merchantId, merchant.id), eq(memberships.personId, personId)));
  const [first] = rows;
  return first ? { role: first.role, namedOn: new Set(rows.flatMap(({ posId }) => posId ?? [])) } : null;
}

/** Everybody whose role may charge and who can sign in, by name, with whether they are named on a POS. */
export async function listPossibleChargers(merchant: Merchant, posId: string): Promise<PossibleCharger[]> {
  const charging = roles.filter((role) => permissionsByRole[role].includes('orders:write'));
  const rows = await db
    .select({ personId: people.id, name: people.name, role: memberships.role, named: posChargers.personId })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), eq(people.isDisabled, false)))
    .leftJoin(
      posChargers,
      and(
        eq(posChargers.merchantId, memberships.merchantId),
        eq(posChargers.personId, memberships.personId),
        eq(posChargers.posId, posId),
      ),
    )
    .where(and(eq(memberships.merchantId, merchant.id), inArray(memberships.role, charging)))
    .orderBy(asc(people.name), asc(people.id));
  return rows.map(({ named, ...person }) => ({ ...person, isNamed: named !== null }));
}

/**
 * Names on a POS exactly these of the people whom one could choose from; whoever else is named, such as somebody who may
 * not sign in for now, stays. Throws the violation of `pos_chargers_member` for who is not one of the merchant's.
 */
export async function saveChargers(
  merchant: Merchant,
  executor: Executor,
  { posId, personIds, among }: { posId: string; personIds: readonly string[]; among: readonly string[] },
): Promise<void> {
  await executor
    .delete(posChargers)
    .where(
      and(eq(posChargers.merchantId, merchant.id), eq(posChargers.posId, posId), inArray(posChargers.personId, among)),
    );
  if (personIds.length === 0) return;
  await executor
    .insert(posChargers)
    .values(personIds.map((personId) => ({ merchantId: merchant.id, posId, personId })));
}
