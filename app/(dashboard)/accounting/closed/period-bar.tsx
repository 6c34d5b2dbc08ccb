import { useTranslations } from 'next-intl';
import { Button } from '@/app/_ui/button';
import { SelectField } from '@/app/_ui/select-field';
import { TextField } from '@/app/_ui/text-field';
import { ViewTab, ViewTabs } from '@/app/_ui/view-tabs';
import { closedHref, periodChoices } from './closed-query';
import type { ClosedOrdersPage } from './read-closed';

/** Periods with a name as links, and a form for any other, a store or a till. It works without script. */
export function PeriodBar({ page: { query, days, stores, tills } }: { page: ClosedOrdersPage }) {
  const t = useTranslations('accounting');
  const place = { store: query.store, till: query.till };
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="-mx-4 -mt-3 tablet:-mx-6">
        <ViewTabs label={t('period.label')}>
          {periodChoices.map((period) =>
            period === 'days' && query.period !== 'days' ? null : (
              <ViewTab
                key={period}
                href={closedHref(
                  period === 'days' ? { ...place, period, from: query.from, to: query.to } : { ...place, period },
                )}
                isCurrent={query.period === period}
              >
                {t(`period.${period}`)}
              </ViewTab>
            ),
          )}
        </ViewTabs>
      </div>
      <form action="/accounting/closed" className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="period" value="days" />
        <div className="w-36 max-tablet:w-[calc(50%-6px)]">
          <TextField
            id="closed-from"
            type="date"
            name="from"
            label={t('filter.from')}
            defaultValue={days.first}
            key={days.first}
            required
          />
        </div>
        <div className="w-36 max-tablet:w-[calc(50%-6px)]">
          <TextField
            id="closed-to"
            type="date"
            name="to"
            label={t('filter.to')}
            defaultValue={days.last}
            key={days.last}
            required
          />
        </div>
        <div className="w-48 max-tablet:w-[calc(50%-6px)]">
          <SelectField id="closed-store" name="store" label={t('filter.store')} defaultValue={query.store ?? ''}>
            <option value="">{t('filter.anyStore')}</option>
            {stores.map((store) => (
              <option key={store.id} value={store.externalStoreId ?? store.id}>
                {store.name}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="w-48 max-tablet:w-[calc(50%-6px)]">
          <SelectField id="closed-till" name="till" label={t('filter.till')} defaultValue={query.till ?? ''}>
            <option value="">{t('filter.anyTill')}</option>
            {stores.map((store) => (
              <optgroup key={store.id} label={store.name}>
                {tills
                  .filter((till) => till.storeId === store.id)
                  .map((till) => (
                    <option key={till.id} value={till.externalPosId ?? till.id}>
                      {till.name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </SelectField>
        </div>
        <Button>{t('filter.apply')}</Button>
      </form>
    </div>
  );
}
