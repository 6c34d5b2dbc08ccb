import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Disclosure } from '@/app/_ui/disclosure';
import { Note } from '@/app/_ui/note';
import { scanLooks } from '@/app/_ui/status-look';
import type { ReadScan } from './read-scan';

/** Which till it is, what to do about it, and what the sticker of today says. */
export function ScanResult({
  scan: { verdict, till, currentCode, voidedCodes, merchantName },
  text,
}: {
  scan: ReadScan;
  text: string;
}) {
  const t = useTranslations('stickers.scan');
  const isValid = verdict === 'current' || verdict === 'names_changed';
  const name = till ? `${till.name}, ${till.storeName}` : '';
  return (
    <div className="grid gap-3">
      <Note tone={scanLooks[verdict].tone} title={t(`verdict.${verdict}`, { till: name })}>
        {t(`detail.${verdict}`, { merchant: merchantName ?? t('unknownMerchant') })}
      </Note>
      {isValid && voidedCodes.length > 0 ? (
        <p className="text-sm text-ink-2">{t('voidedCodes', { codes: voidedCodes.join(', ') })}</p>
      ) : null}
      {till ? (
        <p className="text-sm text-ink-2">
          {currentCode ? t('printedCode', { code: currentCode }) : verdict === 'current' ? t('neverPrinted') : null}{' '}
          <Link
            href={`/pos/${encodeURIComponent(till.key)}`}
            prefetch={false}
            className="text-accent-ink underline underline-offset-2"
          >
            {name}
          </Link>
        </p>
      ) : null}
      <Disclosure label={t('says')}>
        <p className="code mt-1 text-xs break-all whitespace-normal text-ink-2">{text}</p>
      </Disclosure>
    </div>
  );
}
