import { useLocale, useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { ellipsisIcon } from '@/app/_ui/icons';
import { Logo } from '@/app/_ui/logo';
import { may } from '@/lib/domain/permissions';
import { sites } from '@/lib/domain/sites';
import type { Session } from '@/lib/web/session';
import { ConnectionPulse } from './connection-pulse';
import { Avatar, PERSON_MENU_ID } from './person-menu';
import { SectionLinks } from './section-links';
import { sectionGroups, sections } from './sections';

/** The navigation of wide screens: 232 px with words, on tablets a rail of icons whose words appear beside them. */
export function Sidebar({ session }: { session: Session }) {
  const t = useTranslations('shell');
  return (
    <aside
      aria-label={session.merchantName}
      className="sticky top-(--banner) z-20 flex h-[calc(100dvh-var(--banner))] flex-col gap-1 p-3 max-desktop:px-2.5 max-tablet:hidden print:hidden"
    >
      <MerchantName session={session} />
      <nav aria-label={t('nav.label')} className="grid gap-4">
        {sectionGroups.map(({ head, names }) => {
          const links = names
            .filter((name) => may(session.role, sections[name].permission))
            .map((name) => ({ name, label: t(`nav.${name}`) }));
          if (links.length === 0) return null;
          return (
            <div key={head ?? 'selling'} className="grid gap-px">
              {head ? (
                <p className="px-2 pb-1 text-xs font-medium text-ink-3 max-desktop:hidden">{t(`nav.${head}`)}</p>
              ) : null}
              <SectionLinks links={links} />
            </div>
          );
        })}
      </nav>
      <div className="mt-auto grid gap-2">
        <ConnectionPulse session={session} />
        <PersonButton session={session} />
      </div>
    </aside>
  );
}

function MerchantName({ session }: { session: Session }) {
  const country = new Intl.DisplayNames(useLocale(), { type: 'region' }).of(sites[session.siteId].countryCode);
  return (
    <p className="mb-3 flex items-center gap-2.5 px-2 py-1.5 max-desktop:px-1.5">
      <Logo />
      <span className="min-w-0 flex-1 max-desktop:unseen">
        <span className="block truncate text-sm font-semibold">{session.merchantName}</span>
        {session.connected || session.accessProblem ? (
          <span className="block truncate text-xs text-ink-3">
            {country} · {session.currencyId}
          </span>
        ) : null}
      </span>
    </p>
  );
}

function PersonButton({ session }: { session: Session }) {
  const t = useTranslations('shell');
  return (
    <button
      type="button"
      popoverTarget={PERSON_MENU_ID}
      aria-label={t('person.menu', { name: session.person.name })}
      className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-ink/5 max-desktop:justify-center max-desktop:px-0 pointer-coarse:min-h-11"
    >
      <Avatar name={session.person.name} />
      <span className="min-w-0 flex-1 max-desktop:hidden">
        <span className="block truncate text-sm font-medium">{session.person.name}</span>
        <span className="block truncate text-xs text-ink-3">{t(`role.${session.role}`)}</span>
      </span>
      <Icon shape={ellipsisIcon} className="text-ink-3 max-desktop:hidden" />
    </button>
  );
}
