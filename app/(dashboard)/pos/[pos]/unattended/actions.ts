'use server';

import { revalidatePath } from 'next/cache';
import { getTranslations } from 'next-intl/server';
import { unattendedWaitings } from '@/lib/domain/unattended';
import { AppError, mayHaveChanged } from '@/lib/errors';
import { changePos } from '@/lib/services/pos-settings';
import { registerUnattendedUrl, sayWhileWaiting } from '@/lib/services/unattended-setup';
import { testUnattendedUrl } from '@/lib/services/unattended-url-test';
import { personCaller } from '@/lib/web/person-caller';
import { requirePermission } from '@/lib/web/session';

/** What registering came to, in words; null before anybody tried. */
export type RegisterState = { readonly isGood: boolean; readonly title: string; readonly code: string | null } | null;

/** Tells Mercado Pago where this till is asked. */
export async function registerAddress(posKey: string, _before: RegisterState): Promise<RegisterState> {
  const caller = personCaller(await requirePermission('pos:write'));
  const t = await getTranslations('unattended.registration');
  try {
    await registerUnattendedUrl(caller, posKey);
    revalidatePath('/pos', 'layout');
    return { isGood: true, title: t('done'), code: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { isGood: false, title: t(failureOf(error)), code: refusalOf(error).code };
  }
}

/** What the address answered, in words; null before it was asked. */
export type TesterState = {
  readonly tone: 'idle' | 'paid' | 'warn';
  readonly title: string;
  readonly took: string;
  readonly body: string | null;
  /** Grows with each question, so that readers are told. */
  readonly asked: number;
} | null;

/** Asks the till's public address as Mercado Pago does. */
export async function askAddress(posKey: string, before: TesterState): Promise<TesterState> {
  const { merchant } = await requirePermission('pos:write');
  const t = await getTranslations('unattended.tester');
  const { finding, status, tookMs, body } = await testUnattendedUrl(merchant, posKey);
  revalidatePath('/pos', 'layout');
  const isWaiting = finding === 'in_process' || finding === 'unavailable';
  return {
    tone: finding === 'ready' ? 'paid' : isWaiting ? 'idle' : 'warn',
    title: t(`finding.${finding}`),
    took:
      status === null
        ? t('noStatus', { ms: String(tookMs) })
        : t('took', { status: String(status), ms: String(tookMs) }),
    body: body === null ? null : readable(body),
    asked: (before?.asked ?? 0) + 1,
  };
}

/** Chooses the version of the protocol; pages read it again. */
export async function chooseProtocol(posKey: string, form: FormData): Promise<void> {
  const caller = personCaller(await requirePermission('pos:write'));
  const wanted = form.get('protocol');
  if (wanted !== 'v1' && wanted !== 'v2') return;
  await changePos(caller, posKey, { unattendedProtocol: wanted });
  revalidatePath('/pos', 'layout');
}

/** Chooses what is said while there is no order. */
export async function chooseWaiting(posKey: string, form: FormData): Promise<void> {
  const caller = personCaller(await requirePermission('pos:write'));
  const state = unattendedWaitings.find((known) => known === form.get('state'));
  if (!state) return;
  await sayWhileWaiting(caller, posKey, state);
  revalidatePath('/pos', 'layout');
}

function failureOf(error: AppError): 'unknown' | 'unavailable' | 'notAllowed' | 'refused' {
  if (mayHaveChanged(error)) return 'unknown';
  if (error.code === 'mercadopago_unavailable') return 'unavailable';
  return refusalOf(error).status === 403 ? 'notAllowed' : 'refused';
}

function refusalOf(error: AppError): { status: number | null; code: string | null } {
  const { mercadopago } = error.details;
  if (typeof mercadopago !== 'object' || mercadopago === null) return { status: null, code: null };
  const status: unknown = Reflect.get(mercadopago, 'status');
  const code: unknown = Reflect.get(mercadopago, 'code');
  return { status: typeof status === 'number' ? status : null, code: typeof code === 'string' ? code : null };
}

/** JSON with its lines apart and its numbers untouched; anything else as it came, cut short. */
function readable(body: string): string {
  try {
    JSON.parse(body);
  } catch {
    return body.slice(0, 500);
  }
  // Amounts such as 120.10 must be seen as they are sent, which parsing would not keep.
  return masked(body).replace(/("(?:[^"\\]|\\.)*")|([{,[])(?=["{[])|(?<=["\d\]}el])(})/g, (all, text, open, close) =>
    text ? all : open ? `${open}\n` : `\n${close}`,
  );
}

/** Whoever has the whole of the notification URL can make us look: it is in every order, and no business of this page's. */
function masked(body: string): string {
  return body.replace(/(\/notifications\/mercadopago\/[\w-]{4})[\w-]+(?=[\w-]{4})/g, '$1…');
}
