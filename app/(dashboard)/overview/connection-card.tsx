import { useTranslations } from 'next-intl';
import { Fact, Facts } from '@/app/_ui/facts';
import { Section } from '@/app/_ui/section';
import { Tag } from '@/app/_ui/tag';
import { TextLink } from '@/app/_ui/text-link';
import { TimeText } from '@/app/_ui/time-text';
import type { TimeReader } from '@/lib/i18n/format-time';
import type { Overview } from './read-overview';

type ConnectionCardProps = { overview: Overview; now: Date; reader: TimeReader };

/** Whether Mercado Pago speaks to us: when it last did, and what we had to find by ourselves. */
export function ConnectionCard({ overview, now, reader }: ConnectionCardProps) {
  const t = useTranslations('overview.connection');
  const { noticeAt, swept, profile } = overview;
  const sweptToday = t('sweptToday', { count: swept });
  return (
    <Section title={t('title')}>
      <Facts>
        <Fact label={t('lastNotice')}>
          {noticeAt ? <TimeText at={noticeAt} now={now} reader={reader} /> : t('noNotice')}
        </Fact>
        <Fact label={t('swept')}>
          {swept > 0 ? <TextLink href="/orders?paid=today&found=sweep">{sweptToday}</TextLink> : sweptToday}
        </Fact>
        <Fact label={t('account')}>
          <span className="truncate">{profile.account?.nickname ?? profile.account?.collectorId}</span>
        </Fact>
        <Fact label={t('kind')}>
          <Tag>{t(`environment.${profile.environment}`)}</Tag>
        </Fact>
      </Facts>
    </Section>
  );
}
