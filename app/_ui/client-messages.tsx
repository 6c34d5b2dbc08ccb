import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { namespaces } from '@/lib/i18n/messages';

type ClientMessagesProps = { names: readonly (keyof typeof namespaces)[]; children: ReactNode };

/**
 * Lets `useTranslations` work in the browser for the components inside, with these namespaces and no other. For pages
 * that live mostly in the browser, such as the till; elsewhere pass translated words as props, which costs less.
 */
export async function ClientMessages({ names, children }: ClientMessagesProps) {
  const locale = await getLocale();
  const messages = Object.fromEntries(names.map((name) => [name, namespaces[name][locale]]));
  return (
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={messages}>
      {children}
    </NextIntlClientProvider>
  );
}
