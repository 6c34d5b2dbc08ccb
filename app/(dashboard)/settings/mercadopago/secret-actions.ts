'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { AppError } from '@/lib/errors';
import { addWebhookSecret, removeWebhookSecret } from '@/lib/services/webhook-secrets';
import { requirePermission } from '@/lib/web/session';
import type { ConnectState } from './actions';

/** Keeps one more secret of an application. It is never sent back to the browser. */
export async function addSecret(_before: ConnectState, form: FormData): Promise<ConnectState> {
  const { merchant, person } = await requirePermission('settings:write');
  const t = await getTranslations('settings.mercadoPago.secrets');
  const secret = form.get('webhook_secret');
  try {
    await addWebhookSecret(merchant, { secret: typeof secret === 'string' ? secret : '', personId: person.id });
  } catch (error) {
    const fieldError = error instanceof AppError ? error.fields.webhook_secret : undefined;
    if (!fieldError) throw error;
    return { fieldError, answer: null };
  }
  revalidatePath('/settings/mercadopago');
  return { fieldError: null, answer: { isDone: true, title: t('added'), detail: t('addedDetail'), refusal: null } };
}

/** Forgets a secret; one that somebody else removed meanwhile is gone as well. */
export async function removeSecret(form: FormData): Promise<void> {
  const { merchant, person } = await requirePermission('settings:write');
  const [place, lastFour] = [Number(form.get('place')), String(form.get('last_four'))];
  try {
    await removeWebhookSecret(merchant, { place, lastFour, personId: person.id });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
  }
  revalidatePath('/settings/mercadopago');
}
