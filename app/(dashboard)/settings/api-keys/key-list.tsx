import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { StatusLabel } from '@/app/_ui/status-label';
import type { StatusLook } from '@/app/_ui/status-look';
import { Tag } from '@/app/_ui/tag';
import { TimeText } from '@/app/_ui/time-text';
import type { ApiKeyRow } from '@/db/api-keys';
import { apiKeyBounds, apiKeyStateOf } from '@/lib/domain/api-key';
import { formatDay, type TimeReader } from '@/lib/i18n/format-time';
import { RevokeDialog } from './revoke-dialog';

type KeyListProps = { keys: readonly ApiKeyRow[]; now: Date; reader: TimeReader };

/** Every key that there is or was: what it is called, what it may, when it was last used and when it ends. */
export function KeyList({ keys, now, reader }: KeyListProps) {
  const t = useTranslations('apiKeys');
  if (keys.length === 0) return <p className="text-sm text-ink-3">{t('none')}</p>;
  return (
    <Card>
      <ul aria-label={t('list')}>
        {keys.map((key) => (
          <KeyEntry key={key.id} apiKey={key} now={now} reader={reader} />
        ))}
      </ul>
    </Card>
  );
}

type KeyState = ReturnType<typeof apiKeyStateOf>;

const looks: Readonly<Record<KeyState, StatusLook>> = {
  active: { tone: 'live', shape: 'live-ring' },
  ends_soon: { tone: 'warn', shape: 'flag' },
  expired: { tone: 'idle', shape: 'ring-clock' },
  revoked: { tone: 'idle', shape: 'ring-slash' },
};

function KeyEntry({ apiKey, now, reader }: { apiKey: ApiKeyRow; now: Date; reader: TimeReader }) {
  const t = useTranslations('apiKeys');
  const { id, name, prefix, lastFour, scopes, expiresAt, revokedAt, lastUsedAt, createdAt, createdBy, ratePerSecond } =
    apiKey;
  const state = apiKeyStateOf(apiKey, now);
  const works = state === 'active' || state === 'ends_soon';
  return (
    <li className="grid gap-2.5 border-line px-5 py-4 text-sm not-first:border-t">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong className="min-w-0 font-semibold break-words">{name}</strong>
        <StatusLabel look={looks[state]} word={t(`state.${state}`)} />
        {works ? (
          <span className="ml-auto">
            <RevokeDialog
              id={id}
              words={{
                title: t('revokeTitle', { name }),
                detail: t('revokeDetail'),
                open: t('revoke'),
                openLabel: t('revokeLabel', { name }),
                submit: t('revoke'),
                submitting: t('revoking'),
                keep: t('keep'),
                close: t('close'),
              }}
            />
          </span>
        ) : null}
      </div>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-3">
        <span className="code">
          {prefix}_…{lastFour}
        </span>
        <span>
          {lastUsedAt ? (
            <>
              {t('used')} <TimeText at={lastUsedAt} now={now} reader={reader} />
            </>
          ) : (
            t('neverUsed')
          )}
        </span>
        <span>
          {revokedAt
            ? t('revokedOn', { day: formatDay(revokedAt, reader) })
            : t(works ? 'ends' : 'ended', { day: formatDay(expiresAt, reader) })}
        </span>
      </p>
      <ul aria-label={t('scopes')} className="flex flex-wrap gap-1.5">
        {scopes.map((scope) => (
          <li key={scope}>
            <Tag>
              <span className="code">{scope}</span>
            </Tag>
          </li>
        ))}
      </ul>
      <p className="text-xs text-ink-3">
        {createdBy === null
          ? t('madeByCommand', { day: formatDay(createdAt, reader) })
          : t('madeBy', { day: formatDay(createdAt, reader), name: createdBy })}
        {ratePerSecond === apiKeyBounds.ratePerSecond.usual
          ? null
          : ` · ${t('rateOf', { rate: String(ratePerSecond) })}`}
      </p>
    </li>
  );
}
