import 'server-only';
import type { Executor } from '@/db/client';
import { type MerchantProfile, takeSaleNumber } from '@/db/merchants';
import type { PosDetail } from '@/db/pos';
import { isReferenceTaken, takeReferenceNumber } from '@/db/references';
import { dayAt } from '@/lib/domain/calendar';
import { makeExternalReference } from '@/lib/domain/external-reference';
import { fillTemplate } from '@/lib/domain/reference-template';

/** Numbers that somebody typed by hand before their turn came. */
const MAX_TAKEN = 50;

/**
 * Reference of a sale that came without one: from the till's template or the merchant's, else a plain number. Within the
 * transaction that stores the order, so that a sale that is not stored leaves no gap.
 */
export async function makeReference(
  profile: MerchantProfile,
  executor: Executor,
  { pos, now }: { pos: PosDetail & { readonly externalPosId: string }; now: Date },
): Promise<string> {
  const template = pos.referenceTemplate ?? profile.referenceTemplate;
  const { merchant } = profile;
  if (template !== null) {
    const day = dayAt(now, pos.timeZone).replaceAll('-', '');
    for (let taken = 0; taken < MAX_TAKEN; taken++) {
      const number = await takeReferenceNumber(merchant, executor, { posId: pos.id, day });
      const reference = fillTemplate(template, { ...pos, day, number });
      if (reference === null) break;
      if (!(await isReferenceTaken(merchant, executor, reference))) return reference;
    }
  }
  return makeExternalReference(profile.referencePrefix, await takeSaleNumber(merchant, executor));
}
