import { formatClock, formatExact, type TimeReader, tellTime } from '@/lib/i18n/format-time';

type TimeTextProps = {
  /** The moment, or its ISO form where it comes from JSON. */
  at: Date | string;
  /** The moment of reading; pages that stay open pass one that moves. */
  now: Date;
  reader: TimeReader;
  /** `told` is short and relative when near, `clock` hours and minutes, `seconds` the exact order of things. */
  form?: 'told' | 'clock' | 'seconds';
};

/** A moment in the store's zone; the exact one, with the zone's name, on hover. */
export function TimeText({ at, now, reader, form = 'told' }: TimeTextProps) {
  const moment = typeof at === 'string' ? new Date(at) : at;
  return (
    <time dateTime={moment.toISOString()} title={formatExact(moment, reader)} className="num">
      {form === 'told'
        ? tellTime(moment, now, reader).text
        : formatClock(moment, reader.timeZone, { seconds: form === 'seconds' })}
    </time>
  );
}
