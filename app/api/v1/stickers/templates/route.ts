import { listStickerTemplates, paperIds, templateIds } from '@/lib/api/stickers';
import { negotiateLocale } from '@/lib/i18n/locales';
import { stickers } from '@/lib/i18n/messages/stickers';
import { paperName } from '@/lib/i18n/paper-name';
import { json } from '@/lib/web/api';
import { operationRoute } from '@/lib/web/operation-route';

export const GET = operationRoute(listStickerTemplates, async ({ request }) => {
  const locale = negotiateLocale(undefined, request.headers.get('accept-language'));
  const words = stickers[locale];
  return json({
    templates: templateIds.map((id) => ({ id, name: words.template[id] })),
    papers: paperIds.map((id) => ({ id, name: paperName(id, words.paper, locale) })),
  });
});
