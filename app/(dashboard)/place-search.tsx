import { useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { Empty } from '@/app/_ui/empty';
import { Icon } from '@/app/_ui/icon';
import { searchIcon } from '@/app/_ui/icons';
import { Input } from '@/app/_ui/input';
import { TextLink } from '@/app/_ui/text-link';
import type { PlaceFilter } from './place-filter';

type PlaceSearchProps = { action: '/stores' | '/pos' | '/till'; filter: PlaceFilter; hasRetired: boolean };

/** Searches stores or tills by name and code. A plain form: Enter sends it. */
export function PlaceSearch({ action, filter, hasRetired }: PlaceSearchProps) {
  const t = useTranslations('places');
  const isNarrowed = filter.q !== '' || filter.withRetired;
  return (
    <form action={action} className="flex flex-wrap items-center gap-x-4 gap-y-2 max-tablet:w-full">
      <div className="w-full tablet:w-66">
        <Input
          type="search"
          name="q"
          defaultValue={filter.q}
          key={filter.q}
          maxLength={100}
          autoComplete="off"
          aria-label={t('search')}
          placeholder={t('search')}
          leading={<Icon shape={searchIcon} size={14} />}
        />
      </div>
      {isNarrowed ? (
        <TextLink href={action}>{t('clear')}</TextLink>
      ) : hasRetired ? (
        <TextLink href={`${action}?retired=1`}>{t('showRetired')}</TextLink>
      ) : null}
    </form>
  );
}

/** Stands where the list would when nothing in it has what is searched. */
export function NoMatch({ href }: { href: string }) {
  const t = useTranslations('places');
  return <Empty kind="no-match" title={t('noMatch')} action={<ButtonLink href={href}>{t('clear')}</ButtonLink>} />;
}
