'use client';

import { Icon } from '@/app/_ui/icon';
import { menuIcon } from '@/app/_ui/icons';
import { NavLink } from './nav-link';
import { type SectionName, sections } from './sections';

const beyondTheTabs = [
  'closed',
  'reconciliation',
  'notifications',
  'stores',
  'catalog',
  'mercadoPago',
] as const satisfies readonly SectionName[];

const tabClass =
  'grid flex-1 content-center justify-items-center gap-0.5 text-2xs font-medium text-ink-3 -outline-offset-2 aria-[current]:text-accent-ink';

type PhoneTabLinksProps = {
  /** The word of each section that may be opened; the others have no tab. */
  words: Partial<Record<SectionName, string>>;
  label: string;
  more: string;
};

/** The tabs themselves, drawn in either place from their words alone: they are on every page. */
export function PhoneTabLinks({ words, label, more }: PhoneTabLinksProps) {
  return (
    <nav
      aria-label={label}
      className="fixed inset-x-0 bottom-0 z-20 flex h-[calc(60px+env(safe-area-inset-bottom))] border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] tablet:hidden print:hidden"
    >
      <Tab name="overview" word={words.overview} />
      <Tab name="orders" word={words.orders} />
      {words.charge ? (
        <NavLink href={sections.charge.href} label={words.charge} className={tabClass}>
          <span className="grid size-11 place-items-center rounded-lg bg-accent text-on-accent">
            <Icon shape={sections.charge.icon} size={22} />
          </span>
        </NavLink>
      ) : null}
      <Tab name="pos" word={words.pos} />
      <button type="button" popoverTarget="more-sections" className={tabClass}>
        <Icon shape={menuIcon} size={20} />
        {more}
      </button>
      <div
        id="more-sections"
        popover="auto"
        className="fixed top-auto right-2 bottom-[calc(68px+env(safe-area-inset-bottom))] left-auto m-0 w-60 rounded-lg bg-raised p-1.5 shadow-2"
      >
        {beyondTheTabs.map((name) =>
          words[name] ? (
            <NavLink
              key={name}
              href={sections[name].href}
              className="flex h-11 items-center gap-3 rounded-md px-3 font-medium text-ink-2 aria-[current]:bg-selected aria-[current]:text-ink"
            >
              <Icon shape={sections[name].icon} size={18} className="text-ink-3" />
              {words[name]}
            </NavLink>
          ) : null,
        )}
      </div>
    </nav>
  );
}

function Tab({ name, word }: { name: SectionName; word: string | undefined }) {
  if (!word) return null;
  return (
    <NavLink href={sections[name].href} className={tabClass}>
      <Icon shape={sections[name].icon} size={20} />
      {word}
    </NavLink>
  );
}
