import { useLocale, useTranslations } from 'next-intl';
import { CopyButton } from '@/app/_ui/copy-button';
import { Icon } from '@/app/_ui/icon';
import { chevronRightIcon } from '@/app/_ui/icons';
import { Section } from '@/app/_ui/section';
import { type Locale, locales } from '@/lib/i18n/locales';
import { unattended } from '@/lib/i18n/messages/unattended';

type LetterFacts = Readonly<Record<'protocol' | 'waiting' | 'userId' | 'externalPosId' | 'host' | 'url', string>>;

/** What Mercado Pago is asked for, ready to be sent, in the three languages. */
export function LetterSection({ facts }: { facts: LetterFacts }) {
  const t = useTranslations('unattended');
  const reading = useLocale();
  const ordered = [...locales].sort((a, b) => Number(b === reading) - Number(a === reading));
  return (
    <Section title={t('letterTitle')}>
      <p className="mb-2 text-sm text-ink-3">{t('letterAbout')}</p>
      <div className="grid grid-cols-1 gap-2">
        {ordered.map((locale) => (
          <Letter key={locale} locale={locale} text={letterIn(locale, facts)} isOpen={locale === reading} />
        ))}
      </div>
    </Section>
  );
}

function Letter({ locale, text, isOpen }: { locale: Locale; text: string; isOpen: boolean }) {
  const [t, ui] = [useTranslations('unattended'), useTranslations('ui')];
  const name = languageNames[locale];
  return (
    <details open={isOpen} className="group rounded-lg border border-line">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded-lg px-3 text-sm font-medium hover:bg-hover pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <Icon shape={chevronRightIcon} size={14} className="group-open:rotate-90" />
        <span lang={locale}>{name}</span>
      </summary>
      <div className="flex items-start gap-2 border-t border-line px-3 py-3">
        <p lang={locale} className="min-w-0 flex-1 text-sm whitespace-pre-line wrap-anywhere">
          {text}
        </p>
        <CopyButton
          text={text}
          label={ui('copy', { what: `${t('copyLetter')} (${name})` })}
          copiedLabel={ui('copied')}
        />
      </div>
    </details>
  );
}

const languageNames: Readonly<Record<Locale, string>> = { es: 'Español', pt: 'Português', en: 'English' };

function letterIn(locale: Locale, facts: LetterFacts): string {
  return Object.entries(facts).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, () => value),
    unattended[locale].letter,
  );
}
