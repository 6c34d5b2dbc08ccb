import 'server-only';
import { getTranslations } from 'next-intl/server';
import { TextLink } from '@/app/_ui/text-link';
import { countStoppedEndpoints } from '@/db/webhook-endpoints';
import { may } from '@/lib/domain/permissions';
import type { Session } from '@/lib/web/session';

/** Above every page, for who can mend it, while a system of the merchant's own stopped being told. */
export async function WebhookBanner({ session: { merchant, role } }: { session: Session }) {
  if (!may(role, 'settings:write') || (await countStoppedEndpoints(merchant)) === 0) return null;
  const t = await getTranslations('webhooks.banner');
  return (
    <p role="status" className="border-b border-warn-line bg-warn-tint px-5 py-3 text-sm text-warn-ink print:hidden">
      <strong className="font-semibold">{t('title')}</strong> {t('detail')}{' '}
      <TextLink href="/settings/webhooks">{t('link')}</TextLink>
    </p>
  );
}
