import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { ClientMessages } from '@/app/_ui/client-messages';
import { NotAllowed } from '@/app/_ui/not-allowed';
import { PageBody, PageHead } from '@/app/_ui/page-head';
import { NeedsAccount } from '@/app/(dashboard)/needs-account';
import { readSegment } from '@/app/(dashboard)/read-segment';
import { RetireDialog } from '@/app/(dashboard)/retire-dialog';
import { getPos } from '@/db/pos';
import { listStores } from '@/db/stores';
import { codeToType } from '@/lib/domain/external-id';
import { may } from '@/lib/domain/permissions';
import { requireSession } from '@/lib/web/session';
import { endPos, savePos } from '../../pos-actions';
import { PosForm } from '../../pos-form';
import { posValuesOf } from '../../pos-values';
import { storesToStandIn } from '../../stores-to-stand-in';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('places.till'))('edit') };
}

/** Changes a till, moves it, or takes it out of service. */
export default async function EditTillPage({ params }: { params: Promise<{ pos: string }> }) {
  const session = await requireSession();
  const t = await getTranslations('places.till');
  if (!may(session.role, 'pos:write')) return <NotAllowed what={t('edit')} />;
  const pos = await getPos(session.merchant, readSegment((await params).pos));
  if (!pos || pos.status === 'retired') notFound();
  const key = pos.externalPosId ?? pos.id;
  const values = posValuesOf(pos);
  const href = `/pos/${encodeURIComponent(key)}`;
  return (
    <>
      <PageHead title={t('editTitle', { name: pos.name })} parent={{ href, label: `${pos.name}, ${pos.storeName}` }} />
      <PageBody>
        {session.connected ? (
          <ClientMessages names={['places', 'refusal', 'errors']}>
            {pos.status === 'active' ? (
              <PosForm
                values={values}
                stores={storesToStandIn(await listStores(session.merchant))}
                siteId={session.siteId}
                takenCodes={null}
                cancelHref={href}
                action={savePos.bind(null, key, values)}
              />
            ) : null}
            <div className="mt-10 max-w-160 border-t border-line pt-5">
              <RetireDialog
                kind="till"
                name={pos.name}
                code={codeToType({ code: pos.externalPosId, mercadopagoId: pos.mercadopagoPosId, id: pos.id })}
                action={endPos.bind(null, key)}
              />
            </div>
          </ClientMessages>
        ) : (
          <NeedsAccount session={session} />
        )}
      </PageBody>
    </>
  );
}
