import { useTranslations } from 'next-intl';
import { CopyButton } from '@/app/_ui/copy-button';
import { SubmitButton } from '@/app/_ui/submit-button';
import { openLink, revokeLink } from './actions';

/** The public address of a receipt: made, copied, and ended. */
export function ReceiptLink({ orderId, url }: { orderId: string; url: string | null }) {
  const [t, ui] = [useTranslations('ticket.page'), useTranslations('ui')];
  return (
    <section className="grid grid-cols-1 gap-2">
      <h2 className="font-medium">{t('link')}</h2>
      <p className="text-ink-3">{t('linkAbout')}</p>
      {url === null ? (
        <form action={openLink.bind(null, orderId)}>
          <SubmitButton size="small" busyLabel={t('linkOpening')}>
            {t('linkOpen')}
          </SubmitButton>
        </form>
      ) : (
        <>
          <p className="flex items-start gap-2">
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="code min-w-0 flex-1 wrap-anywhere whitespace-normal"
            >
              {url}
            </a>
            <CopyButton text={url} label={ui('copy', { what: t('linkAddress') })} copiedLabel={ui('copied')} />
          </p>
          <form action={revokeLink.bind(null, orderId)}>
            <SubmitButton size="small" tone="quiet" busyLabel={t('linkRevoking')}>
              {t('linkRevoke')}
            </SubmitButton>
          </form>
        </>
      )}
    </section>
  );
}
