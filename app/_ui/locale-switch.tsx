import { useLocale, useTranslations } from 'next-intl';
import { locales } from '@/lib/i18n/locales';
import { chooseLocale } from '@/lib/web/preference-actions';
import { SegmentForm } from './segment-form';

/** Each language in its own name, which is how its readers find it. */
const names = { es: 'Español', pt: 'Português', en: 'English' } as const;

/** Chooses the language of the interface in this browser. */
export function LocaleSwitch() {
  const t = useTranslations('ui');
  const options = locales.map((locale) => ({ value: locale, text: locale.toUpperCase(), title: names[locale] }));
  return (
    <SegmentForm label={t('language')} name="locale" current={useLocale()} options={options} action={chooseLocale} />
  );
}
