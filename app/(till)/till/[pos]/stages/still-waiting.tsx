'use client';

import { useTranslations } from 'next-intl';
import { CountdownRing } from '@/app/_ui/countdown-ring';
import type { TillOrder } from '../till-order';

/** How long the order can still be paid, in one line with a small ring. */
export function StillWaiting({ order }: { order: TillOrder }) {
  const t = useTranslations('charge');
  return (
    <p className="mt-6 inline-flex items-center gap-2.5 font-medium">
      <CountdownRing {...countdownOf(order)} size={28} strokeWidth={4} spoken={t.raw('left')}>
        {(left) => <span className="num whitespace-normal">{t('rejected.still', { time: left })}</span>}
      </CountdownRing>
    </p>
  );
}

/** What a countdown of an order needs. */
export function countdownOf(order: TillOrder): { expiresAt: string; totalMs: number; serverNow: string } {
  return {
    expiresAt: order.expiresAt,
    totalMs: new Date(order.expiresAt).getTime() - new Date(order.createdAt).getTime(),
    serverNow: order.readAt,
  };
}
