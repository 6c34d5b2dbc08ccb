import { useTranslations } from 'next-intl';
import { ButtonLink } from './button';
import { Icon } from './icon';
import { compassIcon } from './icons';

/** Says that an address leads nowhere, and offers the way back. */
export function NothingHere() {
  const t = useTranslations('shell.notFound');
  return (
    <div className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center text-sm text-ink-2">
      <Icon shape={compassIcon} size={28} className="text-ink-3" />
      <h1 className="text-lg font-semibold text-ink">{t('title')}</h1>
      <p>{t('detail')}</p>
      <ButtonLink href="/overview" className="mt-2">
        {t('home')}
      </ButtonLink>
    </div>
  );
}
