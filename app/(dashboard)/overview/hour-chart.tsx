import { useLocale, useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import { type CurrencyId, decimalsByCurrency } from '@/lib/domain/sites';
import { formatMoney } from '@/lib/i18n/format-money';
import { languageTags } from '@/lib/i18n/locales';
import { axisMarks, hoursToShow } from './hour-scale';

type HourChartProps = {
  today: ReadonlyMap<number, number>;
  before: ReadonlyMap<number, number>;
  hourNow: number;
  /** "el viernes pasado" */
  lastDay: string;
  currencyId: CurrencyId;
};

type Hour = { readonly hour: number; readonly today: number; readonly before: number };

/** What was sold hour by hour, beside the same day of last week. Drawn here: no script, and its text never scales. */
export function HourChart({ today, before, hourNow, lastDay, currencyId }: HourChartProps) {
  const t = useTranslations('overview.chart');
  const hours = hoursToShow([...today.keys(), ...before.keys()], hourNow).map((hour) => ({
    hour,
    today: today.get(hour) ?? 0,
    before: before.get(hour) ?? 0,
  }));
  const sumOf = (figures: ReadonlyMap<number, number>) => [...figures.values()].reduce((sum, sold) => sum + sold, 0);
  const label = t('label', {
    today: formatMoney(sumOf(today), currencyId),
    day: lastDay,
    before: formatMoney(sumOf(before), currencyId),
  });
  return (
    <Section title={t('title')} actions={<Legend lastDay={lastDay} />}>
      {today.size === 0 && before.size === 0 ? (
        <p className="border-y border-line py-10 text-center text-sm text-ink-3">{t('empty', { day: lastDay })}</p>
      ) : (
        <>
          <Bars hours={hours} hourNow={hourNow} currencyId={currencyId} label={label} />
          <HourTable hours={hours} lastDay={lastDay} currencyId={currencyId} />
        </>
      )}
    </Section>
  );
}

function Legend({ lastDay }: { lastDay: string }) {
  const t = useTranslations('overview.chart');
  return (
    <p className="flex flex-wrap justify-end gap-x-4 text-xs text-ink-3">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[3px] bg-accent-mark" />
        {t('today')}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className="size-2.5 rounded-[3px] border-t-2 border-idle-mark bg-idle-tint" />
        <span className="inline-block first-letter:uppercase">{lastDay}</span>
      </span>
    </p>
  );
}

const PLOT = { top: 14, bottom: 164, height: 196 };

function Bars({
  hours,
  hourNow,
  currencyId,
  label,
}: {
  hours: readonly Hour[];
  hourNow: number;
  currencyId: CurrencyId;
  label: string;
}) {
  const decimals = decimalsByCurrency[currencyId];
  const short = new Intl.NumberFormat(languageTags[useLocale()], { notation: 'compact', maximumFractionDigits: 1 });
  const marks = axisMarks(Math.max(...hours.map(({ today, before }) => Math.max(today, before))), decimals);
  const top = marks.at(-1) ?? 1;
  const yOf = (minor: number) => PLOT.bottom - (minor / top) * (PLOT.bottom - PLOT.top);
  const slot = 100 / hours.length;
  return (
    <div role="img" aria-label={label} className="num flex gap-2 text-2xs">
      <svg width="100%" height={PLOT.height} aria-hidden="true" className="min-w-0 flex-1">
        <defs>
          <pattern id="running-hour" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="6" height="6" className="fill-accent-tint" />
            <rect width="3" height="6" className="fill-accent-mark" />
          </pattern>
        </defs>
        {marks.map((mark) => (
          <rect key={mark} y={yOf(mark) - 0.5} width="100%" height="1" className="fill-line" />
        ))}
        {hours.map((figures, index) => (
          <svg
            aria-hidden="true"
            key={figures.hour}
            x={`${index * slot}%`}
            width={`${slot}%`}
            height={PLOT.height}
            overflow="visible"
          >
            <Bar {...figures} yOf={yOf} isNow={figures.hour === hourNow} isDense={hours.length > 14} />
          </svg>
        ))}
      </svg>
      <svg width="40" height={PLOT.height} aria-hidden="true">
        {marks.map((mark) => (
          <text key={mark} x="40" y={yOf(mark) + 4} textAnchor="end" className="fill-ink-3">
            {short.format(mark / 10 ** decimals)}
          </text>
        ))}
      </svg>
    </div>
  );
}

function Bar({
  hour,
  today,
  before,
  yOf,
  isNow,
  isDense,
}: Hour & { yOf: (minor: number) => number; isNow: boolean; isDense: boolean }) {
  const heightOf = (minor: number) => PLOT.bottom - yOf(minor);
  return (
    <>
      {before > 0 ? (
        <>
          <rect x="21%" width="58%" y={yOf(before)} height={heightOf(before)} rx="3" className="fill-idle-tint" />
          <rect x="21%" width="58%" y={yOf(before) - 1} height="2" rx="1" className="fill-idle-mark" />
        </>
      ) : null}
      {today > 0 ? (
        <rect
          x="28%"
          width="44%"
          y={yOf(today)}
          height={Math.max(heightOf(today), 2)}
          rx="3"
          fill={isNow ? 'url(#running-hour)' : undefined}
          className={isNow ? undefined : 'fill-accent-mark'}
        />
      ) : null}
      <text
        x="50%"
        y="184"
        textAnchor="middle"
        className={`${isNow ? 'fill-ink font-semibold' : 'fill-ink-3'} ${isDense && hour % 3 !== 0 ? 'max-tablet:hidden' : ''}`}
      >
        {hour}
      </text>
    </>
  );
}

function HourTable({
  hours,
  lastDay,
  currencyId,
}: {
  hours: readonly Hour[];
  lastDay: string;
  currencyId: CurrencyId;
}) {
  const t = useTranslations('overview.chart');
  return (
    <details className="mt-1 text-sm">
      <summary className="inline-block rounded-sm py-1 text-xs font-medium text-ink-2 hover:text-ink">
        {t('table')}
      </summary>
      <table className="mt-2 w-full max-w-120 border-collapse">
        <thead className="text-xs text-ink-3">
          <tr className="[&>th]:border-b [&>th]:border-line [&>th]:py-2 [&>th+th]:text-right">
            <th scope="col">{t('hour')}</th>
            <th scope="col">{t('today')}</th>
            <th scope="col">
              <span className="inline-block first-letter:uppercase">{lastDay}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {hours.map(({ hour, today, before }) => (
            <tr key={hour} className="[&>*]:border-b [&>*]:border-line [&>*]:py-1.5">
              <th scope="row" className="num font-normal text-ink-2">
                {String(hour).padStart(2, '0')}:00
              </th>
              <td className="num text-right font-medium">{formatMoney(today, currencyId)}</td>
              <td className="num text-right text-ink-2">{formatMoney(before, currencyId)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
