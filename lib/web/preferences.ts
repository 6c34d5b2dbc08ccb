import 'server-only';
import { cookies } from 'next/headers';
import type { Locale } from '@/lib/i18n/locales';
import { isTheme, type Theme } from './theme';

/** The theme somebody chose in this browser, or null when the system decides. */
export async function chosenTheme(): Promise<Theme | null> {
  const value = (await cookies()).get('theme')?.value;
  return isTheme(value) ? value : null;
}

/** Keeps a theme in this browser for a year; null gives the decision back to the system. */
export async function keepTheme(theme: Theme | null): Promise<void> {
  const jar = await cookies();
  if (theme === null) jar.delete('theme');
  else jar.set('theme', theme, lasting);
}

/** Keeps the language of the interface in this browser for a year. */
export async function keepLocale(locale: Locale): Promise<void> {
  (await cookies()).set('locale', locale, lasting);
}

const lasting = { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 365 * 86_400 } as const;
