import { useTranslations } from 'next-intl';
import { Empty } from '@/app/_ui/empty';
import { radioIcon } from '@/app/_ui/icons';
import { Section } from '@/app/_ui/section';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TimeText } from '@/app/_ui/time-text';
import type { PollRow } from '@/db/unattended';
import { UNATTENDED_TESTER } from '@/lib/domain/unattended';
import type { TimeReader } from '@/lib/i18n/format-time';

type PollLogProps = {
  polls: readonly PollRow[];
  day: { asked: number; averageUs: number; maxUs: number };
  now: Date;
  reader: TimeReader;
};

/** What was asked for this till's order: when, by whom, what was said and how long that took. */
export function PollLog({ polls, day, now, reader }: PollLogProps) {
  const t = useTranslations('unattended.log');
  return (
    <Section title={t('title')}>
      {polls.length === 0 ? (
        <Empty kind="nothing-yet" icon={radioIcon} title={t('none')}>
          {t('noneDetail')}
        </Empty>
      ) : (
        <>
          <p className="num mb-2 text-sm text-ink-3">
            {t('day', { asked: day.asked })}
            {day.asked === 0
              ? null
              : ` · ${t('times', { average: milliseconds(day.averageUs, reader), max: milliseconds(day.maxUs, reader) })}`}
          </p>
          <Table
            label={t('table')}
            gutter="card"
            head={
              <>
                <HeadCell>{t('minute')}</HeadCell>
                <HeadCell>{t('answer')}</HeadCell>
                <HeadCell from="desktop">{t('who')}</HeadCell>
                <HeadCell kind="number">{t('asked')}</HeadCell>
                <HeadCell kind="number" from="desktop">
                  {t('ms')}
                </HeadCell>
              </>
            }
          >
            {polls.map((poll) => (
              <PollLine
                key={`${poll.minute.getTime()} ${poll.address} ${poll.agent} ${poll.answer} ${poll.status} ${poll.reference}`}
                poll={poll}
                now={now}
                reader={reader}
              />
            ))}
          </Table>
        </>
      )}
    </Section>
  );
}

function PollLine({ poll, now, reader }: { poll: PollRow; now: Date; reader: TimeReader }) {
  const t = useTranslations('unattended.log');
  const isTester = poll.agent === UNATTENDED_TESTER;
  const who = isTester ? t('tester') : [poll.address, poll.agent].filter((part) => part !== '').join(' · ');
  const took = `${milliseconds(poll.totalUs / poll.asked, reader)} (${milliseconds(poll.maxUs, reader)})`;
  return (
    <Row>
      <Cell className="align-top whitespace-nowrap">
        <TimeText at={poll.lastAt} now={now} reader={reader} />
      </Cell>
      <Cell className="align-top">
        <span className="num font-medium">{poll.status}</span>{' '}
        <span className="text-ink-2 wrap-anywhere">{t(`said.${poll.answer}`, { reference: poll.reference })}</span>
        <span className="block max-w-44 truncate text-xs text-ink-3 desktop:hidden">{who || t('others')}</span>
        <span className="num block text-xs text-ink-3 desktop:hidden">{took} ms</span>
      </Cell>
      <Cell from="desktop" className="max-w-60 truncate align-top text-ink-3">
        <span title={who}>{who || t('others')}</span>
      </Cell>
      <Cell kind="number" className="align-top">
        {poll.asked}
      </Cell>
      <Cell kind="number" from="desktop" className="align-top whitespace-nowrap text-ink-3">
        {took}
      </Cell>
    </Row>
  );
}

function milliseconds(us: number, { locale }: TimeReader): string {
  return (us / 1000).toLocaleString(locale, { maximumFractionDigits: 1 });
}
