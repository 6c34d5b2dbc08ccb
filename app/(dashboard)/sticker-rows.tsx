import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { stickerStateLooks } from '@/app/_ui/status-look';
import { TimeText } from '@/app/_ui/time-text';
import type { ListedSticker } from '@/db/stickers';
import { stickerState } from '@/lib/domain/sticker';
import type { TimeReader } from '@/lib/i18n/format-time';
import { VoidDialog } from './void-dialog';

type StickerRowsProps = {
  label: string;
  stickers: readonly ListedSticker[];
  /** Shows what is printed beside the code: not where all are of one till. */
  hasNames?: boolean;
  /** Whether the reader may make them void; the page then hands `stickers` to the browser. */
  mayVoid: boolean;
  now: Date;
  reader: TimeReader;
};

/** Printed stickers: what each is worth now, who made it void and why, and the way to do that. */
export function StickerRows({ label, stickers, hasNames = false, mayVoid, now, reader }: StickerRowsProps) {
  return (
    <ul aria-label={label} className="border-t border-line text-sm">
      {stickers.map((sticker) => (
        <li
          key={`${sticker.posId} ${sticker.version}`}
          className="flex flex-wrap items-center gap-x-4 gap-y-0.5 border-b border-line py-2"
        >
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-x-3">
              <span className="code font-medium">{sticker.code}</span>
              <State sticker={sticker} />
            </p>
            <p className="text-xs text-ink-3">
              {hasNames ? `${sticker.posName}, ${sticker.storeName} · ` : null}
              <About sticker={sticker} now={now} reader={reader} />
            </p>
          </div>
          {mayVoid && sticker.voidedAt === null ? (
            <VoidDialog target={{ posId: sticker.posId, version: sticker.version }} name={sticker.code} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function State({ sticker }: { sticker: ListedSticker }) {
  const t = useTranslations('stickers.pos.state');
  const printed = { ...sticker, isVoided: sticker.voidedAt !== null };
  const state = stickerState(printed, sticker.newestVersion, sticker.now);
  return <StatusLabel look={stickerStateLooks[state]} word={t(state)} />;
}

type AboutProps = { sticker: ListedSticker; now: Date; reader: TimeReader };

/** Why it is void, by whom and when; else when it was printed first. */
function About({ sticker: { voidedAt, voidReason, voidedByName, createdAt }, now, reader }: AboutProps) {
  const t = useTranslations('stickers');
  if (!voidedAt || !voidReason)
    return (
      <>
        {t('pos.firstPrinted')} <TimeText at={createdAt} now={now} reader={reader} />
      </>
    );
  return (
    <>
      {t(`pos.voidReason.${voidReason}`)} · {voidedByName ?? t('ledger.api')} ·{' '}
      <TimeText at={voidedAt} now={now} reader={reader} />
    </>
  );
}
