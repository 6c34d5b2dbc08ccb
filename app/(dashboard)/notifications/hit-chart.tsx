import { useTranslations } from 'next-intl';
import { hourAt } from '@/lib/domain/calendar';
import type { HoursOfDeliveries } from './read-notifications';

type HitChartProps = HoursOfDeliveries & { timeZone: string };

const PLOT = { top: 4, bottom: 60, height: 78 };

/** How much arrived hour by hour, and how much of it changed an order. Drawn here: no script, and its text never scales. */
export function HitChart({ hours, hits, isCapped, timeZone }: HitChartProps) {
  const t = useTranslations('notifications.hours');
  const top = Math.max(1, ...hours.map((hour) => hour.hits));
  const changed = hours.reduce((sum, hour) => sum + hour.changed, 0);
  const slot = 100 / hours.length;
  return (
    <section aria-label={t('title')} className="rounded-lg border border-line px-4 pt-3 pb-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-sm font-medium">{t('title')}</h2>
        <Legend />
      </div>
      {hits === 0 ? (
        <p className="py-4 text-sm text-ink-3">{t('none')}</p>
      ) : (
        <>
          <svg
            role="img"
            aria-label={t('label', { hits, changed, most: top })}
            width="100%"
            height={PLOT.height}
            className="num mt-2 text-2xs"
          >
            <rect y={PLOT.bottom} width="100%" height="1" className="fill-line" />
            {hours.map((hour, place) => (
              <svg
                aria-hidden="true"
                key={hour.startsAt.toISOString()}
                x={`${place * slot}%`}
                width={`${slot}%`}
                height={PLOT.height}
                overflow="visible"
              >
                <Bar top={top} hits={hour.hits} changed={hour.changed} />
                {place % 3 === 2 ? (
                  <text x="50%" y="75" textAnchor="middle" className="fill-ink-3">
                    {hourAt(hour.startsAt, timeZone)}
                  </text>
                ) : null}
              </svg>
            ))}
          </svg>
          {isCapped ? <p className="text-xs text-ink-3">{t('capped', { hits })}</p> : null}
          <HourTable hours={hours} timeZone={timeZone} />
        </>
      )}
    </section>
  );
}

function Legend() {
  const t = useTranslations('notifications.hours');
  return (
    <p className="flex flex-wrap gap-x-4 text-xs text-ink-3">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[3px] bg-accent-mark" />
        {t('changed')}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[3px] border-t-2 border-idle-mark bg-idle-tint" />
        {t('hits')}
      </span>
    </p>
  );
}

function Bar({ top, hits, changed }: { top: number; hits: number; changed: number }) {
  if (hits === 0) return null;
  const heightOf = (count: number) => Math.max(2, (count / top) * (PLOT.bottom - PLOT.top));
  return (
    <>
      <rect
        x="14%"
        width="72%"
        y={PLOT.bottom - heightOf(hits)}
        height={heightOf(hits)}
        rx="2"
        className="fill-idle-tint"
      />
      <rect x="14%" width="72%" y={PLOT.bottom - heightOf(hits)} height="2" rx="1" className="fill-idle-mark" />
      {changed > 0 ? (
        <rect
          x="28%"
          width="44%"
          y={PLOT.bottom - heightOf(changed)}
          height={heightOf(changed)}
          rx="2"
          className="fill-accent-mark"
        />
      ) : null}
    </>
  );
}

/** The same for those who do not see it; hours in which nothing arrived are left out. */
function HourTable({ hours, timeZone }: Pick<HitChartProps, 'hours' | 'timeZone'>) {
  const t = useTranslations('notifications.hours');
  return (
    <details className="text-sm">
      <summary className="inline-block rounded-sm py-1 text-xs font-medium text-ink-2 hover:text-ink">
        {t('table')}
      </summary>
      <table className="mt-2 mb-2 w-full max-w-120 border-collapse">
        <thead className="text-xs text-ink-3">
          <tr className="[&>th]:border-b [&>th]:border-line [&>th]:py-2 [&>th+th]:text-right">
            <th scope="col">{t('hour')}</th>
            <th scope="col">{t('hits')}</th>
            <th scope="col">{t('changed')}</th>
          </tr>
        </thead>
        <tbody>
          {hours
            .filter(({ hits }) => hits > 0)
            .map(({ startsAt, hits, changed }) => (
              <tr key={startsAt.toISOString()} className="[&>*]:border-b [&>*]:border-line [&>*]:py-1.5">
                <th scope="row" className="num font-normal text-ink-2">
                  {String(hourAt(startsAt, timeZone)).padStart(2, '0')}:00
                </th>
                <td className="num text-right font-medium">{hits}</td>
                <td className="num text-right text-ink-2">{changed}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
