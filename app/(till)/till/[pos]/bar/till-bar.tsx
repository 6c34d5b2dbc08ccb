'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { buttonClass } from '@/app/_ui/button-look';
import { Dot } from '@/app/_ui/dot';
import { Icon } from '@/app/_ui/icon';
import { crossIcon } from '@/app/_ui/icons';
import { Logo } from '@/app/_ui/logo';
import { Tag } from '@/app/_ui/tag';
import { useNow } from '@/app/_ui/use-now';
import { formatClock } from '@/lib/i18n/format-time';
import type { LiveConnection } from '@/lib/web/use-live-orders';
import { useTillPlace } from '../till-context';
import { TillMenu } from './till-menu';

type TillBarProps = {
  connection: LiveConnection;
  /** Choices of the whole interface, shown in the till's menu. */
  preferences: ReactNode;
};

/** Which till this is, whether it is in touch, what kind of QR it has, the time at the store, who charges. */
export function TillBar({ connection, preferences }: TillBarProps) {
  const t = useTranslations('till.bar');
  const { name, storeName, merchantName, mode } = useTillPlace();
  return (
    <header className="flex h-14 items-center gap-3 pr-2 pl-4 tablet:h-16 tablet:px-5">
      <Logo size={32} />
      <div className="min-w-0">
        <h1 className="truncate text-md leading-5 font-semibold tracking-[-0.01em]">{name}</h1>
        <p className="truncate text-xs text-ink-3">
          {merchantName} · {storeName}
        </p>
      </div>
      <div className="ml-auto flex items-center gap-2 tablet:gap-5">
        <ConnectionMark connection={connection} />
        <span className="max-tablet:hidden">
          <Tag>{t(`mode.${mode}`)}</Tag>
        </span>
        <StoreClock />
        <TillMenu preferences={preferences} />
        <Link
          href="/till"
          prefetch={false}
          aria-label={t('leave')}
          className={buttonClass({ tone: 'quiet', fit: 'icon' })}
        >
          <Icon shape={crossIcon} size={20} />
        </Link>
      </div>
    </header>
  );
}

/** A dot while all is well; on phones words appear only when something is not. */
function ConnectionMark({ connection }: { connection: LiveConnection }) {
  const t = useTranslations('till.bar');
  const isWell = connection === 'live' || connection === 'connecting';
  return (
    <span className="inline-flex items-center gap-2.5 text-sm text-ink-2" role="status">
      <Dot tone={dots[connection]} />
      <span className={isWell ? 'max-tablet:unseen' : 'max-tablet:max-w-24 max-tablet:text-xs max-tablet:leading-4'}>
        {t(connection)}
      </span>
    </span>
  );
}

const dots = { live: 'works', connecting: 'off', polling: 'waits', offline: 'broken' } as const;

function StoreClock() {
  const t = useTranslations('till.bar');
  const { timeZone, serverNow } = useTillPlace();
  const now = useNow(serverNow, 5_000);
  return (
    <span className="num font-medium max-tablet:hidden" title={t('clock')}>
      {formatClock(now, timeZone)}
    </span>
  );
}
