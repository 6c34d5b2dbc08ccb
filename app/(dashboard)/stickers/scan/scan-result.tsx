import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Note } from '@/app/_ui/note';
import type { ScanVerdict } from '@/lib/domain/sticker';
import type { ReadScan } from './read-scan';

const tones: Readonly<Record<ScanVerdict, 'paid' | 'warn' | 'stop'>> = {
  current: 'paid',
  names_changed: 'warn',
  outdated: 'stop',
  voided: 'stop',
  till_closed: 'stop',
  not_ours: 'stop',
  not_a_payment_code: 'warn',
};

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
      <Note tone={tones[verdict]} title={t(`verdict.${verdict}`, { till: name })}>
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
      <details className="text-sm">
        <summary className="inline-block rounded-sm py-1 text-xs font-medium text-ink-2">{t('says')}</summary>
        <p className="code mt-1 text-xs break-all whitespace-normal text-ink-2">{text}</p>
      </details>
    </div>
  );
}
