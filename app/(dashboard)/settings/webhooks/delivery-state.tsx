import { useTranslations } from 'next-intl';
import { StatusLabel } from '@/app/_ui/status-label';
import type { StatusLook } from '@/app/_ui/status-look';
import type { DeliverySummary } from '@/db/webhook-deliveries';

type DeliveryWord = 'delivered' | 'pending' | 'first' | 'failed' | 'held';
type Delivery = Pick<DeliverySummary, 'state' | 'lastProblem' | 'attempts'>;

/** How far a delivery came, as one of the words that people are told. */
export function deliveryWord({ state, lastProblem }: Delivery): DeliveryWord {
  return state === 'pending' && lastProblem === null ? 'first' : state;
}

/** The same as a label. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const t = useTranslations('webhooks.delivery');
  const word = deliveryWord(delivery);
  return <StatusLabel look={looks[word]} word={t(word)} />;
}

const looks: Readonly<Record<DeliveryWord, StatusLook>> = {
  delivered: { shape: 'disc-check', tone: 'paid' },
  pending: { shape: 'hourglass', tone: 'warn' },
  first: { shape: 'dashed-ring', tone: 'live' },
  failed: { shape: 'octagon-cross', tone: 'stop' },
  held: { shape: 'ring-slash', tone: 'idle' },
};
