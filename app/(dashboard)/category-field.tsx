import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectField } from '@/app/_ui/select-field';
import { categories, categoryKinds } from '@/lib/domain/categories';
import type { SiteId } from '@/lib/domain/sites';

type CategoryFieldProps = { siteId: SiteId; defaultValue: string; error?: ReactNode };

/** What a till sells, as far as Mercado Pago tells it apart in a country; sends the code, or nothing for generic. */
export function CategoryField({ siteId, defaultValue, error }: CategoryFieldProps) {
  const t = useTranslations('places.till');
  return (
    <SelectField
      id="category"
      name="category"
      label={t('category')}
      hint={t('categoryHint')}
      error={error}
      defaultValue={defaultValue}
    >
      <option value="">{t('categories.generic')}</option>
      {categoryKinds.map((kind) => (
        <option key={kind} value={categories[siteId][kind]}>
          {t(`categories.${kind}`)}
        </option>
      ))}
    </SelectField>
  );
}
