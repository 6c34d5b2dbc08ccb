import { useTranslations } from 'next-intl';
import { environmentStamps } from '@/lib/domain/environment-stamp';
import { Icon } from './icon';
import { flaskIcon } from './icons';

/** A bar above everything where no money moves; it cannot be dismissed. Nothing on a live account. */
export function TestBanner({ environment }: { environment: 'simulator' | 'test' | 'live' }) {
  const t = useTranslations('shell.banner');
  if (environment === 'live') return null;
  return (
    <aside
      aria-label={environmentStamps[environment]}
      className="sticky top-0 z-20 flex h-8 items-center justify-center gap-2 bg-warn px-4 text-xs text-on-warn print:static"
    >
      <Icon shape={flaskIcon} size={14} />
      <strong className="font-semibold whitespace-nowrap">{environmentStamps[environment]}</strong>
      <span className="truncate">{t(environment)}</span>
    </aside>
  );
}
