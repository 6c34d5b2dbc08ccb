import { useTranslations } from 'next-intl';
import { QrCode } from '@/app/_ui/qr-code';
import { StatusShape } from '@/app/_ui/status-shape';
import { drawQr } from '@/lib/print/qr';

/** A counter in three pieces: the ticket, the sticker, the word that counts. An illustration, hidden from readers. */
export function CounterScene() {
  return (
    <div
      aria-hidden="true"
      className="relative m-2 ml-0 grid place-items-center overflow-hidden rounded-xl border border-line bg-canvas max-[960px]:hidden"
    >
      <div className="relative h-130 w-120 [@media(min-width:1280px)_and_(min-height:720px)]:scale-112">
        <Ticket />
        <Sticker />
        <PaidPlate />
      </div>
    </div>
  );
}

function Ticket() {
  const t = useTranslations('login.scene');
  return (
    <div className="num absolute top-7 left-2 w-59 -rotate-3 bg-white px-5 pt-5.5 pb-19 text-xs leading-4.5 text-black shadow-3">
      <p className="text-center text-[0.9375rem] font-semibold">{t('shop')}</p>
      <p className="text-center">{t('address')}</p>
      <DashedLine />
      {(['first', 'second', 'third'] as const).map((line) => (
        <p key={line} className="flex justify-between">
          <span>
            {line === 'first' ? 2 : 1} × {t(`lines.${line}`)}
          </span>
          <span>{t(`prices.${line}`)}</span>
        </p>
      ))}
      <DashedLine />
      <p className="flex justify-between text-[1.0625rem] leading-6 font-semibold tracking-[-0.02em]">
        <span>{t('total')}</span>
        <span>{t('prices.total')}</span>
      </p>
      <DashedLine />
      <div className="rounded-sm border-[1.5px] border-black px-2.5 py-2">
        <p className="flex justify-between text-[0.9375rem] font-semibold">
          <span>{t('paidStamp')}</span>
          <span>08:12</span>
        </p>
        <p className="flex justify-between">
          <span>{t('method')}</span>
          <span>V-000482</span>
        </p>
      </div>
      <p className="mt-3 text-center">{t('thanks')}</p>
    </div>
  );
}

function Sticker() {
  const t = useTranslations('login.scene');
  return (
    <div className="absolute top-37.5 right-0 grid w-58 rotate-[2.5deg] gap-3 rounded-xl bg-white p-5 text-black shadow-3">
      <p className="text-lg leading-6 font-semibold tracking-[-0.03em]">{t('sticker')}</p>
      <div className="overflow-hidden">
        <QrCode drawing={drawQr(illustrationText)} className="-m-[12%] w-[124%]" />
      </div>
      <div className="flex items-end justify-between text-xs">
        <p>
          {t('till')}
          <br />
          <span className="opacity-70">{t('store')}</span>
        </p>
        <span className="code">S001P01</span>
      </div>
    </div>
  );
}

function PaidPlate() {
  const t = useTranslations('login.scene');
  return (
    <div className="absolute bottom-2.5 left-24 flex items-center gap-3.5 rounded-xl bg-paid py-3.5 pr-5.5 pl-4 text-on-paid shadow-3">
      <StatusShape shape="disc-check" size={36} className="[--surface:var(--paid)]" />
      <p className="text-[1.0625rem] leading-5.5 font-semibold tracking-[-0.01em]">
        {t('paid')}
        <span className="block text-xs font-medium tracking-normal">{t('paidIn')}</span>
      </p>
    </div>
  );
}

function DashedLine() {
  return <div className="my-2.5 border-t border-dashed border-[#8a867c]" />;
}

/** What the drawn code says to whoever scans a screen: nothing that a wallet would take for a payment. */
const illustrationText = 'Mostrador: esto es una ilustración, no un código de pago.';
