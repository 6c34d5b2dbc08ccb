import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { negotiateLocale } from './locales';
import { messagesFor } from './messages';

/** next-intl's configuration of one request. Its time zone is only a floor: times are formatted in the merchant's. */
export default getRequestConfig(async () => {
  const locale = negotiateLocale((await cookies()).get('locale')?.value, (await headers()).get('accept-language'));
  return { locale, timeZone: 'UTC', messages: messagesFor(locale) };
});
