import { useTranslations } from 'next-intl';
import { Icon } from '@/app/_ui/icon';
import { equalIcon } from '@/app/_ui/icons';
import { Money } from '@/app/_ui/money';
import type { RunPageData } from './read-run';

/** The sales of a period that are equal, in one line with their sum. */
export function Fold({ page: { run } }: { page: RunPageData }) {
  const t = useTranslations('reconciliation.run');
  if (run.agreedCount === 0) return null;
  return (
    <p className="mt-3 flex items-center gap-2.5 rounded-md bg-sunken px-4 py-3 text-sm text-ink-2">
      <Icon shape={equalIcon} className="text-ink-3" />
      <span className="min-w-0">{t('fold', { count: run.agreedCount })}</span>
      <span className="ml-auto font-medium text-ink">
        <Money minor={run.agreedMinor} currencyId={run.currencyId} />
      </span>
    </p>
  );
}
