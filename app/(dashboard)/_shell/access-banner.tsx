import { useTranslations } from 'next-intl';
import { TextLink } from '@/app/_ui/text-link';
import { may } from '@/lib/domain/permissions';
import type { Session } from '@/lib/web/session';
import { sections } from './sections';

/** Above every page while Mercado Pago cannot be asked for this merchant's account; whoever can mend it is told where. */
export function AccessBanner({ session: { accessProblem, role } }: { session: Session }) {
  const t = useTranslations('shell.access');
  if (accessProblem === null) return null;
  return (
    <p role="status" className="border-b border-stop-line bg-stop-tint px-5 py-3 text-sm text-stop-ink print:hidden">
      <strong className="font-semibold">{t(`${accessProblem}.title`)}</strong> {t(`${accessProblem}.detail`)}{' '}
      {may(role, 'settings:write') ? (
        <TextLink href={sections.mercadoPago.href}>{t('connect')}</TextLink>
      ) : (
        t('askOwner')
      )}
    </p>
  );
}
