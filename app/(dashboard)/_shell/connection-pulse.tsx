import { useTranslations } from 'next-intl';
import { Dot } from '@/app/_ui/dot';
import { TextLink } from '@/app/_ui/text-link';
import { may, type Role } from '@/lib/domain/permissions';
import { sections } from './sections';

/** Whether an account of Mercado Pago stands behind this desk; without one, nothing can be charged. */
export function ConnectionPulse({ isConnected, role }: { isConnected: boolean; role: Role }) {
  const t = useTranslations('shell.connection');
  const canConnect = !isConnected && may(role, sections.mercadoPago.permission);
  return (
    <div className="flex items-start gap-2.5 p-2 text-xs text-ink-3 max-desktop:justify-center">
      <span className="grid h-4 w-2 place-items-center">
        <Dot tone={isConnected ? 'works' : 'broken'} />
      </span>
      <span className="max-desktop:unseen">
        {t(isConnected ? 'connected' : 'missing')}
        {canConnect ? (
          <TextLink href={sections.mercadoPago.href} className="block">
            {t('connect')}
          </TextLink>
        ) : null}
      </span>
    </div>
  );
}
