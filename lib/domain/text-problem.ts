/**
 * What is wrong with a text that has to be there, within `max` characters as Mercado Pago counts them, or null. PostgreSQL
 * refuses NUL, JSON columns refuse half characters, and nobody means the other control characters.
 */
export function textProblem(value: string, max: number): 'required' | 'ill_formed_text' | 'too_long' | null {
  const text = value.trim();
  if (text === '') return 'required';
  if (!text.isWellFormed() || /\p{Cc}/u.test(text)) return 'ill_formed_text';
  return text.length > max ? 'too_long' : null;
}
