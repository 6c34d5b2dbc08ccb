'use client';

import { Icon } from '@/app/_ui/icon';
import { NavLink } from './nav-link';
import { type SectionName, sections } from './sections';

/** Links of the sidebar, drawn in either place from their names alone: they are on every page. */
export function SectionLinks({ links }: { links: readonly { name: SectionName; label: string }[] }) {
  return links.map(({ name, label }) => (
    <NavLink
      key={name}
      href={sections[name].href}
      className="group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-ink-2 hover:bg-ink/5 hover:text-ink aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-[0_0_0_1px_var(--line),var(--elev-1)] max-desktop:h-10 max-desktop:justify-center max-desktop:px-0 pointer-coarse:h-11"
    >
      <Icon shape={sections[name].icon} className="text-ink-3 group-aria-[current]:text-accent-mark" />
      <span className={railTip}>{label}</span>
    </NavLink>
  ));
}

/** On the rail a word stays for readers, and shows itself beside the icon under the pointer or the focus. */
const railTip =
  'max-desktop:pointer-events-none max-desktop:absolute max-desktop:left-full max-desktop:ml-2 max-desktop:rounded-sm max-desktop:bg-ink max-desktop:px-2 max-desktop:py-1 max-desktop:text-xs max-desktop:whitespace-nowrap max-desktop:text-surface max-desktop:opacity-0 max-desktop:transition-opacity max-desktop:duration-fade max-desktop:group-hover:opacity-100 max-desktop:group-focus-visible:opacity-100';
