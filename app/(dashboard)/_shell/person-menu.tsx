import { getTranslations } from 'next-intl/server';
import { Icon } from '@/app/_ui/icon';
import { signOutIcon } from '@/app/_ui/icons';
import { LocaleSwitch } from '@/app/_ui/locale-switch';
import { ThemeSwitch } from '@/app/_ui/theme-switch';
import { chosenTheme } from '@/lib/web/preferences';
import type { Session } from '@/lib/web/session';
import { signOut } from '../actions';

export const PERSON_MENU_ID = 'person-menu';

/**
 * Who is signed in, language, look, and the way out. A native popover: a press elsewhere or Esc closes it. It stands by
 * the button that opens it: at the top on phones, else at the foot of the sidebar.
 */
export async function PersonMenu({ session }: { session: Session }) {
  const [t, theme] = await Promise.all([getTranslations('shell'), chosenTheme()]);
  return (
    <div
      id={PERSON_MENU_ID}
      popover="auto"
      className="fixed top-[calc(var(--banner)+56px)] right-2 bottom-auto left-auto m-0 w-72 rounded-lg bg-raised px-4 pt-4 pb-2 text-sm shadow-2 tablet:top-auto tablet:right-auto tablet:bottom-16 tablet:left-3 print:hidden"
    >
      <p className="truncate font-medium">{session.person.name}</p>
      <p className="truncate text-xs text-ink-3">{session.person.email}</p>
      <div className="mt-4 grid justify-items-start gap-3">
        <LocaleSwitch />
        <ThemeSwitch theme={theme} />
      </div>
      <form action={signOut} className="mt-4 border-t border-line pt-2">
        <button
          type="submit"
          className="-mx-2 flex h-9 w-[calc(100%+16px)] items-center gap-2.5 rounded-md px-2 text-left font-medium text-ink-2 hover:bg-hover hover:text-ink max-tablet:h-11 pointer-coarse:h-11"
        >
          <Icon shape={signOutIcon} className="text-ink-3" />
          {t('person.signOut')}
        </button>
      </form>
    </div>
  );
}

/** The first letters of a name, in a circle. */
export function Avatar({ name }: { name: string }) {
  const letters = name.split(/\s+/).map((word) => word.charAt(0));
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-tint text-2xs font-semibold text-accent-ink inset-ring inset-ring-accent-line"
    >
      {`${letters[0] ?? ''}${letters.length > 1 ? (letters.at(-1) ?? '') : ''}`.toUpperCase()}
    </span>
  );
}
