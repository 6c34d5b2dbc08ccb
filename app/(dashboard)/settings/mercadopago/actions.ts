'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { getMerchant } from '@/db/merchants';
import type { Merchant } from '@/lib/domain/scope';
import type { RefusalWithBundle } from '@/lib/domain/support-bundle';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { disconnectAccount } from '@/lib/services/access';
import { connectAccount } from '@/lib/services/connection';
import { type Imported, importStoresAndPos } from '@/lib/services/place-sync';
import { readRefusal } from '@/lib/services/refusal-reading';
import { requirePermission } from '@/lib/web/session';
import type { PressAnswer } from './answer';

/** What came of a press: said at the field or above it. */
export type ConnectState = {
  readonly fieldError: FieldErrorCode | null;
  /** What Mercado Pago said of what is in the field, if it was asked. */
  readonly fieldRefusal?: RefusalWithBundle | null;
  readonly answer: PressAnswer | null;
};

/** Checks a pasted token with Mercado Pago and connects its account. The token is never sent back to the browser. */
export async function connect(_before: ConnectState, form: FormData): Promise<ConnectState> {
  const { merchant, person } = await requirePermission('settings:write');
  const t = await getTranslations('settings.mercadoPago');
  const accessToken = form.get('access_token');
  if (typeof accessToken !== 'string' || accessToken.trim() === '') return wrong('required');
  const startedAt = new Date();
  try {
    const imported = await connectAccount(merchant, { accessToken, personId: person.id });
    revalidatePath('/', 'layout');
    return done(t('connected'), await nameImported(imported));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.fields.access_token)
      return wrong(error.fields.access_token, await readRefusal(merchant, error, 'account.connect'));
    const { connectedAt } = await getMerchant(merchant);
    // The account is saved before its stores are read: what failed may only have been that.
    if (!connectedAt || connectedAt < startedAt)
      return (await refused(merchant, error, 'account.connect')) ?? failed(t('unavailable'));
    revalidatePath('/', 'layout');
    return (await refused(merchant, error, 'places.read', t('importFailed'))) ?? failed(t('importFailed'));
  }
}

/** Reads the account's stores and tills again. */
export async function readAgain(_before: ConnectState, _form: FormData): Promise<ConnectState> {
  const { merchant } = await requirePermission('settings:write');
  const t = await getTranslations('stores');
  try {
    const imported = await importStoresAndPos(merchant);
    revalidatePath('/', 'layout');
    return done(await nameImported(imported), null);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (
      (await refused(merchant, error, 'places.read')) ??
      failed(error.code === 'mercadopago_refused' ? t('readRefused') : t('readFailed'))
    );
  }
}

/** Forgets the account's tokens, unless something can still be paid. */
export async function disconnect(_before: ConnectState, _form: FormData): Promise<ConnectState> {
  const { merchant, person } = await requirePermission('settings:write');
  try {
    await disconnectAccount(merchant, person.id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return failed((await getTranslations('settings.mercadoPago.disconnect'))('unfinished'));
  }
  revalidatePath('/', 'layout');
  return said(null);
}

async function nameImported({ stores, pos }: Imported): Promise<string> {
  return (await getTranslations('settings.mercadoPago'))('imported', { stores, pos });
}

function done(title: string, detail: string | null): ConnectState {
  return said({ isDone: true, title, detail, refusal: null });
}

function failed(title: string): ConnectState {
  return said({ isDone: false, title, detail: null, refusal: null });
}

function said(answer: PressAnswer | null): ConnectState {
  return { fieldError: null, answer };
}

function wrong(fieldError: FieldErrorCode, fieldRefusal: RefusalWithBundle | null = null): ConnectState {
  return { fieldError, fieldRefusal, answer: null };
}

/** What Mercado Pago said to an operation of ours, told like every refusal; null when it said nothing. */
async function refused(
  merchant: Merchant,
  error: AppError,
  operation: 'account.connect' | 'places.read',
  lead = '',
): Promise<ConnectState | null> {
  const refusal = await readRefusal(merchant, error, operation);
  return refusal && said({ isDone: false, title: lead, detail: null, refusal });
}
