import { useTranslations } from 'next-intl';
import { Pager } from '@/app/_ui/pager';
import type { PlaceFilter, PlacePage } from './place-filter';

type PlacePagerProps = { action: string; filter: PlaceFilter; page: PlacePage<unknown> };

/** Foot of a list of stores or tills that does not fit one page; nothing where it does. */
export function PlacePager({ action, filter, page: { places, page, pages, from, total } }: PlacePagerProps) {
  const t = useTranslations('places.pages');
  if (pages === 1) return null;
  const href = (wanted: number) => {
    if (wanted < 1 || wanted > pages) return null;
    const query = new URLSearchParams({
      ...(filter.q === '' ? {} : { q: filter.q }),
      ...(filter.withRetired ? { retired: '1' } : {}),
      page: String(wanted),
    });
    return `${action}?${query}`;
  };
  return (
    <Pager
      label={t('label')}
      newer={{ href: href(page - 1), label: t('before') }}
      older={{ href: href(page + 1), label: t('after') }}
    >
      {t('shown', { from: String(from), to: String(from + places.length - 1), total: String(total) })}
    </Pager>
  );
}
