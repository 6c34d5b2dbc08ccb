import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyButton } from '@/app/_ui/copy-button';
import { Icon } from '@/app/_ui/icon';
import { linkIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { Section } from '@/app/_ui/section';

/** Where Mercado Pago asks for this till's orders. */
export function AddressSection({ url, isPublic, children }: { url: string; isPublic: boolean; children: ReactNode }) {
  const [t, ui] = [useTranslations('unattended'), useTranslations('ui')];
  return (
    <Section title={t('address')}>
      <div className="grid grid-cols-1 gap-3">
        <p className="text-sm text-ink-3">{t('addressAbout')}</p>
        {isPublic ? null : <Note tone="warn" title={t('notPublic')} />}
        <div className="flex items-center gap-3 rounded-lg border border-line px-4 py-2.5">
          <Icon shape={linkIcon} className="shrink-0 text-ink-3" />
          <span className="code min-w-0 flex-1 wrap-anywhere whitespace-normal">{url}</span>
          <CopyButton text={url} label={ui('copy', { what: t('copyAddress') })} copiedLabel={ui('copied')} />
        </div>
        {children}
      </div>
    </Section>
  );
}

export function CheckingRegistration() {
  const t = useTranslations('unattended.registration');
  return <p className="text-sm text-ink-3">{t('checking')}</p>;
}
