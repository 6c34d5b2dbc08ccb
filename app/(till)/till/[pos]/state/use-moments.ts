'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { languageTags } from '@/lib/i18n/locales';
import type { LiveConnection } from '@/lib/web/use-live-orders';
import { spokenAmount } from '../spoken-amount';
import type { TillOrder } from '../till-order';
import { countRejected, isOpen, isPaid, type OrderView } from '../till-view';
import { playMelody, say, unlockSounds, vibrate } from './sounds';
import { useHasPassed } from './use-has-passed';
import type { TillSettings } from './use-settings';

/** What must be true for five seconds before a till complains about its connection. */
const LOST_AFTER_MS = 5_000;
const LAST_MINUTE_MS = 60_000;

/** What an order was when it was last told; it is told when one of these changes, never when a page just opened. */
type Told = { readonly id: string; readonly isPaid: boolean; readonly rejected: number };

/**
 * Sounds, speaks and vibrates when an order is paid or refused, once each, as this device is set to. What the page was
 * opened with is known already and stays silent.
 */
export function useMoments(order: TillOrder | null, view: OrderView | null, settings: TillSettings): void {
  const t = useTranslations('charge');
  const locale = useLocale();
  const told = useRef(order && tellable(order));
  useHurry(order, settings);

  useEffect(() => {
    window.addEventListener('pointerdown', unlockSounds, { once: true });
    window.addEventListener('keydown', unlockSounds, { once: true });
  }, []);

  useEffect(() => {
    if (!order || !view) return;
    const now = tellable(order);
    const before = told.current?.id === now.id ? told.current : { isPaid: false, rejected: 0 };
    told.current = now;
    if (now.isPaid && !before.isPaid) {
      const amount = spokenAmount(order.totalMinor, order.currencyId, (units, cents) =>
        t('paid.spokenCents', { units, cents }),
      );
      announce(settings, 'paid', [40, 60, 120], t('paid.spoken', { amount }), languageTags[locale]);
    } else if (view === 'rejected' && now.rejected > before.rejected) {
      announce(settings, 'rejected', 200, t('rejected.title'), languageTags[locale]);
    }
  }, [order, view, settings, t, locale]);
}

function tellable(order: TillOrder): Told {
  return { id: order.id, isPaid: isPaid(order), rejected: countRejected(order) };
}

/** One tick when the last minute of an open order begins while somebody looks. */
function useHurry(order: TillOrder | null, { notes, vibration }: TillSettings): void {
  const open = order && isOpen(order) ? order : null;
  const lastMinute = open && new Date(new Date(open.expiresAt).getTime() - LAST_MINUTE_MS).toISOString();
  const isLastMinute = useHasPassed(lastMinute, open?.readAt ?? '');
  const wasLastMinute = useRef(isLastMinute);
  useEffect(() => {
    if (isLastMinute && !wasLastMinute.current) {
      if (notes) playMelody('hurry');
      if (vibration) vibrate(20);
    }
    wasLastMinute.current = isLastMinute;
  }, [isLastMinute, notes, vibration]);
}

/** Two equal notes when a till has been without connection for a while; the bar says it in words. */
export function useLostConnection(connection: LiveConnection, settings: TillSettings): void {
  const { notes, vibration } = settings;
  useEffect(() => {
    if (connection !== 'offline') return;
    const timer = setTimeout(() => {
      if (notes) playMelody('lost');
      if (vibration) vibrate([60, 60, 60]);
    }, LOST_AFTER_MS);
    return () => clearTimeout(timer);
  }, [connection, notes, vibration]);
}

/** One moment in every way that is switched on. */
export function announce(
  settings: TillSettings,
  moment: 'paid' | 'rejected',
  pattern: number | readonly number[],
  words: string,
  language: string,
): void {
  if (settings.notes) playMelody(moment);
  if (settings.vibration) vibrate(pattern);
  // After the notes, so that they do not drown each other.
  if (settings.voice) setTimeout(() => say(words, language), settings.notes ? 420 : 0);
}
