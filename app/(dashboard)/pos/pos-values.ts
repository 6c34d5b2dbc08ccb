import type { PosDetail } from '@/db/pos';
import { textIn } from '@/lib/web/form-text';
import { type FormSides, isChanged } from '../form-changes';
/** What somebody typed into the form of a till, as text. */
export type PosValues = {
  readonly name: string;
  readonly code: string;
  /** The store's code, or our id of it. */
  readonly store: string;
  readonly category: string;
  readonly model: string;
  readonly isFixedAmount: boolean;
};

/** The form of a till as it is here. */
export function posValuesOf(pos: PosDetail): PosValues {
  return {
    name: pos.name,
    code: pos.externalPosId ?? pos.id,
    store: pos.externalStoreId ?? pos.storeId,
    category: pos.category === null ? '' : String(pos.category),
    model: '',
    isFixedAmount: pos.isFixedAmount,
  };
}

/** What of a till somebody changed: the rest may be something else by now, here or at Mercado Pago. Throws as `isChanged`. */
export function posChangesOf(form: FormSides<PosValues>) {
  const { name, category, isFixedAmount, store } = form.typed;
  return {
    ...(isChanged(form, (values) => values.name.trim()) ? { name } : {}),
    ...(isChanged(form, (values) => values.category) ? { category: categoryOf(category) } : {}),
    ...(isChanged(form, (values) => String(values.isFixedAmount)) ? { isFixedAmount } : {}),
    ...(isChanged(form, (values) => values.store) ? { storeKey: store } : {}),
  };
}

/** The line of business that a form says; null is generic. */
export function categoryOf(text: string): number | null {
  return text === '' ? null : Number(text);
}

/** What a form holds that was sent. */
export function readPosValues(form: FormData): PosValues {
  const text = (name: string) => textIn(form, name);
  return {
    name: text('name'),
    code: text('code').trim(),
    store: text('store'),
    category: text('category'),
    model: text('model'),
    isFixedAmount: form.get('isFixedAmount') !== null,
  };
}
