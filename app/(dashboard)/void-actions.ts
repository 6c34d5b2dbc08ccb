'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { stickerVoidReasons } from '@/lib/domain/sticker';
import { AppError } from '@/lib/errors';
import { voidPrint, voidStickers } from '@/lib/services/stickers';
import { requirePermission } from '@/lib/web/session';

const targetSchema = z.union([
  z.strictObject({ posId: z.uuid(), version: z.int().min(1).max(2_147_483_647) }),
  z.strictObject({ printId: z.uuid() }),
]);

/** One sticker, or all that were in a print. */
export type VoidTarget = z.infer<typeof targetSchema>;

/** What came of it. */
export type VoidState = { readonly outcome: 'none' | 'done' | 'no_reason' | 'gone' };

/** Makes stickers void; what somebody else made void meanwhile is void as well. */
export async function makeVoid(target: VoidTarget, _before: VoidState, form: FormData): Promise<VoidState> {
  const { merchant, person } = await requirePermission('pos:write');
  // What a page has bound to its form comes back from a browser like anything else.
  const wanted = targetSchema.parse(target);
  const reason = stickerVoidReasons.find((known) => known === form.get('reason'));
  if (!reason) return { outcome: 'no_reason' };
  const voiding = { reason, personId: person.id, now: new Date() };
  try {
    if ('printId' in wanted) await voidPrint(merchant, wanted.printId, voiding);
    else await voidStickers(merchant, [wanted], voiding);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== 'conflict') return { outcome: 'gone' };
  }
  revalidatePath('/', 'layout');
  return { outcome: 'done' };
}
