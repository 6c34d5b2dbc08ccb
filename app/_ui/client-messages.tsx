import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { Locale } from '@/lib/i18n/locales';
import { namespaces } from '@/lib/i18n/messages';

type ClientMessagesProps = {
  names: readonly (keyof typeof namespaces)[];
  /** Another language than the reader's own. */
  language?: Locale;
  children: ReactNode;
};

/**
 * Lets `useTranslations` work in the browser for the components inside, with these namespaces and no other. For pages
 * that live mostly in the browser, such as the till; elsewhere pass translated words as props, which costs less.
 */
export async function ClientMessages({ names, language, children }: ClientMessagesProps) {
  const locale = language ?? (await getLocale());
  const messages = Object.fromEntries(names.map((name) => [name, namespaces[name][locale]]));
  return (
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
