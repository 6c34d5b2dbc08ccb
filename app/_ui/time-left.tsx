'use client';

import { formatCountdown } from '@/lib/i18n/format-time';
import { useNow } from './use-now';

type TimeLeftProps = {
  expiresAt: string;
  serverNow: string;
  /** What it says at zero, when only a last look decides. */
  overLabel: string;
};

/** How long an order can still be paid, as `m:ss` that counts down. It decides nothing: at zero it says what is awaited. */
export function TimeLeft({ expiresAt, serverNow, overLabel }: TimeLeftProps) {
  const leftMs = new Date(expiresAt).getTime() - useNow(serverNow).getTime();
  return leftMs <= 0 ? overLabel : <span role="timer">{formatCountdown(leftMs)}</span>;
}
