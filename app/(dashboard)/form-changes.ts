import { AppError } from '@/lib/errors';

/** A form as it was shown to somebody, as it would be shown now, and as it came back. */
export type FormSides<Values> = { readonly shown: Values; readonly now: Values; readonly typed: Values };

/**
 * Whether somebody changed a part of a form: told by what they were shown, so that what another person saved meanwhile stays.
 * Throws `conflict` when that was the same part, and another value.
 */
export function isChanged<Values>(
  { shown, now, typed }: FormSides<Values>,
  textOf: (values: Values) => string,
): boolean {
  const [before, current, wanted] = [textOf(shown), textOf(now), textOf(typed)];
  if (wanted === before || wanted === current) return false;
  if (current !== before) throw new AppError('conflict', 'somebody else changed the same since it was shown');
  return true;
}
