'use server';

import { revalidatePath } from 'next/cache';
import { z } from 'zod';
import { stickerLocales } from '@/lib/domain/sticker';
import { AppError } from '@/lib/errors';
import { setStickerLook } from '@/lib/services/stickers';
import { requirePermission } from '@/lib/web/session';

/** What came of saving; `field` is what was wrong. */
export type LookState = { readonly outcome: 'none' | 'saved' | 'colour' | 'logo_too_large' | 'logo_not_picture' };

const lookSchema = z.object({
  brandName: z
    .string()
    .trim()
    .max(60)
    .refine((text) => text.isWellFormed() && !text.includes('\0'))
    .transform((text) => text || null),
  accentColour: z.string().regex(/^#[0-9a-f]{6}$/i),
  locale: z.enum(stickerLocales),
});

/** Keeps how stickers look. */
export async function saveLook(_before: LookState, form: FormData): Promise<LookState> {
  const { merchant, person } = await requirePermission('pos:write');
  const look = lookSchema.safeParse(Object.fromEntries(form));
  if (!look.success) return { outcome: 'colour' };
  const file = form.get('logo');
  const chosen = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
  const logo = form.get('removeLogo') === 'on' ? null : chosen;
  try {
    const { accentColour, ...rest } = look.data;
    await setStickerLook(merchant, person.id, { ...rest, accentColour: accentColour.toLowerCase(), logo });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { outcome: error.fields.logo === 'too_large' ? 'logo_too_large' : 'logo_not_picture' };
  }
  revalidatePath('/stickers', 'layout');
  return { outcome: 'saved' };
}
