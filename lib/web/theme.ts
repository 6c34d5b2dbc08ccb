/** Looks that can be chosen; without a choice the system's wish counts. */
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export function isTheme(value: unknown): value is Theme {
  return themes.some((known) => known === value);
}
