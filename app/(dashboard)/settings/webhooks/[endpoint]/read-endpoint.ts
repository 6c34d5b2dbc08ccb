import 'server-only';
import { type DeliverySummary, listDeliveries } from '@/db/webhook-deliveries';
import { type EndpointRow, getEndpoint, listSigningSecrets } from '@/db/webhook-endpoints';
import type { Merchant } from '@/lib/domain/scope';

export type EndpointPage = {
  readonly endpoint: EndpointRow;
  /** What signs now, the one that stays first; of each only its end. */
  readonly secrets: readonly { readonly lastFour: string; readonly expiresAt: Date | null }[];
  readonly deliveries: readonly DeliverySummary[];
  readonly isUntold: boolean;
  /** Null on the first and on the last page. */
  readonly newestHref: string | null;
  readonly olderHref: string | null;
};

const PAGE = 50;

/** One address with a page of what it was told; null when this merchant has no such address. */
export async function readEndpoint(
  merchant: Merchant,
  id: string,
  query: { view?: string; after?: string },
  now: Date,
): Promise<EndpointPage | null> {
  const endpoint = await getEndpoint(merchant, id);
  if (!endpoint) return null;
  const isUntold = query.view === 'untold';
  const after = readCursor(query.after);
  const [secrets, rows] = await Promise.all([
    listSigningSecrets(merchant, id, now),
    listDeliveries(merchant, id, { isUntold, after, limit: PAGE + 1 }),
  ]);
  const deliveries = rows.slice(0, PAGE);
  const last = deliveries.at(-1);
  const href = (cursor: string | null) => {
    const search = new URLSearchParams({
      ...(isUntold ? { view: 'untold' } : {}),
      ...(cursor ? { after: cursor } : {}),
    });
    return `/settings/webhooks/${id}${search.size > 0 ? `?${search}` : ''}`;
  };
  return {
    endpoint,
    secrets: secrets.map(({ lastFour, expiresAt }) => ({ lastFour, expiresAt })),
    deliveries,
    isUntold,
    newestHref: after ? href(null) : null,
    olderHref: rows.length > PAGE && last ? href(`${last.createdAt.toISOString()}_${last.eventId}`) : null,
  };
}

function readCursor(text: string | undefined): { createdAt: Date; eventId: string } | null {
  const found = /^(2\d{3}-[\dT:.-]{5,20}Z)_([0-9a-f-]{36})$/.exec(text ?? '');
  const createdAt = new Date(found?.[1] ?? '');
  return found?.[2] && !Number.isNaN(createdAt.getTime()) ? { createdAt, eventId: found[2] } : null;
}
