import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { ClientMessages } from '@/app/_ui/client-messages';
import { CopiedCode } from '@/app/_ui/copied-code';
import { Icon } from '@/app/_ui/icon';
import { externalLinkIcon } from '@/app/_ui/icons';
import { Section } from '@/app/_ui/section';
import { SubmitButton } from '@/app/_ui/submit-button';
import { TextLink } from '@/app/_ui/text-link';
import { TemplateForm } from '@/app/(dashboard)/template-form';
import type { PosDetail } from '@/db/pos';
import { templateWords } from '@/lib/domain/reference-template';
import { ownUrl } from '@/lib/web/own-url';
import { endScreen, renewScreen } from './screen-actions';

/** What a till has beside its charging: its own way of making references, and a screen for customers. */
export async function TillExtras({ pos, posKey }: { pos: PosDetail; posKey: string }) {
  const t = await getTranslations('tillSettings');
  return (
    <>
      <Section title={t('screen.title')}>
        <CustomerScreen screenKey={pos.customerScreenKey} posKey={posKey} />
      </Section>
      <Section title={t('reference.title')}>
        <ClientMessages names={['tillSettings']}>
          <div className="max-w-140">
            <TemplateForm
              posKey={posKey}
              template={pos.referenceTemplate}
              label={t('reference.ofTill')}
              hint={t('reference.ofTillHint', { words: templateWords.map((word) => `{${word}}`).join(' ') })}
              placeholder="S2-C03-{date}-{number}"
            />
          </div>
        </ClientMessages>
        <p className="mt-3 text-sm">
          <TextLink href="/settings/till">{t('reference.all')}</TextLink>
        </p>
      </Section>
    </>
  );
}

async function CustomerScreen({ screenKey, posKey }: { screenKey: string | null; posKey: string }) {
  const t = await getTranslations('tillSettings.screen');
  return (
    <div className="grid max-w-140 gap-3 text-sm">
      <p className="text-ink-2">{t('about')}</p>
      {screenKey === null ? <p className="text-ink-3">{t('off')}</p> : <Address screenKey={screenKey} />}
      <div className="flex flex-wrap gap-2">
        <form action={renewScreen.bind(null, posKey)}>
          <SubmitButton busyLabel={t('working')}>{screenKey === null ? t('turnOn') : t('renew')}</SubmitButton>
        </form>
        {screenKey === null ? null : (
          <form action={endScreen.bind(null, posKey)}>
            <SubmitButton tone="stop" busyLabel={t('working')}>
              {t('turnOff')}
            </SubmitButton>
          </form>
        )}
      </div>
      {screenKey === null ? null : <p className="text-xs text-ink-3">{t('renewDetail')}</p>}
    </div>
  );
}

async function Address({ screenKey }: { screenKey: string }) {
  const t = await getTranslations('tillSettings.screen');
  return (
    <p className="flex items-center gap-1">
      <CopiedCode code={ownUrl(`/screen/${screenKey}`)} what={t('what')} />
      <ButtonLink href={`/screen/${screenKey}`} target="_blank" size="small" className="ml-auto">
        <Icon shape={externalLinkIcon} size={14} />
        {t('open')}
      </ButtonLink>
    </p>
  );
}
