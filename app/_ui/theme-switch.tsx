import { useTranslations } from 'next-intl';
import { chooseTheme } from '@/lib/web/preference-actions';
import type { Theme } from '@/lib/web/theme';
import { SegmentForm } from './segment-form';

/** Chooses light, dark, or what the system says, in this browser. */
export function ThemeSwitch({ theme }: { theme: Theme | null }) {
  const t = useTranslations('ui.theme');
  const options = (['system', 'light', 'dark'] as const).map((value) => ({ value, text: t(value) }));
  return (
    <SegmentForm label={t('label')} name="theme" current={theme ?? 'system'} options={options} action={chooseTheme} />
  );
}
