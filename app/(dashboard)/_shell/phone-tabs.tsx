import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { menuIcon } from '@/app/_ui/icons';
import { may, type Role } from '@/lib/domain/permissions';
import { NavLink } from './nav-link';
import { type SectionName, sections } from './sections';

const left = ['overview', 'orders'] as const satisfies readonly SectionName[];
const more = ['stores', 'mercadoPago'] as const satisfies readonly SectionName[];

const tabClass =
  'grid flex-1 content-center justify-items-center gap-0.5 text-2xs font-medium text-ink-3 -outline-offset-2 aria-[current]:text-accent-ink';

/** Five tabs at the thumb, charging in the middle; a role without a section has one tab less. */
export function PhoneTabs({ role }: { role: Role }) {
  const t = useTranslations('shell.nav');
  const allows = (name: SectionName) => may(role, sections[name].permission);
  const tab = (name: SectionName) =>
    allows(name) ? (
      <NavLink key={name} href={sections[name].href} className={tabClass}>
        <Icon shape={sections[name].icon} size={20} />
        {t(name)}
      </NavLink>
    ) : null;
  return (
    <nav
      aria-label={t('label')}
      className="fixed inset-x-0 bottom-0 z-20 flex h-[calc(60px+env(safe-area-inset-bottom))] border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden print:hidden"
    >
      {left.map(tab)}
      {allows('charge') ? (
        <NavLink href={sections.charge.href} label={t('charge')} className={tabClass}>
          <span className="grid size-11 place-items-center rounded-lg bg-accent text-on-accent">
            <Icon shape={sections.charge.icon} size={22} />
          </span>
        </NavLink>
      ) : null}
      {tab('pos')}
      <button type="button" popoverTarget="more-sections" className={tabClass}>
        <Icon shape={menuIcon} size={20} />
        {t('more')}
      </button>
      <div
        id="more-sections"
        popover="auto"
        className="fixed top-auto right-2 bottom-[calc(68px+env(safe-area-inset-bottom))] left-auto m-0 w-60 rounded-lg bg-raised p-1.5 shadow-2"
      >
        {more.filter(allows).map((name) => (
          <NavLink
            key={name}
            href={sections[name].href}
            className="flex h-11 items-center gap-3 rounded-md px-3 font-medium text-ink-2 aria-[current]:bg-selected aria-[current]:text-ink"
          >
            <Icon shape={sections[name].icon} size={18} className="text-ink-3" />
            {t(name)}
          </NavLink>
        ))}
      </div>
    </nav>
  );
}
