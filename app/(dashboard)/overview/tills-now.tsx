import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from '@/app/_ui/button';
import { CountdownRing } from '@/app/_ui/countdown-ring';
import { Section } from '@/app/_ui/section';
import { StatusShape } from '@/app/_ui/status-shape';
import { TillName } from '@/app/_ui/till-name';
import { TimeLeft } from '@/app/_ui/time-left';
import type { PosDetail } from '@/db/pos';
import type { LastOrder } from '@/db/till-activity';
import { isUnfinished } from '@/lib/domain/order';
import { formatMoney } from '@/lib/i18n/format-money';
import type { TimeReader } from '@/lib/i18n/format-time';
import { tillDoing } from '../till-doing';
import { useTillWords } from '../till-doing-label';

type TillsNowProps = {
  tills: readonly PosDetail[];
  lastOrders: ReadonlyMap<string, LastOrder>;
  now: Date;
  reader: TimeReader;
};

const SHOWN = 9;

/** What every till is doing this minute: waiting for a payment, just paid, or free since when. */
export function TillsNow({ tills, lastOrders, now, reader }: TillsNowProps) {
  const t = useTranslations('overview.tills');
  const busyFirst = [...tills].sort((a, b) => rank(lastOrders.get(a.id)) - rank(lastOrders.get(b.id)));
  return (
    <Section
      title={t('title')}
      actions={
        tills.length > 0 ? (
          <ButtonLink href="/pos" tone="quiet" size="small">
            {t('all', { count: tills.length })}
          </ButtonLink>
        ) : null
      }
    >
      {tills.length === 0 ? (
        <p className="flex flex-wrap items-center gap-3 border-y border-line py-6 text-sm text-ink-3">
          {t('none')}
          <ButtonLink href="/stores" size="small">
            {t('read')}
          </ButtonLink>
        </p>
      ) : (
        <ul className="grid grid-cols-2 gap-px overflow-clip rounded-lg border border-line bg-line tablet:grid-cols-3">
          {busyFirst.slice(0, SHOWN).map((till) => (
            <Till key={till.id} till={till} last={lastOrders.get(till.id)} now={now} reader={reader} />
          ))}
          <Filler count={Math.min(busyFirst.length, SHOWN)} />
        </ul>
      )}
    </Section>
  );
}

/** Closes the last line of the grid, whose gaps are its hairlines. */
function Filler({ count }: { count: number }) {
  const [two, three] = [count % 2, (3 - (count % 3)) % 3];
  return (
    <>
      {two ? <li aria-hidden="true" className="bg-surface tablet:hidden" /> : null}
      {three ? (
        <li aria-hidden="true" className={`bg-surface max-tablet:hidden ${three === 2 ? 'col-span-2' : ''}`} />
      ) : null}
    </>
  );
}

function rank(last: LastOrder | undefined): number {
  return last && isUnfinished(last.status) ? 0 : 1;
}

type TillProps = { till: PosDetail; last: LastOrder | undefined; now: Date; reader: TimeReader };

function Till({ till, last, now, reader }: TillProps) {
  return (
    <li className="flex">
      <Link
        href={`/pos/${till.externalPosId ?? till.id}`}
        prefetch={false}
        className="grid min-h-19 flex-1 grid-cols-[minmax(0,1fr)_auto] content-center items-center gap-x-2 gap-y-0.5 bg-surface px-4 py-3.5 -outline-offset-2 hover:bg-hover max-tablet:grid-cols-1"
      >
        <span className="truncate text-sm font-medium">
          <TillName till={till.name} store={till.storeName} />
        </span>
        <Doing till={till} last={last} now={now} reader={{ ...reader, timeZone: till.timeZone }} />
      </Link>
    </li>
  );
}

function Doing({ till, last, now, reader }: TillProps) {
  const t = useTranslations('pos.doing');
  const doing = tillDoing(till, last, now);
  const words = useTillWords({ doing, now, reader });
  if (doing.kind === 'busy') {
    const { createdAt, expiresAt } = doing.order;
    const times = { expiresAt: expiresAt.toISOString(), serverNow: now.toISOString() };
    return (
      <>
        <Amount order={doing.order} />
        <State>{words}</State>
        <span className="num flex items-center gap-1.5 text-xs text-ink-3 tablet:justify-end">
          <CountdownRing size={14} totalMs={expiresAt.getTime() - createdAt.getTime()} {...times} />
          <TimeLeft overLabel={t('lastLook')} {...times} />
        </span>
      </>
    );
  }
  if (doing.kind === 'just_paid') {
    return (
      <>
        <Amount order={doing.order} />
        <State>{words}</State>
        <span className="text-paid-mark tablet:justify-self-end">
          <StatusShape shape="disc-check" />
        </span>
      </>
    );
  }
  return <State>{words}</State>;
}

function State({ children }: { children: ReactNode }) {
  return <span className="col-start-1 text-xs text-ink-3 tablet:truncate">{children}</span>;
}

function Amount({ order }: { order: LastOrder }) {
  return (
    <span className="num text-base font-semibold tablet:text-right">
      {formatMoney(order.totalMinor, order.currencyId, { roundShort: true })}
    </span>
  );
}
