import 'server-only';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { Section } from '@/app/_ui/section';
import { listPrints, listStickersOfPos } from '@/db/stickers';
import type { Merchant } from '@/lib/domain/scope';
import type { TimeReader } from '@/lib/i18n/format-time';
import { PrintRow } from '../../print-row';
import { StickerRows } from '../../sticker-rows';

type PosStickersProps = {
  merchant: Merchant;
  posId: string;
  mayVoid: boolean;
  now: Date;
  reader: TimeReader;
};

const LATEST = 5;

/** What was printed of a till: each version and what it is worth now, and the latest prints. */
export async function PosStickers({ merchant, posId, mayVoid, now, reader }: PosStickersProps) {
  const [t, stickers, prints] = await Promise.all([
    getTranslations('stickers'),
    listStickersOfPos(merchant, posId),
    listPrints(merchant, { posId, limit: LATEST }),
  ]);
  return (
    <Section title={t('title')}>
      {stickers.length === 0 ? (
        <p className="text-sm text-ink-3">{t('pos.none')}</p>
      ) : (
        <ClientMessages names={['stickers']}>
          <StickerRows label={t('title')} stickers={stickers} mayVoid={mayVoid} now={now} reader={reader} />
          <h3 className="mt-4 mb-1 text-sm font-medium">{t('ledger.title')}</h3>
          <ul aria-label={t('ledger.title')} className="border-t border-line">
            {prints.map((print) => (
              <PrintRow key={print.id} print={print} now={now} reader={reader} isInset />
            ))}
          </ul>
        </ClientMessages>
      )}
    </Section>
  );
}
