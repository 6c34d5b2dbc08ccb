'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { formatMoney } from '@/lib/i18n/format-money';
import { forgetTills } from '@/lib/web/use-forget-tills';
import type { TillOrder } from '../till-order';
import { keepSessionValue, type TillOwner, tillValueName } from './session-value';

/**
 * Keeps in this tab, in words, which order it showed last: the page without a connection says it. What somebody else left
 * in this tab goes, but for attempts to charge, which only they can finish.
 */
export function useRememberSeen(owner: TillOwner, order: TillOrder | null): void {
  const status = useTranslations('status.order');
  const { personId, externalPosId } = owner;
  const text = order
    ? `${order.externalReference} · ${formatMoney(order.totalMinor, order.currencyId)} · ${status(order.status)}`
    : null;
  useEffect(() => {
    forgetTills((name) => !name.includes(` ${personId} `) && !name.endsWith(' attempt'));
  }, [personId]);
  useEffect(() => {
    keepSessionValue(tillValueName({ personId, externalPosId }, 'seen'), text);
  }, [personId, externalPosId, text]);
}
