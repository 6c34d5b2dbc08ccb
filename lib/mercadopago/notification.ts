import { z } from 'zod';
import { parseExactJson } from './exact-json';
import { id, optionalObject, text } from './wire/values';

/**
 * What a notification points at. It is a hint to look, never evidence: ids are taken from it, addresses and states are
 * not. Nothing in it is checked against anything.
 */
export type NotificationHint = {
  /** As sent, null when it is missing or not a plain word. */
  readonly topic: string | null;
  /** `account`: somebody linked or unlinked an account and an application. */
  readonly kind: 'merchant_order' | 'payment' | 'order' | 'account' | 'other';
  /** Digits, or `ORD…` and `PAY…` of the Orders API; null when there is none that fits the kind, and then there is nothing to look up. */
  readonly resourceId: string | null;
  /** The account that it says it is about. */
  readonly userId: string | null;
  readonly action: string | null;
};

const MAX_BODY_BYTES = 64 * 1024;

const word = text.transform((value) => (value !== null && /^[\w.-]{1,64}$/.test(value) ? value : null));

const notificationBody = z.object({
  id,
  type: word,
  topic: word,
  action: word,
  user_id: id,
  resource: text,
  data: optionalObject({ id }),
});

type NotificationBody = z.infer<typeof notificationBody>;
const emptyBody: NotificationBody = notificationBody.parse({});

/**
 * Reads every documented shape: IPN (`topic` and `id` in the query), its old body (`resource`, `topic`), webhooks
 * (`type`, `data.id`), `topic_merchant_order_wh` (its top-level `id` is the merchant order) and `order`/`orders`.
 * Never throws, whatever the bytes are. Source: devsite-docs `guides/notifications/`,
 * `guides/additional-content/your-integrations/webhooks.en.md`, read 2026-11-21.
 */
export function readNotification(request: {
  readonly query: URLSearchParams;
  readonly body: Uint8Array | string;
}): NotificationHint {
  const body = readBody(request.body);
  const query = readQuery(request.query);
  const topic = query.type ?? query.topic ?? body.type ?? body.topic ?? topicOf(body.action);
  const kind = kindOf(topic);
  const candidates = [
    idIn(request.query.get('data.id')),
    // A topic and an id side by side belong together, whatever the body adds.
    query.topic === null ? null : query.id,
    body.data?.id ?? null,
    query.id,
    kind === 'merchant_order' ? body.id : null,
    lastSegment(body.resource ?? query.resource),
  ];
  return {
    topic,
    kind,
    resourceId: candidates.find((candidate) => candidate !== null && isIdOf(kind, candidate)) ?? null,
    userId: [body.user_id, query.user_id].find((userId) => userId !== null && /^\d{1,20}$/.test(userId)) ?? null,
    action: body.action,
  };
}

/** The first of each name: a repeated parameter cannot say two things. */
function readQuery(query: URLSearchParams): NotificationBody {
  const names = ['id', 'type', 'topic', 'user_id', 'resource'];
  return notificationBody.parse(Object.fromEntries(names.map((name) => [name, query.get(name)])));
}

function readBody(body: Uint8Array | string): NotificationBody {
  if (body.length > MAX_BODY_BYTES) return emptyBody;
  try {
    const json = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
    return notificationBody.safeParse(parseExactJson(json)).data ?? emptyBody;
  } catch {
    return emptyBody;
  }
}

/** `payment.updated` says the topic even when nothing else does; `update` alone does not. */
function topicOf(action: string | null): string | null {
  return /^(\w+)\./.exec(action ?? '')?.[1] ?? null;
}

function kindOf(topic: string | null): NotificationHint['kind'] {
  if (topic?.includes('merchant_order')) return 'merchant_order';
  if (topic === 'payment') return 'payment';
  if (topic === 'mp-connect') return 'account';
  return topic === 'order' || topic === 'orders' ? 'order' : 'other';
}

const digits = /^\d{1,20}$/;
const orderId = /^ORD[0-9A-Z]{10,61}$/i;
const paymentId = /^PAY[0-9A-Z]{10,61}$/i;

function isIdOf(kind: NotificationHint['kind'], candidate: string): boolean {
  switch (kind) {
    case 'merchant_order':
      return digits.test(candidate);
    case 'payment':
      return digits.test(candidate) || paymentId.test(candidate);
    case 'order':
      return orderId.test(candidate);
    case 'account':
    case 'other':
      return digits.test(candidate) || orderId.test(candidate) || paymentId.test(candidate);
  }
}

/** The end of an address, or the id that sometimes stands there instead. The address itself is never followed. */
function lastSegment(resource: string | null): string | null {
  const segments = resource?.replace(/[?#].*$/s, '').split('/');
  return idIn(segments?.findLast((segment) => segment !== ''));
}

function idIn(value: unknown): string | null {
  return id.parse(value);
}
