import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import type { StatusLook } from '@/app/_ui/status-look';
import type { EndpointRow } from '@/db/webhook-endpoints';

/** How an endpoint is, as one of the words that people are told. */
export function stateOf(endpoint: EndpointRow, now: Date): EndpointState {
  if (endpoint.disabledBecause === 'failing') return 'failingStopped';
  if (endpoint.disabledBecause) return endpoint.disabledBecause;
  if (endpoint.restingUntil && endpoint.restingUntil > now) return 'resting';
  if (endpoint.failingSince) return 'failing';
  return endpoint.succeededAt ? 'fine' : 'new';
}

export type EndpointState = 'fine' | 'failing' | 'resting' | 'new' | 'person' | 'gone' | 'failingStopped';

/** The same as a label. */
export function EndpointStateLabel({ state }: { state: EndpointState }) {
  const t = useTranslations('webhooks.state');
  return <StatusLabel look={looks[state]} word={t(state)} />;
}

const looks: Readonly<Record<EndpointState, StatusLook>> = {
  fine: { shape: 'disc-check', tone: 'paid' },
  failing: { shape: 'flag', tone: 'warn' },
  resting: { shape: 'hourglass', tone: 'warn' },
  new: { shape: 'dashed-ring', tone: 'idle' },
  person: { shape: 'ring-slash', tone: 'idle' },
  gone: { shape: 'octagon-cross', tone: 'stop' },
  failingStopped: { shape: 'octagon-cross', tone: 'stop' },
};
