import { getTranslations } from 'next-intl/server';
import { ButtonLink } from '@/app/_ui/button';
import { Note } from '@/app/_ui/note';
import { may } from '@/lib/domain/permissions';
import type { Session } from '@/lib/web/session';

/** Stands where something would be done at Mercado Pago while there is no account to do it with. */
export async function NeedsAccount({ session }: { session: Session }) {
  const t = await getTranslations('stores');
  const shell = await getTranslations('shell');
  return (
    <Note
      tone="warn"
      title={shell('connection.missing')}
      actions={
        may(session.role, 'settings:write') ? (
          <ButtonLink href="/settings/mercadopago" size="small">
            {t('connect')}
          </ButtonLink>
        ) : null
      }
    />
  );
}
