'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Icon } from '@/app/_ui/icon';
import { crossIcon, plusIcon } from '@/app/_ui/icons';
import { inputBoxClass } from '@/app/_ui/input';
import type { Interval } from '@/lib/domain/business-hours';
import { type Weekday, weekdays } from '@/lib/domain/calendar';
import { weekdayName } from '@/lib/i18n/format-time';

type Week = Readonly<Record<string, readonly Interval[]>>;
type HoursFieldProps = {
  defaultValue: Week;
  /** By day. */
  errors: Readonly<Partial<Record<Weekday, ReactNode>>>;
};

const usual: Interval = { open: '09:00', close: '18:00' };
const secondShift: Interval = { open: '16:00', close: '20:00' };
/** Mercado Pago takes four; two are offered, and more only kept where they are. */
const OFFERED = 2;

/** When a store is open: a line for every day, a second shift where there is one. */
export function HoursField({ defaultValue, errors }: HoursFieldProps) {
  const t = useTranslations('places.store');
  const [week, setWeek] = useState<Week>(defaultValue);
  const change = (day: Weekday, intervals: readonly Interval[]) => setWeek({ ...week, [day]: intervals });
  const first = weekdays.find((day) => (week[day] ?? []).length > 0);

  function copyFirst() {
    const intervals = first ? week[first] : undefined;
    if (!intervals) return;
    setWeek(Object.fromEntries(weekdays.flatMap((day) => ((week[day] ?? []).length > 0 ? [[day, intervals]] : []))));
  }

  return (
    <fieldset className="min-w-0">
      <legend className="contents">
        <span className="sr-only">{t('hours')}</span>
      </legend>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="text-base font-semibold" aria-hidden="true">
          {t('hours')}
        </span>
        <Button type="button" size="small" tone="quiet" onClick={copyFirst}>
          {t('copyHours')}
        </Button>
      </div>
      <p className="text-xs text-ink-3">{t('hoursHint')}</p>
      <div className="mt-2 divide-y divide-line border-y border-line">
        {weekdays.map((day) => (
          <Day
            key={day}
            day={day}
            intervals={week[day] ?? []}
            error={errors[day]}
            onChange={(intervals) => change(day, intervals)}
          />
        ))}
      </div>
    </fieldset>
  );
}

type DayProps = {
  day: Weekday;
  intervals: readonly Interval[];
  error: ReactNode;
  onChange: (intervals: readonly Interval[]) => void;
};

function Day({ day, intervals, error, onChange }: DayProps) {
  const t = useTranslations('places.store');
  const name = weekdayName(day, useLocale());
  const isOpen = intervals.length > 0;
  return (
    <div className="py-1.5 max-tablet:pb-3">
      <div className="flex min-h-9 flex-wrap items-start gap-x-3 gap-y-1.5">
        <label className="flex h-9 w-32 shrink-0 items-center gap-2 text-sm max-tablet:h-11 max-tablet:w-full pointer-coarse:h-11">
          <input
            type="checkbox"
            name={`${day}.isOpen`}
            checked={isOpen}
            onChange={(event) => onChange(event.currentTarget.checked ? [usual] : [])}
            className="size-4 accent-(--accent)"
          />
          {name}
        </label>
        <div className="grid min-w-0 flex-1 gap-1.5 max-tablet:basis-full">
          {intervals.map((interval, place) => (
            // An interval is its place: two of a day may say the same while they are being typed.
            // biome-ignore lint/suspicious/noArrayIndexKey: there is nothing else to know them by
            <div key={place} className="flex items-center gap-1.5">
              <Times
                day={day}
                name={name}
                place={place}
                interval={interval}
                onChange={(changed) => onChange(intervals.map((each, at) => (at === place ? changed : each)))}
              />
              {place > 0 ? (
                <Button
                  type="button"
                  tone="quiet"
                  fit="icon"
                  aria-label={t('noSecondShift', { day: name })}
                  onClick={() => onChange(intervals.filter((_, at) => at !== place))}
                >
                  <Icon shape={crossIcon} />
                </Button>
              ) : intervals.length < OFFERED ? (
                <Button
                  type="button"
                  tone="quiet"
                  fit="icon"
                  aria-label={t('secondShift', { day: name })}
                  onClick={() => onChange([...intervals, secondShift])}
                >
                  <Icon shape={plusIcon} />
                </Button>
              ) : null}
            </div>
          ))}
        </div>
      </div>
      {error ? (
        <p role="alert" className="pb-1 text-xs text-stop-ink">
          {error}
        </p>
      ) : null}
    </div>
  );
}

type TimesProps = {
  day: Weekday;
  name: string;
  place: number;
  interval: Interval;
  onChange: (interval: Interval) => void;
};

function Times({ day, name, place, interval, onChange }: TimesProps) {
  const t = useTranslations('places.store');
  const isFirst = place === 0;
  // On a phone a tap opens its own clock: the mark for it would hide half of the time.
  const box = `${inputBoxClass({})} min-w-0 max-w-32 max-tablet:[&_input::-webkit-calendar-picker-indicator]:hidden`;
  return (
    <>
      <span className={box}>
        <input
          type="time"
          name={`${day}.open`}
          value={interval.open}
          onChange={(event) => onChange({ ...interval, open: event.currentTarget.value })}
          aria-label={isFirst ? t('opens', { day: name }) : t('opensAgain', { day: name })}
          className="w-full min-w-0 bg-transparent outline-none"
        />
      </span>
      <span className="text-ink-3">–</span>
      <span className={box}>
        <input
          type="time"
          name={`${day}.close`}
          value={interval.close}
          onChange={(event) => onChange({ ...interval, close: event.currentTarget.value })}
          aria-label={isFirst ? t('closes', { day: name }) : t('closesAgain', { day: name })}
          className="w-full min-w-0 bg-transparent outline-none"
        />
      </span>
    </>
  );
}
