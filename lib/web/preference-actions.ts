'use server';

import { isLocale } from '@/lib/i18n/locales';
import { keepLocale, keepTheme } from './preferences';
import { isTheme } from './theme';

/** Form action: keeps the language that the pressed button names; anything else changes nothing. */
export async function chooseLocale(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (isLocale(locale)) await keepLocale(locale);
}

/** Form action: keeps the theme that the pressed button names; `system` forgets the choice. */
export async function chooseTheme(form: FormData): Promise<void> {
  const theme = form.get('theme');
  if (theme === 'system') await keepTheme(null);
  if (isTheme(theme)) await keepTheme(theme);
}
