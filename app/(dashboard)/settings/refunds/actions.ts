'use server';

import { revalidatePath } from 'next/cache';
import { type RefundLimit, refundAskers } from '@/lib/domain/refund';
import type { CurrencyId } from '@/lib/domain/sites';
import { parseTypedMoney } from '@/lib/i18n/format-money';
import { setRefundLimits } from '@/lib/services/refund-limits';
import { requirePermission } from '@/lib/web/session';

export type LimitsState = { readonly outcome: 'none' | 'saved' | 'wrong' };

/** Keeps up to how much each role gives back alone. */
export async function saveLimits(_before: LimitsState, form: FormData): Promise<LimitsState> {
  const { merchant, person, currencyId } = await requirePermission('settings:write');
  const limits = refundAskers.map((asker) => {
    const perRefundMinor = readLimit(form.get(`${asker}.perRefund`), currencyId);
    const perDayMinor = readLimit(form.get(`${asker}.perDay`), currencyId);
    return { asker, perRefundMinor, perDayMinor };
  });
  const readable = limits.flatMap(({ asker, perRefundMinor, perDayMinor }) =>
    perRefundMinor === 'wrong' || perDayMinor === 'wrong' ? [] : [{ asker, perRefundMinor, perDayMinor }],
  );
  if (readable.length < limits.length) return { outcome: 'wrong' };
  await setRefundLimits(merchant, readable, { personId: person.id });
  revalidatePath('/settings/refunds');
  return { outcome: 'saved' };
}

function readLimit(text: FormDataEntryValue | null, currencyId: CurrencyId): RefundLimit['perDayMinor'] | 'wrong' {
  if (typeof text !== 'string') return 'wrong';
  if (text.trim() === '') return null;
  const minor = parseTypedMoney(text, currencyId);
  return minor === null || minor < 0 ? 'wrong' : minor;
}
