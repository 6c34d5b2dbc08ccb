import { useTranslations } from 'next-intl';
import type { StatusLook } from '@/app/_ui/status-look';
import { TimeText } from '@/app/_ui/time-text';
import { TimelineEntry } from '@/app/_ui/timeline';
import type { CaseEntry } from '@/db/exceptions';
import type { CaseEntryType } from '@/lib/domain/exception-case';
import type { TimeReader } from '@/lib/i18n/format-time';

/** Everything that happened to a case, newest first. */
export function CaseHistory({
  entries,
  now,
  reader,
}: {
  entries: readonly CaseEntry[];
  now: Date;
  reader: TimeReader;
}) {
  const t = useTranslations('reconciliation.entry');
  return (
    <ol className="grid">
      {[...entries].reverse().map((entry) => (
        <TimelineEntry
          key={entry.sequence}
          look={looks[entry.type]}
          title={<Title entry={entry} />}
          detail={
            <>
              {entry.data.note ? (
                <span className="block text-sm wrap-anywhere whitespace-pre-wrap text-ink-2">{entry.data.note}</span>
              ) : null}
              {entry.personName && entry.type !== 'taken' ? t('by', { name: entry.personName }) : null}
            </>
          }
          time={<TimeText at={entry.at} now={now} reader={reader} />}
        />
      ))}
    </ol>
  );
}

function Title({ entry: { type, data, personName } }: { entry: CaseEntry }) {
  const t = useTranslations('reconciliation');
  const reason = data.reason ? t(`kind.${data.reason}`) : '';
  switch (type) {
    case 'opened':
    case 'reopened':
    case 'changed':
      return t(`entry.${type}`, { reason });
    case 'taken':
      return t('entry.taken', { name: personName ?? data.ownerName ?? '' });
    case 'assigned':
      return t('entry.assigned', { owner: data.ownerName ?? '' });
    case 'resolved':
      return data.resolution ? t(`resolution.${data.resolution}`) : null;
    case 'released':
    case 'noted':
    case 'resolved_by_facts':
      return t(`entry.${type}`);
  }
}

const looks: Readonly<Record<CaseEntryType, StatusLook>> = {
  opened: { shape: 'flag', tone: 'warn' },
  reopened: { shape: 'flag', tone: 'warn' },
  changed: { shape: 'flag', tone: 'warn' },
  taken: { shape: 'dashed-ring', tone: 'live' },
  assigned: { shape: 'dashed-ring', tone: 'live' },
  released: { shape: 'ring-slash', tone: 'idle' },
  noted: { shape: 'dashed-ring', tone: 'idle' },
  resolved: { shape: 'disc-check', tone: 'idle' },
  resolved_by_facts: { shape: 'disc-check', tone: 'idle' },
};
