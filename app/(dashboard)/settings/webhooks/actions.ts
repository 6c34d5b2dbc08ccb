'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AppError, type FieldErrorCode } from '@/lib/errors';
import { redeliver, redeliverUntold, sendTestEvent } from '@/lib/services/webhook-delivery';
import {
  addEndpoint,
  dropOldSecret,
  editEndpoint,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
} from '@/lib/services/webhook-endpoints';
import type { WebhookOutcome } from '@/lib/services/webhook-sending';
import { textIn } from '@/lib/web/form-text';
import { requirePermission } from '@/lib/web/session';

type Problems = Readonly<Partial<Record<string, FieldErrorCode>>>;

/** What became of the form for a new address; the secret is in it once, and nowhere else ever again. */
export type NewEndpointState = {
  readonly secret: string | null;
  readonly problems: Problems;
  readonly typed: { readonly url: string; readonly description: string; readonly events: readonly string[] } | null;
};
export type EditState = { readonly isSaved: boolean; readonly problems: Problems };
export type SecretState = { readonly secret: string | null };
/** The answer to a press, in words; `at` makes each a new one. */
export type SentState = {
  readonly isDone: boolean;
  readonly title: string;
  readonly detail: string | null;
  readonly at: number;
} | null;

const page = '/settings/webhooks';

/** Adds an address. */
export async function add(_before: NewEndpointState, form: FormData): Promise<NewEndpointState> {
  const { merchant, person } = await requirePermission('settings:write');
  const typed = { url: textIn(form, 'url'), description: textIn(form, 'description'), events: eventsOf(form) };
  try {
    const input = { ...typed, eventTypes: typed.events };
    const { secret } = await addEndpoint(merchant, input, { personId: person.id });
    revalidatePath(page);
    return { secret, problems: {}, typed: null };
  } catch (error) {
    return { secret: null, problems: problemsIn(error), typed };
  }
}

/** Changes what an address is told. */
export async function edit(endpointId: string, _before: EditState, form: FormData): Promise<EditState> {
  const { merchant, person } = await requirePermission('settings:write');
  const input = { description: textIn(form, 'description'), eventTypes: eventsOf(form) };
  try {
    await editEndpoint(merchant, endpointId, input, { personId: person.id });
  } catch (error) {
    return { isSaved: false, problems: problemsIn(error) };
  }
  revalidatePath(`${page}/${endpointId}`);
  return { isSaved: true, problems: {} };
}

/** Makes a new secret, shown this once. */
export async function rotate(endpointId: string): Promise<SecretState> {
  const { merchant, person } = await requirePermission('settings:write');
  const secret = await rotateSecret(merchant, endpointId, { personId: person.id });
  revalidatePath(`${page}/${endpointId}`);
  return { secret };
}

/** Ends the time in which the secret before signs too. */
export async function dropOld(endpointId: string): Promise<void> {
  const { merchant, person } = await requirePermission('settings:write');
  await dropOldSecret(merchant, endpointId, { personId: person.id });
  revalidatePath(`${page}/${endpointId}`);
}

/** Sends to it, or stops. */
export async function turn(endpointId: string, isOn: boolean): Promise<void> {
  const { merchant, person } = await requirePermission('settings:write');
  await switchEndpoint(merchant, endpointId, { isOn }, { personId: person.id });
  revalidatePath(`${page}/${endpointId}`);
}

/** Forgets it; one that somebody else deleted meanwhile is gone as well. */
export async function remove(endpointId: string): Promise<void> {
  const { merchant, person } = await requirePermission('settings:write');
  try {
    await removeEndpoint(merchant, endpointId, { personId: person.id });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error;
  }
  redirect(page);
}

/** Sends an event that is about nothing. */
export async function sendTest(endpointId: string): Promise<SentState> {
  const { merchant } = await requirePermission('settings:write');
  const { outcome } = await sendTestEvent(merchant, endpointId);
  revalidatePath(`${page}/${endpointId}`);
  return tell(outcome);
}

/** Sends one delivery again, now. */
export async function resend(endpointId: string, eventId: string): Promise<SentState> {
  const { merchant } = await requirePermission('settings:write');
  const t = await getTranslations('webhooks.resend');
  try {
    const outcome = await redeliver(merchant, { endpointId, eventId });
    revalidatePath(`${page}/${endpointId}/${eventId}`);
    return await tell(outcome);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return { isDone: false, title: t('busy'), detail: null, at: Date.now() };
  }
}

const daysBack = { day: 1, week: 7, month: 30 } as const;

/** Sends again what was not delivered since a while ago. */
export async function resendAll(endpointId: string, _before: SentState, form: FormData): Promise<SentState> {
  const { merchant } = await requirePermission('settings:write');
  const t = await getTranslations('webhooks.resend');
  const chosen = textIn(form, 'since');
  const days = chosen === 'month' || chosen === 'week' ? daysBack[chosen] : daysBack.day;
  try {
    const count = await redeliverUntold(merchant, endpointId, new Date(Date.now() - days * 86_400_000));
    revalidatePath(`${page}/${endpointId}`);
    return { isDone: true, title: t('queued', { count }), detail: null, at: Date.now() };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
    return { isDone: false, title: t('stopped'), detail: null, at: Date.now() };
  }
}

async function tell(outcome: WebhookOutcome | null): Promise<SentState> {
  const t = await getTranslations('webhooks');
  if (outcome && outcome.problem === null) {
    const title = t('test.done', { status: String(outcome.status), ms: String(outcome.tookMs) });
    return { isDone: true, title, detail: null, at: Date.now() };
  }
  const status = outcome?.status ? `${t('attempt.status', { status: String(outcome.status) })}.` : '';
  const why = outcome?.problem ? t(`problem.${outcome.problem}`) : '';
  return { isDone: false, title: t('test.failed'), detail: `${why} ${status}`.trim(), at: Date.now() };
}

function problemsIn(error: unknown): Problems {
  if (error instanceof AppError && error.code === 'invalid_input') return error.fields;
  throw error;
}

function eventsOf(form: FormData): string[] {
  return form.getAll('events').filter((event) => typeof event === 'string');
}
