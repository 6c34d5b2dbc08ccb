import { useTranslations } from 'next-intl';
import { Section } from '@/app/_ui/section';
import { SegmentForm } from '@/app/_ui/segment-form';
import { TimeText } from '@/app/_ui/time-text';
import { type UnattendedWaiting, unattendedWaitings } from '@/lib/domain/unattended';
import type { TimeReader } from '@/lib/i18n/format-time';
import { chooseProtocol, chooseWaiting } from './actions';

/** Which protocol this till speaks, and what each says. */
export function ProtocolSection({ posKey, protocol }: { posKey: string; protocol: 'v1' | 'v2' }) {
  const t = useTranslations('unattended.protocol');
  return (
    <Section title={t('title')}>
      <div className="grid grid-cols-1 justify-items-start gap-3 text-sm">
        <p className="text-ink-3">{t('about')}</p>
        <SegmentForm
          label={t('choose')}
          name="protocol"
          current={protocol}
          options={[
            { value: 'v1', text: 'v1' },
            { value: 'v2', text: 'v2' },
          ]}
          action={chooseProtocol.bind(null, posKey)}
        />
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-ink-2">
          <dt className="code">v1</dt>
          <dd>{t('v1')}</dd>
          <dt className="code">v2</dt>
          <dd>{t('v2')}</dd>
        </dl>
      </div>
    </Section>
  );
}

type WaitingSectionProps = {
  posKey: string;
  state: UnattendedWaiting;
  since: Date | null;
  now: Date;
  reader: TimeReader;
};

/** What it says while no order is ready. */
export function WaitingSection({ posKey, state, since, now, reader }: WaitingSectionProps) {
  const t = useTranslations('unattended.waiting');
  return (
    <Section title={t('title')}>
      <div className="grid grid-cols-1 justify-items-start gap-3 text-sm">
        <p className="text-ink-3">{t('about')}</p>
        <div className="flex flex-wrap items-center gap-3">
          <SegmentForm
            label={t('choose')}
            name="state"
            current={state}
            options={unattendedWaitings.map((value) => ({ value, text: t(value) }))}
            action={chooseWaiting.bind(null, posKey)}
          />
          {since ? (
            <span className="text-ink-3">
              {t.rich('since', { at: () => <TimeText at={since} now={now} reader={reader} /> })}
            </span>
          ) : null}
        </div>
      </div>
    </Section>
  );
}
