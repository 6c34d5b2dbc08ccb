/**
 * What is wrong with a text that has to be there, within `max` characters as Mercado Pago counts them, or null. PostgreSQL
 * refuses NUL, JSON columns refuse half characters, nobody means the other control characters, and what turns the direction
 * of writing around would turn what stands beside it too, on a page as on a sticker. A name that nobody sees is none.
 */
export function textProblem(
  value: string,
  max: number,
  /** For texts that programs send, of which some have lines. */
  { mayHaveLines = false } = {},
): 'required' | 'ill_formed_text' | 'too_long' | null {
  const text = value.trim();
  const looked = mayHaveLines ? text.replace(/[\t\n\r]/g, ' ') : text;
  if (!text.isWellFormed() || /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(looked)) return 'ill_formed_text';
  if (isBlank(text)) return 'required';
  return text.length > max ? 'too_long' : null;
}

/** Nothing that anybody sees. */
export function isBlank(text: string): boolean {
  return /^[\p{Default_Ignorable_Code_Point}\p{White_Space}]*$/u.test(text);
}
