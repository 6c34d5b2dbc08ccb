import { useTranslations } from 'next-intl';
import { Pager } from '@/app/_ui/pager';
import { PAGE_SIZE, type RunPageData, type RunView } from './read-run';

/** The way through a comparison of many sales. */
export function RunPager({ page: { run, counts }, view }: { page: RunPageData; view: RunView }) {
  const t = useTranslations('reconciliation.run');
  const total = counts[view.filter];
  if (total <= PAGE_SIZE) return null;
  const href = (page: number) => `/reconciliation/${run.id}?view=${view.filter}&page=${page}`;
  const first = view.page * PAGE_SIZE;
  return (
    <Pager
      label={t('pages')}
      newer={{ href: view.page > 0 ? href(view.page - 1) : null, label: t('earlier') }}
      older={{ href: first + PAGE_SIZE < total ? href(view.page + 1) : null, label: t('later') }}
    >
      {first + 1}–{Math.min(first + PAGE_SIZE, total)} / {total}
    </Pager>
  );
}
