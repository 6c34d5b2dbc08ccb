'use server';

import { revalidatePath } from 'next/cache';
import { getPos } from '@/db/pos';
import { AppError } from '@/lib/errors';
import { readQrCodeNow } from '@/lib/services/place-sync';
import { requirePermission } from '@/lib/web/session';

export type QrState = { readonly hasFailed: boolean };

/** Reads the picture of a till's code again. */
export async function readQr(posKey: string, _before: QrState): Promise<QrState> {
  const { merchant } = await requirePermission('pos:read');
  try {
    await readQrCodeNow(merchant, posKey);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  revalidatePath('/pos', 'layout');
  const pos = await getPos(merchant, posKey);
  return { hasFailed: pos?.qrData === null };
}
