import { type Weekday, weekdays } from '../domain/calendar';
import { type Locale, languageTags } from './locales';
import { time } from './messages/time';

/** What a reader needs to be told a moment: their language, and the zone of the store or merchant. */
export type TimeReader = { readonly locale: Locale; readonly timeZone: string };

/** A moment as lists show it, and the exact form with its zone for whoever hovers. */
export type ToldTime = { readonly text: string; readonly exact: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A past moment in as few words as it deserves: `ahora`, `hace 12 s`, `hace 4 min`; later the same day `14:28`; the same
 * year `20 nov, 14:28`; before that `20 nov 2026`. A moment up to five seconds away, in either direction, is now.
 */
export function tellTime(at: Date, now: Date, reader: TimeReader): ToldTime {
  return { text: toldText(at, now, reader), exact: formatExact(at, reader) };
}

/** Hours and minutes on a 24-hour clock in all languages; with seconds where the order of things matters. */
export function formatClock(at: Date, timeZone: string, options: { seconds?: boolean } = {}): string {
  const { hour, minute, second } = fieldsOf(at, timeZone);
  return options.seconds === true ? `${hour}:${minute}:${second}` : `${hour}:${minute}`;
}

/** A day and its hour, for titles on hover: `20 nov 2026, 14:28:07 ART`. */
export function formatExact(at: Date, reader: TimeReader): string {
  const clock = formatClock(at, reader.timeZone, { seconds: true });
  return `${formatDay(at, reader)}, ${clock} ${zoneName(at, reader.timeZone)}`;
}

/** `20 nov 2026` */
export function formatDay(at: Date, reader: TimeReader): string {
  const { year } = fieldsOf(at, reader.timeZone);
  return `${formatShortDay(at, reader)} ${year}`;
}

/** `20 nov` */
export function formatShortDay(at: Date, reader: TimeReader): string {
  const month = formatter('month', languageTags[reader.locale], reader.timeZone).format(at);
  return `${Number(fieldsOf(at, reader.timeZone).day)} ${month.replace('.', '')}`;
}

/** Head of a group of a day's things: `Hoy, viernes 20 de noviembre`, `Ayer, …`, else the day alone. */
export function formatDayHead(at: Date, now: Date, reader: TimeReader): string {
  const day = formatLongDay(at, reader);
  const words = time[reader.locale];
  if (isSameDay(at, now, reader.timeZone)) return words.todayLong.replace('{day}', day);
  if (isSameDay(at, new Date(now.getTime() - 24 * HOUR_MS), reader.timeZone)) {
    return words.yesterdayLong.replace('{day}', day);
  }
  return fieldsOf(at, reader.timeZone).year === fieldsOf(now, reader.timeZone).year
    ? capitalised(day)
    : `${capitalised(day)} ${fieldsOf(at, reader.timeZone).year}`;
}

/** Weekday, day and month in words: `viernes 20 de noviembre`, `sexta-feira, 20 de novembro`, `Friday 20 November`. */
export function formatLongDay(at: Date, reader: TimeReader): string {
  const tag = reader.locale === 'en' ? 'en-GB' : languageTags[reader.locale];
  const text = formatter('longDay', tag, reader.timeZone).format(at);
  return reader.locale === 'es' ? text.replace(', ', ' ') : text;
}

/** What tickets print: `20/11/2026 14:32`. */
export function formatTicketTime(at: Date, timeZone: string): string {
  const { day, month, year } = fieldsOf(at, timeZone);
  return `${day}/${month}/${year} ${formatClock(at, timeZone)}`;
}

/** `9:04` of a span that is left; a span that is over is `0:00`. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Key of a day in a zone, `2026-11-20`: for grouping, and equal for two moments of the same day. */
export function dayKey(at: Date, timeZone: string): string {
  const { year, month, day } = fieldsOf(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** Short name of a zone at a moment, as people there say it: `ART`, `BRT`, `CLST`; otherwise `GMT-6`. */
export function zoneName(at: Date, timeZone: string): string {
  const parts = formatter('zone', zoneLanguages[timeZone] ?? 'en', timeZone).formatToParts(at);
  return (parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC').replace('-', '−');
}

/** Abbreviations are known only to the language of the country that uses them. */
const zoneLanguages: Readonly<Record<string, string>> = {
  'America/Argentina/Buenos_Aires': 'es-AR',
  'America/Sao_Paulo': 'pt-BR',
  'America/Santiago': 'es-CL',
  'America/Bogota': 'es-CO',
  'America/Mexico_City': 'es-MX',
  'America/Lima': 'es-PE',
  'America/Montevideo': 'es-UY',
};

function toldText(at: Date, now: Date, reader: TimeReader): string {
  const words = time[reader.locale];
  const ageMs = now.getTime() - at.getTime();
  if (Math.abs(ageMs) < 5_000) return words.now;
  if (ageMs > 0 && ageMs < MINUTE_MS) return words.secondsAgo.replace('{n}', String(Math.floor(ageMs / 1000)));
  if (ageMs > 0 && ageMs < HOUR_MS) return words.minutesAgo.replace('{n}', String(Math.floor(ageMs / MINUTE_MS)));
  if (isSameDay(at, now, reader.timeZone)) return formatClock(at, reader.timeZone);
  if (fieldsOf(at, reader.timeZone).year === fieldsOf(now, reader.timeZone).year) {
    return `${formatShortDay(at, reader)}, ${formatClock(at, reader.timeZone)}`;
  }
  return formatDay(at, reader);
}

function isSameDay(a: Date, b: Date, timeZone: string): boolean {
  return dayKey(a, timeZone) === dayKey(b, timeZone);
}

type Fields = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>;

function fieldsOf(at: Date, timeZone: string): Fields {
  // Always `20/11/2026, 14:28:07`: cut apart, because `formatToParts` costs several times as much in long lists.
  const text = formatter('calendar', 'en-GB', timeZone).format(at);
  return {
    day: text.slice(0, 2),
    month: text.slice(3, 5),
    year: text.slice(6, 10),
    hour: text.slice(12, 14),
    minute: text.slice(15, 17),
    second: text.slice(18, 20),
  };
}

const forms = {
  calendar: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  month: { month: 'short' },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
  zone: { timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Kept, because making one costs as much as using it a hundred times. There are as many as zones and languages in use. */
function formatter(form: keyof typeof forms, language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${form} ${language} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, { ...forms[form], timeZone });
  formatters.set(key, made);
  return made;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A day of the week as it begins a line: "Lunes". */
export function weekdayName(day: Weekday, locale: Locale, length: 'long' | 'short' = 'long'): string {
  // The 1st of January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)));
  const word = new Intl.DateTimeFormat(locale, { weekday: length, timeZone: 'UTC' }).format(date);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
