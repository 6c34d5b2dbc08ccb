'use server';

import { revalidatePath } from 'next/cache';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AppError } from '@/lib/errors';
import { formatClock, zoneName } from '@/lib/i18n/format-time';
import { followAgain } from '@/lib/services/notification-replay';
import { testNotificationUrl } from '@/lib/services/notification-url-test';
import { requirePermission } from '@/lib/web/session';

/** What a test of the address found, in words; null before there was one. */
export type SelfTestState = { readonly isGood: boolean; readonly title: string; readonly detail: string } | null;

/** Calls this installation's own notification URL and says what came of it. */
export async function testAddress(_before: SelfTestState, _form: FormData): Promise<SelfTestState> {
  const { merchant, timeZone } = await requirePermission('orders:write');
  const t = await getTranslations('notifications.url');
  const { finding, testedAt, ...facts } = await testNotificationUrl(merchant);
  revalidatePath('/notifications');
  const time = `${formatClock(testedAt, timeZone, { seconds: true })} ${zoneName(testedAt, timeZone)}`;
  const status = String(facts.status ?? '—');
  return {
    isGood: finding === 'reached',
    title: t(finding, { ms: facts.tookMs, host: facts.host, code: facts.code ?? '—', status }),
    detail: `${t('at', { time })}${finding === 'reached' ? ` ${t('fromHere')}` : ''}`,
  };
}

/** What looking again found, in words; null before anybody asked. */
export type ReplayState = {
  readonly tone: 'idle' | 'warn';
  readonly title: string;
  readonly time: string;
  readonly at: string;
} | null;

/** Looks again for the reason that a stored delivery gives. */
export async function replay(_before: ReplayState, form: FormData): Promise<ReplayState> {
  const { merchant, person, timeZone } = await requirePermission('orders:write');
  const t = await getTranslations('notifications.replay');
  const at = new Date();
  const told = (tone: NonNullable<ReplayState>['tone'], title: string) => ({
    tone,
    title,
    time: formatClock(at, timeZone, { seconds: true }),
    at: at.toISOString(),
  });
  try {
    const outcome = await followAgain(merchant, Number(form.get('id')), person.id);
    revalidatePath('/notifications', 'layout');
    return told(outcome === 'no_answer' ? 'warn' : 'idle', t(outcome));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'not_found') notFound();
    if (error.code !== 'conflict') throw error;
    return told('warn', t('unavailable'));
  }
}
