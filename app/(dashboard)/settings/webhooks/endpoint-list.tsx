import { useTranslations } from 'next-intl';
import { Card } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import type { EndpointRow } from '@/db/webhook-endpoints';
import { EndpointStateLabel, stateOf } from './endpoint-state';

type EndpointListProps = { endpoints: readonly EndpointRow[]; now: Date };

/** Addresses that are told, each with how it is; the way to everything about it. */
export function EndpointList({ endpoints, now }: EndpointListProps) {
  const t = useTranslations('webhooks');
  if (endpoints.length === 0) return <p className="text-sm text-ink-3">{t('empty')}</p>;
  return (
    <Card>
      <ul aria-label={t('list')}>
        {endpoints.map((endpoint) => (
          <li
            key={endpoint.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line px-5 py-3.5 not-first:border-t"
          >
            <span className="grid min-w-0 flex-1 basis-60 gap-0.5 text-sm">
              <TextLink
                href={`/settings/webhooks/${endpoint.id}`}
                className="code break-all"
                aria-label={t('manage', { url: endpoint.url })}
              >
                {endpoint.url}
              </TextLink>
              {endpoint.description ? <span className="text-ink-3">{endpoint.description}</span> : null}
            </span>
            <EndpointStateLabel state={stateOf(endpoint, now)} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
