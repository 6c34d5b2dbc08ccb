import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { classes } from '@/app/_ui/classes';
import { Dot } from '@/app/_ui/dot';
import { Icon } from '@/app/_ui/icon';
import { chevronRightIcon } from '@/app/_ui/icons';
import { StatusShape } from '@/app/_ui/status-shape';
import { TimeLeft } from '@/app/_ui/time-left';
import type { PosDetail } from '@/db/pos';
import type { LastOrder } from '@/db/till-activity';
import { whyNotChargeable } from '@/lib/domain/why-not-chargeable';
import { formatMoney } from '@/lib/i18n/format-money';

type TillTileProps = {
  till: PosDetail;
  /** What is on it now, or null when it is free. */
  occupant: LastOrder | null;
  serverNow: string;
  /** The one that this device used last: larger, and with its store. */
  isFirst?: boolean;
};

/** One till to tap; one that cannot charge says why instead. */
export async function TillTile({ till, occupant, serverNow, isFirst = false }: TillTileProps) {
  const t = await getTranslations('till');
  const problem = whyNotChargeable(till);
  if (problem || till.externalPosId === null) {
    return (
      <li className="rounded-xl border border-dashed border-line-strong bg-sunken p-4">
        <p className="font-semibold text-ink-2">{till.name}</p>
        <p className="mt-1 flex items-center gap-2 text-sm text-ink-2">
          <StatusShape shape="ring-slash" size={14} className="text-idle-mark" />
          {t('choose.unready')}
        </p>
        <p className="mt-1 text-xs text-ink-3">{problem ? t(`choose.${problem}`) : null}</p>
      </li>
    );
  }
  return (
    <li className={classes(isFirst && 'tablet:col-span-2')}>
      <Link
        href={`/till/${till.externalPosId}`}
        prefetch={false}
        className={classes(
          'grid h-full min-h-24 grid-cols-[minmax(0,1fr)_auto] content-between gap-x-3 gap-y-2 rounded-xl border p-4 transition-colors duration-fade',
          isFirst
            ? 'border-transparent bg-accent text-on-accent hover:bg-accent-hover [&_.dim]:text-on-accent'
            : 'border-line-strong bg-surface shadow-1 hover:bg-hover',
        )}
      >
        <span className={classes('truncate font-semibold', isFirst ? 'text-lg' : 'text-md')}>
          {till.name}
          {isFirst ? <span className="font-normal"> · {till.storeName}</span> : null}
        </span>
        <Icon shape={chevronRightIcon} size={20} className={isFirst ? undefined : 'text-ink-3'} />
        <span className="dim col-span-2 flex items-center gap-2.5 text-sm text-ink-2">
          {occupant ? (
            <>
              {isFirst ? null : <Dot tone="waits" />}
              <span className="truncate">
                {t('choose.busy')} · {formatMoney(occupant.totalMinor, occupant.currencyId, { roundShort: true })}
              </span>
              <span className="num ml-auto">
                <TimeLeft expiresAt={occupant.expiresAt.toISOString()} serverNow={serverNow} overLabel="0:00" />
              </span>
            </>
          ) : (
            <>
              {isFirst ? null : <Dot tone="works" />}
              {t('choose.free')}
            </>
          )}
          {occupant ? null : <span className="ml-auto text-xs">{t(`bar.mode.${till.mode}`)}</span>}
        </span>
      </Link>
    </li>
  );
}
