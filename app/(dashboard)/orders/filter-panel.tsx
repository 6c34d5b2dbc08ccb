import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { filterIcon } from '@/app/_ui/icons';
import { SelectField } from '@/app/_ui/select-field';
import { TextField } from '@/app/_ui/text-field';
import { lookSources, orderStatuses } from '@/lib/domain/order';
import { createdChoices, type OrderQuery, ordersHref, paidChoices, toldExceptions } from './order-query';
import type { OrdersPage } from './read-orders';
import { QueryFields } from './search-form';

const PANEL_ID = 'order-filters';

type FilterPanelProps = { page: OrdersPage; zone: string };

/** All filters in one form. A native popover, on phones a sheet from below: it opens and sends without script. */
export function FilterPanel({ page, zone }: FilterPanelProps) {
  const t = useTranslations('orders.filter');
  const { query } = page;
  return (
    <>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        className={`${buttonClass({ size: 'small' })} border-dashed [anchor-name:--order-filters]`}
      >
        <Icon shape={filterIcon} size={14} />
        {t('open')}
      </button>
      <form
        id={PANEL_ID}
        popover="auto"
        action="/orders"
        aria-label={t('title')}
        className="fixed m-auto w-160 max-w-[calc(100vw-16px)] overflow-auto rounded-xl bg-raised text-sm shadow-3 max-tablet:inset-x-0 max-tablet:top-auto max-tablet:bottom-0 max-tablet:mx-0 max-tablet:mb-0 max-tablet:max-h-[85dvh] max-tablet:w-full max-tablet:max-w-none max-tablet:rounded-b-none tablet:supports-[position-area:bottom]:m-0 tablet:supports-[position-area:bottom]:mt-1 tablet:supports-[position-area:bottom]:max-h-[70dvh] tablet:supports-[position-area:bottom]:[position-anchor:--order-filters] tablet:supports-[position-area:bottom]:[position-area:bottom_span-right] tablet:supports-[position-area:bottom]:[position-try-fallbacks:flip-inline]"
      >
        <QueryFields query={{ q: query.q }} />
        <div className="grid gap-5 p-5 tablet:grid-cols-2">
          <StatusChoices query={query} />
          <ExceptionChoices query={query} />
          <PlaceChoices page={page} />
          <TimeChoices query={query} />
          <p className="text-xs text-ink-3 tablet:col-span-2">{t('zone', { zone })}</p>
        </div>
        <div className="sticky bottom-0 flex justify-end gap-2 border-t border-line bg-raised px-5 py-3.5">
          <ButtonLink href={ordersHref({ q: query.q })} tone="quiet">
            {t('clear')}
          </ButtonLink>
          <Button tone="primary">{t('apply')}</Button>
        </div>
      </form>
    </>
  );
}

function StatusChoices({ query }: { query: OrderQuery }) {
  const t = useTranslations('orders.filter');
  const words = useTranslations('status.order');
  return (
    <Choices legend={t('status')}>
      {orderStatuses.map((status) => (
        <Choice
          key={status}
          name="status"
          value={status}
          isChosen={query.status.includes(status)}
          word={words(status)}
        />
      ))}
    </Choices>
  );
}

function ExceptionChoices({ query }: { query: OrderQuery }) {
  const t = useTranslations('orders.filter');
  const words = useTranslations('status.exception');
  return (
    <Choices legend={t('exception')}>
      {toldExceptions.map((exception) => (
        <Choice
          key={exception}
          name="exception"
          value={exception}
          isChosen={query.exception.includes(exception)}
          word={words(exception)}
        />
      ))}
    </Choices>
  );
}

function Choices({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{legend}</legend>
      <div className="grid">{children}</div>
    </fieldset>
  );
}

function Choice({ name, value, isChosen, word }: { name: string; value: string; isChosen: boolean; word: string }) {
  return (
    <label className="-mx-1.5 flex min-h-8 items-center gap-2.5 rounded-sm px-1.5 hover:bg-hover max-tablet:min-h-11 pointer-coarse:min-h-11">
      <input type="checkbox" name={name} value={value} defaultChecked={isChosen} className="size-4 accent-accent" />
      {word}
    </label>
  );
}

function PlaceChoices({ page: { query, tills, stores } }: { page: OrdersPage }) {
  const t = useTranslations('orders.filter');
  return (
    <div className="grid content-start gap-4">
      <SelectField id="filter-till" name="till" label={t('till')} defaultValue={query.till ?? ''}>
        <option value="">{t('anyTill')}</option>
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
      <SelectField id="filter-store" name="store" label={t('store')} defaultValue={query.store ?? ''}>
        <option value="">{t('anyStore')}</option>
        {stores.map((store) => (
          <option key={store.id} value={store.externalStoreId ?? store.id}>
            {store.name}
          </option>
        ))}
      </SelectField>
      <FoundChoice query={query} />
    </div>
  );
}

function FoundChoice({ query }: { query: OrderQuery }) {
  const t = useTranslations('orders.filter');
  const found = useTranslations('orders.found');
  return (
    <SelectField id="filter-found" name="found" label={t('found')} defaultValue={query.found ?? ''}>
      <option value="">{t('any')}</option>
      {lookSources.map((source) => (
        <option key={source} value={source}>
          {found(source)}
        </option>
      ))}
    </SelectField>
  );
}

function TimeChoices({ query }: { query: OrderQuery }) {
  const t = useTranslations('orders.filter');
  const created = useTranslations('orders.created');
  return (
    <div className="grid content-start gap-4">
      <SelectField id="filter-created" name="created" label={t('created')} defaultValue={query.created ?? ''}>
        <option value="">{t('anyTime')}</option>
        {createdChoices.map((choice) => (
          <option key={choice} value={choice}>
            {created(choice)}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-2 gap-3">
        <TextField id="filter-from" type="date" name="from" label={t('from')} defaultValue={query.from ?? ''} />
        <TextField id="filter-to" type="date" name="to" label={t('to')} defaultValue={query.to ?? ''} />
      </div>
      <SelectField id="filter-paid" name="paid" label={t('paid')} defaultValue={query.paid ?? ''}>
        <option value="">{t('anyTime')}</option>
        {paidChoices.map((choice) => (
          <option key={choice} value={choice}>
            {created(choice)}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
