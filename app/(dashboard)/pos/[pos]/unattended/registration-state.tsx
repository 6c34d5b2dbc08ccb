import 'server-only';
import { getTranslations } from 'next-intl/server';
import { Dot } from '@/app/_ui/dot';
import type { PosDetail } from '@/db/pos';
import type { Merchant } from '@/lib/domain/scope';
import { readRegistration } from '@/lib/services/unattended-reading';
import { RegisterForm } from './register-form';

const tones = { ours: 'works', none: 'waits', other: 'waits', missing: 'broken', unread: 'off' } as const;

/** Whether Mercado Pago knows the address; it is asked for this page, and the page does not wait for it. */
export async function RegistrationState({
  merchant,
  pos,
  posKey,
}: {
  merchant: Merchant;
  pos: PosDetail;
  posKey: string;
}) {
  const t = await getTranslations('unattended.registration');
  const registration = await readRegistration(merchant, pos);
  const words = registration.kind === 'other' ? t('other', { url: registration.url }) : t(registration.kind);
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="flex items-baseline gap-2.5 text-sm wrap-anywhere">
        <Dot tone={tones[registration.kind]} />
        {words}
      </p>
      {registration.kind === 'ours' || registration.kind === 'missing' ? null : (
        <RegisterForm posKey={posKey} words={{ submit: t('register'), submitting: t('registering') }} />
      )}
    </div>
  );
}
