import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { CreationRow } from '@/db/place-creations';
import type { CreationState } from '@/lib/domain/place';
import { reasonOf } from '@/lib/domain/refusal';
import { fieldErrorCodes } from '@/lib/errors';

/** Every place of a batch with how it stands, and what was wrong with it. */
export function BatchTable({ creations }: { creations: readonly CreationRow[] }) {
  const t = useTranslations('places.making');
  return (
    <Table
      label={t('title')}
      gutter="card"
      head={
        <>
          <HeadCell>{t('name')}</HeadCell>
          <HeadCell className="max-tablet:hidden">{t('code')}</HeadCell>
          <HeadCell>{t('how')}</HeadCell>
        </>
      }
    >
      {creations.map((creation) => (
        <Row key={creation.id}>
          <Cell className="w-2/5 py-2 align-top wrap-anywhere whitespace-normal tablet:w-[30%]">
            <Name creation={creation} />
            <span className="code block text-ink-3 tablet:hidden">{creation.externalId}</span>
          </Cell>
          <Cell className="py-2 align-top max-tablet:hidden">
            <span className="code">{creation.externalId}</span>
          </Cell>
          <Cell className="py-2 align-top whitespace-normal">
            <StatusLabel look={looks[creation.state]} word={t(`state.${creation.state}`)} />
            <Problem creation={creation} />
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Name({ creation }: { creation: CreationRow }) {
  const { fields, state, externalId } = creation;
  const name = fields.kind === 'store' ? fields.store.name : fields.pos.name;
  if (state !== 'done') return name;
  const folder = fields.kind === 'store' ? 'stores' : 'pos';
  return <TextLink href={`/${folder}/${encodeURIComponent(externalId)}`}>{name}</TextLink>;
}

/** Mercado Pago's refusal in our words where it has a field, in theirs where not. */
function Problem({ creation: { problem } }: { creation: CreationRow }) {
  const errors = useTranslations('errors');
  const refusal = useTranslations('refusal.reason');
  if (!problem) return null;
  const wrong = Object.values(problem.fields).flatMap((given) => fieldErrorCodes.filter((code) => code === given));
  const reason = reasonOf({ status: null, code: problem.mercadopago, message: null });
  return (
    <span className="mt-0.5 block text-xs text-stop-ink">
      {wrong.length > 0
        ? wrong.map((code) => errors(`field.${code}`)).join(' ')
        : `${refusal(`${reason}.what`)} ${refusal(`${reason}.next`)}`}
      {problem.mercadopago ? <span className="code text-ink-3"> {problem.mercadopago}</span> : null}
    </span>
  );
}

const looks = {
  planned: { shape: 'dashed-ring', tone: 'idle' },
  sent: { shape: 'live-ring', tone: 'live' },
  unknown: { shape: 'dashed-ring-question', tone: 'warn' },
  done: { shape: 'disc-check', tone: 'paid' },
  refused: { shape: 'octagon-cross', tone: 'stop' },
  not_found: { shape: 'flag', tone: 'warn' },
  canceled: { shape: 'ring-slash', tone: 'idle' },
} as const satisfies Record<CreationState, unknown>;
