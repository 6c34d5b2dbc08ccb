import { getLocale, getTranslations } from 'next-intl/server';
import { testPage } from '@/lib/services/sticker-reading';
import { apiRoute } from '@/lib/web/api';

const sizes = { a4: { width: 210, height: 297 }, letter: { width: 215.9, height: 279.4 } };

/** The page that a printer's scale is measured with. */
export const GET = apiRoute('pos:read', async ({ request }) => {
  const [t, locale] = [await getTranslations('stickers'), await getLocale()];
  const size = new URL(request.url).searchParams.get('paper') === 'letter' ? sizes.letter : sizes.a4;
  const pdf = await testPage(size, { title: t('testPageTitle'), hint: t('testPageHint') }, locale);
  return new Response(Buffer.from(pdf), {
    headers: { 'content-type': 'application/pdf', 'cache-control': 'private, no-store' },
  });
});
