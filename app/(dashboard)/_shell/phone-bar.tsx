import { useTranslations } from 'next-intl';
import { Logo } from '@/app/_ui/logo';
import type { Session } from '@/lib/web/session';
import { Avatar, PERSON_MENU_ID } from './person-menu';

/** Top of every page on phones: whose desk this is, and who is signed in. */
export function PhoneBar({ session }: { session: Session }) {
  const t = useTranslations('shell');
  return (
    <header className="sticky top-(--banner) z-10 flex h-13 items-center gap-2 border-b border-line bg-surface pr-2 pl-4 tablet:hidden print:hidden">
      <Logo size={24} />
      <p className="min-w-0 flex-1 truncate font-semibold">{session.merchantName}</p>
      <button
        type="button"
        popoverTarget={PERSON_MENU_ID}
        aria-label={t('person.menu', { name: session.person.name })}
        className="grid size-11 place-items-center rounded-md"
      >
        <Avatar name={session.person.name} />
      </button>
    </header>
  );
}
