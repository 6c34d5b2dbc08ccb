import { useTranslations } from 'next-intl';
import { Dot } from '@/app/_ui/dot';
import { TextLink } from '@/app/_ui/text-link';
import { may } from '@/lib/domain/permissions';
import type { Session } from '@/lib/web/session';
import { sections } from './sections';

/** Whether a Mercado Pago account stands behind this desk and its access works; without one, nothing can be charged. */
export function ConnectionPulse({ session: { connected, accessProblem, role } }: { session: Session }) {
  const t = useTranslations('shell.connection');
  const canConnect = !connected && may(role, sections.mercadoPago.permission);
  return (
    <div className="flex items-start gap-2.5 p-2 text-xs text-ink-3 max-desktop:justify-center">
      <span className="grid h-4 w-2 place-items-center">
        <Dot tone={connected ? 'works' : 'broken'} />
      </span>
      <span className="max-desktop:unseen">
        {t(connected ? 'connected' : (accessProblem ?? 'missing'))}
        {canConnect ? (
          <TextLink href={sections.mercadoPago.href} className="block">
            {t(accessProblem === null ? 'connect' : 'connectAgain')}
          </TextLink>
        ) : null}
      </span>
    </div>
  );
}
