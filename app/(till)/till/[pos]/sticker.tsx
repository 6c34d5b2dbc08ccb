'use client';

import { useTranslations } from 'next-intl';
import { QrCode } from '@/app/_ui/qr-code';
import { useTillPlace } from './till-context';

/** The sticker on the counter as it looks: the till's own code, its name and its id, on paper in both themes. */
export function Sticker() {
  const t = useTranslations('charge.waiting');
  const { qr, name, terms } = useTillPlace();
  return (
    <div className="grid w-[54.5%] grid-cols-[minmax(0,1fr)] gap-1.5 rounded-lg bg-white p-[5%] pb-2.5 text-black shadow-[0_0_0_1px_rgb(27_26_23/0.1),0_12px_32px_-12px_rgb(27_26_23/0.3)]">
      {qr ? (
        <QrCode drawing={qr} label={t('noPicture')} className="-m-[7%] mb-[-5%] w-[114%]" />
      ) : (
        <span className="grid aspect-square place-items-center text-[3rem] font-bold" aria-hidden="true">
          {/\d+$/.exec(name)?.[0] ?? 'QR'}
        </span>
      )}
      <div className="flex items-center justify-between gap-2 text-xs font-semibold max-tablet:text-2xs">
        <span className="min-w-0 truncate">{name}</span>
        <span className="code font-medium text-[#595650]">{terms.externalPosId}</span>
      </div>
    </div>
  );
}
