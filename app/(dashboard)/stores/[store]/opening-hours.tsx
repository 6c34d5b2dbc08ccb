import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { Fact, Facts } from '@/app/_ui/facts';
import { weekdays } from '@/lib/domain/calendar';

const interval = z.object({ open: z.string(), close: z.string() });
const week = z.partialRecord(z.enum(weekdays), z.array(interval));

/** When a store is open, Monday first. A day that is left out is closed. */
export async function OpeningHours({ businessHours }: { businessHours: unknown }) {
  const t = await getTranslations('stores');
  const locale = await getLocale();
  const hours = week.safeParse(businessHours).data ?? {};
  if (Object.keys(hours).length === 0) return <p className="text-sm text-ink-3">{t('noHours')}</p>;
  return (
    <Facts>
      {weekdays.map((day, place) => (
        <Fact key={day} label={dayName(place, locale)}>
          <span className="num">
            {(hours[day] ?? []).map(({ open, close }) => `${open} – ${close}`).join(', ') || t('closed')}
          </span>
        </Fact>
      ))}
    </Facts>
  );
}

/** The 1st of January 2024 was a Monday. */
function dayName(place: number, locale: string): string {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const word = name.format(new Date(Date.UTC(2024, 0, 1 + place)));
  return word.charAt(0).toUpperCase() + word.slice(1);
}
