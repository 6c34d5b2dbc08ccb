import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectField } from '@/app/_ui/select-field';
import { categories, categoryKinds } from '@/lib/domain/categories';
import type { SiteId } from '@/lib/domain/sites';

type CategoryFieldProps = { siteId: SiteId; defaultValue: string; current?: string; error?: ReactNode };

/** What a till sells, as far as Mercado Pago tells it apart in a country; sends the code, or nothing for generic. One that has another code keeps it. */
export function CategoryField({ siteId, defaultValue, current = '', error }: CategoryFieldProps) {
  const t = useTranslations('places.till');
  const isOffered = current === '' || categoryKinds.some((kind) => String(categories[siteId][kind]) === current);
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
      {isOffered ? null : <option value={current}>{current}</option>}
    </SelectField>
  );
}
