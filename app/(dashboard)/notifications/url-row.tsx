import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { linkIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import type { NotificationHealth } from './read-notifications';
import { SelfTestForm } from './self-test-form';

/** The address that Mercado Pago writes to, without its secret, and a test of it. */
export function UrlRow({ health: { url, isPublic }, mayTest }: { health: NotificationHealth; mayTest: boolean }) {
  const t = useTranslations('notifications.url');
  return (
    <div className="grid grid-cols-1 gap-2">
      {isPublic ? null : <Note tone="warn" title={t('notPublic')} />}
      <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line px-4 py-2.5">
        <Icon shape={linkIcon} className="text-ink-3" />
        <span className="code min-w-0 flex-1 wrap-anywhere whitespace-normal max-tablet:basis-3/4" title={t('label')}>
          {url}
        </span>
        {mayTest ? <SelfTestForm words={{ submit: t('test'), submitting: t('testing') }} /> : null}
      </div>
    </div>
  );
}
