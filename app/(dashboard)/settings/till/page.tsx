import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { TemplateForm } from '@/app/(dashboard)/template-form';
import { getMerchant } from '@/db/merchants';
import { makeExternalReference } from '@/lib/domain/external-reference';
import { siteTakesTaxes } from '@/lib/domain/order';
import { may } from '@/lib/domain/permissions';
import { templateWords } from '@/lib/domain/reference-template';
import { requireSession } from '@/lib/web/session';
import { SettingsRow } from '../settings-row';
import { SettingsTabs } from '../settings-tabs';
import { TypedTaxForm } from './typed-tax-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('tillSettings'))('title') };
}

/** What holds for every till: how references are made, and in Colombia the IVA of typed amounts. */
export default async function TillSettingsPage() {
  const session = await requireSession();
  const [t, settings] = await Promise.all([getTranslations('tillSettings'), getTranslations('settings')]);
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('what')} />;
  const { referenceTemplate, referencePrefix, typedTaxRate } = await getMerchant(session.merchant);
  return (
    <>
      <PageHead title={settings('title')} />
      <SettingsTabs current="till" />
      <PageBody>
        <ClientMessages names={['tillSettings']}>
          <SettingsRow title={t('reference.title')} about={t('reference.about')}>
            <TemplateForm
              posKey={null}
              template={referenceTemplate}
              label={t('reference.label')}
              hint={t('reference.hint', {
                words: templateWords.map((word) => `{${word}}`).join(' '),
                sample: 'C03-20261121-0042',
                plain: makeExternalReference(referencePrefix, 42),
              })}
              placeholder="{pos}-{date}-{number}"
            />
          </SettingsRow>
          {siteTakesTaxes(session.siteId) ? (
            <SettingsRow title={t('tax.title')} about={t('tax.about')}>
              <TypedTaxForm rate={typedTaxRate} />
            </SettingsRow>
          ) : null}
        </ClientMessages>
      </PageBody>
    </>
  );
}
