import 'server-only';
import { getCase, listCaseEntries, listPossibleOwners } from '@/db/exceptions';
import { listPos } from '@/db/pos';
import { permissionsByRole, roles } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';

const rolesThatMay = roles.filter((role) => permissionsByRole[role].includes('reconciliation:write'));

/** One case with everything around it; null when this merchant has none such. */
export async function readCase(merchant: Merchant, caseId: string) {
  const found = await getCase(merchant, caseId);
  if (!found) return null;
  const [entries, owners, pos] = await Promise.all([
    listCaseEntries(merchant, caseId),
    listPossibleOwners(merchant, rolesThatMay),
    listPos(merchant),
  ]);
  // Where it was paid comes first, so that it is what is proposed.
  const paidAt = new Set(found.facts.theirs?.posIds ?? []);
  const tills = pos
    .filter((one) => one.externalPosId !== null)
    .map((one) => ({
      id: one.id,
      name: `${one.name}, ${one.storeName}`,
      isWhereItWasPaid: one.mercadopagoPosId !== null && paidAt.has(one.mercadopagoPosId),
    }))
    .sort((a, b) => Number(b.isWhereItWasPaid) - Number(a.isWhereItWasPaid));
  return { found, entries, owners, tills };
}

export type CasePageData = NonNullable<Awaited<ReturnType<typeof readCase>>>;
