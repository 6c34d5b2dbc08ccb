import { defineMessages } from '../define-messages';

/** How near moments are told. `{n}` is a whole number; these sentences take nothing else, see `format-time.ts`. */
export const time = defineMessages({
  es: {
    now: 'ahora',
    secondsAgo: 'hace {n} s',
    minutesAgo: 'hace {n} min',
    today: 'hoy',
    yesterday: 'ayer',
    todayLong: 'Hoy, {day}',
    yesterdayLong: 'Ayer, {day}',
  },
  pt: {
    now: 'agora',
    secondsAgo: 'há {n} s',
    minutesAgo: 'há {n} min',
    today: 'hoje',
    yesterday: 'ontem',
    todayLong: 'Hoje, {day}',
    yesterdayLong: 'Ontem, {day}',
  },
  en: {
    now: 'now',
    secondsAgo: '{n} s ago',
    minutesAgo: '{n} min ago',
    today: 'today',
    yesterday: 'yesterday',
    todayLong: 'Today, {day}',
    yesterdayLong: 'Yesterday, {day}',
  },
});
