import { getLocale, getTranslations } from 'next-intl/server';
import { Fact, Facts } from '@/app/_ui/facts';
import { readHours } from '@/lib/domain/business-hours';
import { weekdays } from '@/lib/domain/calendar';
import { weekdayName } from '@/lib/i18n/format-time';

/** When a store is open, Monday first. A day that is left out is closed. */
export async function OpeningHours({ businessHours }: { businessHours: unknown }) {
  const t = await getTranslations('stores');
  const locale = await getLocale();
  const hours = readHours(businessHours);
  if (Object.keys(hours).length === 0) return <p className="text-sm text-ink-3">{t('noHours')}</p>;
  return (
    <Facts>
      {weekdays.map((day) => (
        <Fact key={day} label={weekdayName(day, locale)}>
          <span className="num">
            {(hours[day] ?? []).map(({ open, close }) => `${open} – ${close}`).join(', ') || t('closed')}
          </span>
        </Fact>
      ))}
    </Facts>
  );
}
