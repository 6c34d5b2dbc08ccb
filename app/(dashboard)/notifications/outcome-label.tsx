import { useTranslations } from 'next-intl';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { archiveIcon, checkIcon, clockIcon, cloudOffIcon, equalIcon, linkIcon, radioIcon } from '@/app/_ui/icons';
import { StatusShape } from '@/app/_ui/status-shape';
import type { NotificationSummary } from '@/db/notification-log';
import { SELF_TEST_TOPIC } from '@/lib/domain/notification';

/** What a delivery came to, as one of the words that people are told. */
export function outcomeWord({ outcome, topic, dueAt, eventTypes }: OutcomeFacts) {
  if (topic === SELF_TEST_TOPIC) return 'self_test';
  if (outcome === 'changed' && eventTypes.includes('closed')) return 'paid';
  if (outcome === 'not_found_yet' && dueAt === null) return 'not_found';
  return outcome ?? 'pending';
}

type OutcomeFacts = Pick<NotificationSummary, 'outcome' | 'topic' | 'dueAt' | 'eventTypes'>;

/** The same as a label: green only where money arrived. */
export function OutcomeLabel({ notification }: { notification: OutcomeFacts }) {
  const t = useTranslations('notifications.outcome');
  const word = outcomeWord(notification);
  const isNews = word === 'paid' || word === 'changed';
  return (
    <span className={classes('inline-flex items-center gap-2 align-middle', isNews ? 'font-medium' : 'text-ink-2')}>
      {word === 'paid' ? (
        <StatusShape shape="disc-check" className="text-paid-mark" />
      ) : (
        <Icon shape={shapes[word]} className={word === 'changed' ? 'text-accent-mark' : 'text-ink-3'} />
      )}
      {t(word)}
    </span>
  );
}

const shapes: Readonly<Record<Exclude<ReturnType<typeof outcomeWord>, 'paid'>, string>> = {
  changed: checkIcon,
  nothing_new: equalIcon,
  not_ours: linkIcon,
  not_found_yet: clockIcon,
  not_found: archiveIcon,
  no_answer: cloudOffIcon,
  waiting: clockIcon,
  not_followed: archiveIcon,
  self_test: radioIcon,
  pending: clockIcon,
};
