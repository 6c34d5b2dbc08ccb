import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { CopyButton } from '@/app/_ui/copy-button';
import { Disclosure } from '@/app/_ui/disclosure';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon, printerIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { QrCode } from '@/app/_ui/qr-code';
import { Section } from '@/app/_ui/section';
import type { PosDetail } from '@/db/pos';
import { drawQr } from '@/lib/print/qr';
import { ReadQrForm } from './read-qr-form';

/** The till's printed code, drawn here from the text that Mercado Pago's own picture holds. */
export async function TillCodeSection({ pos }: { pos: PosDetail }) {
  const t = await getTranslations('pos');
  return (
    <Section title={t('qr')}>
      {pos.status !== 'active' ? (
        <Void pos={pos} />
      ) : pos.qrData === null ? (
        <Unread pos={pos} />
      ) : (
        <Code pos={pos} text={pos.qrData} />
      )}
    </Section>
  );
}

/** What is printed of it leads nowhere: it is told and not drawn, so that nobody prints or shows it again. */
async function Void({ pos }: { pos: PosDetail }) {
  const t = await getTranslations('pos');
  return (
    <>
      <Note title={t('qrVoid')}>{t('qrVoidDetail')}</Note>
      {pos.qrData === null ? null : <CodeText text={pos.qrData} />}
    </>
  );
}

async function Unread({ pos }: { pos: PosDetail }) {
  const t = await getTranslations('pos');
  return (
    <div className="grid gap-4">
      <Note tone="warn" title={t('qrMissing')}>
        {t('qrMissingDetail')}
      </Note>
      <ReadQrForm
        posKey={pos.externalPosId ?? pos.id}
        words={{ submit: t('qrRead'), submitting: t('qrReading'), failed: t('qrFailed') }}
      />
    </div>
  );
}

async function Code({ pos, text }: { pos: PosDetail; text: string }) {
  const [t, ui, stickers] = await Promise.all([
    getTranslations('pos'),
    getTranslations('ui'),
    getTranslations('stickers.pos'),
  ]);
  const posKey = pos.externalPosId ?? pos.id;
  return (
    <>
      <div className="grid justify-items-center gap-3 rounded-lg bg-sunken p-6 inset-ring inset-ring-line">
        <div className="w-56 overflow-hidden rounded-md bg-white">
          <QrCode drawing={drawQr(text)} label={t('qrLabel', { name: `${pos.name}, ${pos.storeName}` })} />
        </div>
        {pos.externalPosId ? (
          <p className="flex items-center gap-1 text-sm">
            <span className="code">{pos.externalPosId}</span>
            <CopyButton
              text={pos.externalPosId}
              label={ui('copy', { what: t('code').toLowerCase() })}
              copiedLabel={ui('copied')}
            />
          </p>
        ) : null}
        <div className="flex flex-wrap justify-center gap-2">
          <ButtonLink href={`/stickers?pos=${encodeURIComponent(posKey)}`} size="small">
            <Icon shape={printerIcon} size={14} />
            {stickers('print')}
          </ButtonLink>
          <a
            href={`/api/v1/pos/${encodeURIComponent(posKey)}/qr.svg`}
            download={`${posKey}.svg`}
            aria-label={t('download')}
            className={buttonClass({ size: 'small' })}
          >
            <Icon shape={downloadIcon} size={14} />
            SVG
          </a>
        </div>
        <Posters pos={pos} posKey={posKey} />
      </div>
      <CodeText text={text} />
    </>
  );
}

/** For who holds a sticker and wonders whether it is of this till. */
async function CodeText({ text }: { text: string }) {
  const [t, ui] = await Promise.all([getTranslations('pos'), getTranslations('ui')]);
  return (
    <Disclosure label={t('qrText')}>
      <p className="mt-1 flex items-start gap-2">
        <span className="code text-xs break-all whitespace-normal text-ink-2">{text}</span>
        <CopyButton text={text} label={ui('copy', { what: t('qrText').toLowerCase() })} copiedLabel={ui('copied')} />
      </p>
    </Disclosure>
  );
}

/** Mercado Pago's own poster, as it draws it. */
async function Posters({ pos, posKey }: { pos: PosDetail; posKey: string }) {
  const t = await getTranslations('pos');
  const kinds = [
    { as: 'pdf', has: pos.qrTemplateDocumentUrl !== null },
    { as: 'png', has: pos.qrTemplateImageUrl !== null },
  ].filter(({ has }) => has);
  if (kinds.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center justify-center gap-2 text-xs text-ink-2">
      <span className="max-tablet:w-full max-tablet:text-center">{t('poster')}</span>
      {kinds.map(({ as }) => (
        <a
          key={as}
          href={`/pos/${encodeURIComponent(posKey)}/poster?as=${as}`}
          download
          aria-label={`${t('poster')}, ${as.toUpperCase()}`}
          className={buttonClass({ size: 'small' })}
        >
          <Icon shape={downloadIcon} size={14} />
          {as.toUpperCase()}
        </a>
      ))}
    </p>
  );
}
