import { textIn } from '@/lib/web/form-text';
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
