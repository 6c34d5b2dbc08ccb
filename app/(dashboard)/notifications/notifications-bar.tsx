import { useLocale, useTranslations } from 'next-intl';
import { ButtonLink } from '@/app/_ui/button';
import { FilterChip } from '@/app/_ui/filter-chip';
import { FilterSheet } from '@/app/_ui/filter-sheet';
import { Icon } from '@/app/_ui/icon';
import { searchIcon } from '@/app/_ui/icons';
import { Input } from '@/app/_ui/input';
import { SelectField } from '@/app/_ui/select-field';
import { TextField } from '@/app/_ui/text-field';
import { notificationTopics, signatureVerdicts } from '@/lib/domain/notification';
import { formatDay } from '@/lib/i18n/format-time';
import { type NotificationQuery, notificationsHref, outcomeChoices } from './notification-query';

type NotificationsBarProps = { query: NotificationQuery; zone: string };

/** Search and filters above the list, and those in force. */
export function NotificationsBar({ query, zone }: NotificationsBarProps) {
  const t = useTranslations('notifications.filter');
  const filters = useNamedFilters(query);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 tablet:px-6">
      <form action="/notifications" className="w-full tablet:w-66">
        <HiddenFields query={{ ...query, q: '' }} />
        <Input
          type="search"
          name="q"
          defaultValue={query.q}
          key={query.q}
          maxLength={64}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-label={t('searchLabel')}
          placeholder={t('search')}
          leading={<Icon shape={searchIcon} size={14} />}
        />
      </form>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {filters.map(({ name, value, removeHref }) => (
          <FilterChip
            key={name}
            name={name}
            value={value}
            removeHref={removeHref}
            removeLabel={t('remove', { name })}
          />
        ))}
        <FilterSheet
          action="/notifications"
          clearHref={notificationsHref({ q: query.q })}
          words={{ open: t('open'), title: t('title'), clear: t('clear'), apply: t('apply') }}
        >
          <HiddenFields query={{ q: query.q }} />
          <Fields query={query} zone={zone} />
        </FilterSheet>
        {filters.length > 0 || query.q !== '' ? (
          <ButtonLink href={notificationsHref()} tone="quiet" size="small">
            {t('clear')}
          </ButtonLink>
        ) : null}
      </div>
    </div>
  );
}

function Fields({ query, zone }: NotificationsBarProps) {
  const t = useTranslations('notifications.filter');
  const words = useTranslations('notifications');
  return (
    <div className="grid gap-4 p-5 tablet:grid-cols-2">
      <SelectField id="filter-topic" name="topic" label={t('topic')} defaultValue={query.topic ?? ''}>
        <option value="">{t('any')}</option>
        {notificationTopics.map((topic) => (
          <option key={topic} value={topic}>
            {words(`topic.${topic}`)}
          </option>
        ))}
      </SelectField>
      <SelectField id="filter-outcome" name="outcome" label={t('outcome')} defaultValue={query.outcome ?? ''}>
        <option value="">{t('any')}</option>
        {outcomeChoices.map((outcome) => (
          <option key={outcome} value={outcome}>
            {words(`outcome.${outcome}`)}
          </option>
        ))}
      </SelectField>
      <SelectField id="filter-signature" name="signature" label={t('signature')} defaultValue={query.signature ?? ''}>
        <option value="">{t('any')}</option>
        {signatureVerdicts.map((verdict) => (
          <option key={verdict} value={verdict}>
            {words(`signature.${verdict}`)}
          </option>
        ))}
      </SelectField>
      <div className="grid grid-cols-2 gap-3">
        <TextField id="filter-from" type="date" name="from" label={t('from')} defaultValue={query.from ?? ''} />
        <TextField id="filter-to" type="date" name="to" label={t('to')} defaultValue={query.to ?? ''} />
      </div>
      <p className="text-xs text-ink-3 tablet:col-span-2">{t('zone', { zone })}</p>
    </div>
  );
}

/** A query as hidden fields, for a form that changes only a part of it. */
function HiddenFields({ query }: { query: Partial<NotificationQuery> }) {
  return Object.entries(query).map(([name, value]) =>
    value ? <input key={name} type="hidden" name={name} value={value} /> : null,
  );
}

/** The filters in force, in words. */
function useNamedFilters(query: NotificationQuery) {
  const t = useTranslations('notifications.filter');
  const words = useTranslations('notifications');
  const locale = useLocale();
  const { topic, outcome, signature, from, to } = query;
  const without = (change: Partial<NotificationQuery>) => notificationsHref({ ...query, ...change });
  const day = (text: string) => formatDay(new Date(`${text}T12:00:00Z`), { locale, timeZone: 'UTC' });
  const days =
    from && to
      ? from === to
        ? day(from)
        : `${day(from)} – ${day(to)}`
      : from
        ? t('since', { day: day(from) })
        : to && t('until', { day: day(to) });
  return [
    topic && { name: t('topic'), value: words(`topic.${topic}`), removeHref: without({ topic: null }) },
    outcome && { name: t('outcome'), value: words(`outcome.${outcome}`), removeHref: without({ outcome: null }) },
    signature && {
      name: t('signature'),
      value: words(`signature.${signature}`),
      removeHref: without({ signature: null }),
    },
    days && { name: t('days'), value: days, removeHref: without({ from: null, to: null }) },
  ].filter((filter) => filter !== null && filter !== '');
}
