'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useActionState } from 'react';
import { Dialog, DialogBody, DialogFooter } from '@/app/_ui/dialog';
import { MoneyField } from '@/app/_ui/money-field';
import { Note } from '@/app/_ui/note';
import { SelectField } from '@/app/_ui/select-field';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextField } from '@/app/_ui/text-field';
import { type AcceptedCatalogItem, MOST_CATALOG_ITEMS } from '@/lib/domain/catalog-item';
import { taxRates } from '@/lib/domain/included-tax';
import { unitMeasures } from '@/lib/domain/order';
import type { CurrencyId } from '@/lib/domain/sites';
import { parseTypedMoney } from '@/lib/i18n/format-money';
import { type ItemState, removeItem, saveItem } from './actions';

type ItemFormProps = {
  /** Null for a new one. */
  item: (AcceptedCatalogItem & { readonly id: string }) | null;
  currencyId: CurrencyId;
  hasTaxes: boolean;
  categories: readonly string[];
};

const untouched: ItemState = { outcome: 'none', fields: {}, typed: null };

/** One item of the catalogue. */
export function ItemForm({ item, currencyId, hasTaxes, categories }: ItemFormProps) {
  const t = useTranslations('catalog.form');
  const field = useTranslations('errors.field');
  const [state, action] = useActionState(saveItem.bind(null, item?.id ?? null), untouched);
  const typed = (name: string, kept: string) => state.typed?.[name] ?? kept;
  const isOn = (name: string, kept: boolean) => (state.typed ? name in state.typed : kept);
  const error = (name: string) => (state.fields[name] ? field(state.fields[name]) : undefined);
  const price = state.typed ? parseTypedMoney(state.typed.unitPriceMinor ?? '', currencyId) : item?.unitPriceMinor;
  return (
    <form
      // Drawn anew with what was typed or saved: React empties a form once its action is over.
      key={JSON.stringify([state.typed, item])}
      action={action}
      className="grid max-w-160 gap-5"
    >
      <TextField
        id="title"
        name="title"
        label={t('name')}
        hint={t('nameHint')}
        error={error('title')}
        defaultValue={typed('title', item?.title ?? '')}
        maxLength={150}
        autoComplete="off"
        required
      />
      <div className="grid gap-5 tablet:grid-cols-2">
        <MoneyField
          name="unitPriceMinor"
          label={t('price')}
          hint={t('priceHint')}
          error={error('unitPriceMinor')}
          currencyId={currencyId}
          defaultMinor={price ?? undefined}
        />
        {hasTaxes ? (
          <SelectField
            id="taxRate"
            name="taxRate"
            label={t('tax')}
            error={error('taxRate')}
            defaultValue={typed('taxRate', String(item?.taxRate ?? 0))}
          >
            {taxRates.map((rate) => (
              <option key={rate} value={rate}>
                {rate} %
              </option>
            ))}
          </SelectField>
        ) : null}
        <TextField
          id="category"
          name="category"
          label={t('category')}
          hint={t('categoryHint')}
          error={error('category')}
          defaultValue={typed('category', item?.category ?? '')}
          maxLength={60}
          autoComplete="off"
          list="categories"
        />
        <TextField
          id="skuNumber"
          name="skuNumber"
          label={t('sku')}
          error={error('skuNumber')}
          defaultValue={typed('skuNumber', item?.skuNumber ?? '')}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
        />
        <SelectField
          id="unitMeasure"
          name="unitMeasure"
          label={t('unit')}
          defaultValue={typed('unitMeasure', item?.unitMeasure ?? 'unit')}
        >
          {unitMeasures.map((unit) => (
            <option key={unit} value={unit}>
              {t(`units.${unit}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          id="pictureUrl"
          name="pictureUrl"
          type="url"
          label={t('picture')}
          hint={t('pictureHint')}
          error={error('pictureUrl')}
          defaultValue={typed('pictureUrl', item?.pictureUrl ?? '')}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <datalist id="categories">
        {categories.map((category) => (
          <option key={category} value={category} />
        ))}
      </datalist>
      <div className="grid gap-1">
        <Check name="isFavorite" isOn={isOn('isFavorite', item?.isFavorite ?? false)}>
          {t('isFavorite')}
        </Check>
        <Check name="isActive" isOn={isOn('isActive', item?.isActive ?? true)}>
          {t('isActive')}
        </Check>
      </div>
      {state.outcome === 'saved' ? <Note role="status" title={t('saved')} /> : null}
      {state.outcome === 'wrong' ? <Note tone="stop" role="alert" title={t('problem')} /> : null}
      {state.outcome === 'full' ? (
        <Note tone="stop" role="alert" title={t('full', { most: String(MOST_CATALOG_ITEMS) })} />
      ) : null}
      {state.outcome === 'gone' ? <Note tone="stop" role="alert" title={t('gone')} /> : null}
      <div>
        <SubmitButton tone="primary" busyLabel={t('saving')}>
          {t('save')}
        </SubmitButton>
      </div>
    </form>
  );
}

/** Takes the item away, after a second press. */
export function RemoveItem({ itemId, title }: { itemId: string; title: string }) {
  const t = useTranslations('catalog.form');
  return (
    <Dialog trigger={{ label: t('remove'), tone: 'stop' }} title={t('removeTitle', { title })} closeLabel={t('close')}>
      <form action={removeItem.bind(null, itemId)}>
        <DialogBody>
          <p className="text-ink-2">{t('removeDetail')}</p>
        </DialogBody>
        <DialogFooter>
          <SubmitButton tone="danger" busyLabel={t('removing')}>
            {t('remove')}
          </SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function Check({ name, isOn, children }: { name: string; isOn: boolean; children: ReactNode }) {
  return (
    <label className="flex min-h-9 items-center gap-2.5 text-sm max-tablet:min-h-11 pointer-coarse:min-h-11">
      <input type="checkbox" name={name} defaultChecked={isOn} className="size-4 accent-accent" />
      {children}
    </label>
  );
}
