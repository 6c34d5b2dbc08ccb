import 'server-only';
import { callWaitingDeliveries, endTurnToLook, takeTurnToLook } from '@/db/hint-looks';
import {
  findOrderIdByMoney,
  findOrderIdByProviderOrder,
  isOrderUnfinished,
  loadOrderByReference,
} from '@/db/order-records';
import type { NotificationOutcome } from '@/lib/domain/notification';
import type { Merchant } from '@/lib/domain/scope';
import { MercadoPagoError } from '@/lib/mercadopago/errors';
import type { NotificationHint } from '@/lib/mercadopago/notification';
import { type AccessFinding, checkAccess } from './access';
import { connected } from './accounts';
import { type EventRange, type LookOptions, lookAtOrder } from './look';
import type { Urgency } from './request-budget';

/** What following a hint led to. `beganAt`, by the database's clock, is when the turn began that its answer comes from. */
export type Followed = {
  readonly outcome: Exclude<NotificationOutcome, 'waiting'>;
  readonly orderId: string | null;
  readonly events: EventRange | null;
  readonly beganAt: string | null;
};
/** Somebody looks at the same thing now or just did: come again then. */
export type MustWait = { readonly outcome: 'waiting'; readonly orderId: string | null; readonly freeAt: Date };

/** Longer than a look can take; if this process dies in one, somebody else may look after that. */
const LEASE_MS = 30_000;
/** Anybody can name any id: one that we do not know is asked for once in ten seconds, however often it is named. */
const unknownRest: Rest = { restMs: 10_000, patience: 0 };
/** An order of ours is looked at as often as it is named, but not for ever when nothing comes of it. */
const unfinishedRest: Rest = { restMs: 1_000, patience: 6 };
const finishedRest: Rest = { restMs: 10_000, patience: 6 };
/** Whoever finds a look under way comes back after this, or at once when it ends. */
const UNDER_WAY_MS = 300;

/**
 * Uses a hint as a reason to look, one look at a time per thing that is named. Nothing in it is believed but which id to
 * ask for, with the merchant's own token.
 */
export async function followHint(
  merchant: Merchant,
  hint: NotificationHint,
  /** The order that an earlier attempt found behind this hint. */
  knownOrderId: string | null,
): Promise<Followed | MustWait> {
  const { resourceId, kind } = hint;
  if (kind === 'account') return followAccount(merchant);
  if (resourceId === null || kind === 'other') return ended('not_followed');
  const known = knownOrderId ?? (await orderOfKnownId(merchant, kind, resourceId));
  if (known) return lookInTurn(merchant, known, lookFor(hint));
  // An order of the Orders API is only found by the id that its publication told us.
  if (kind === 'order') return ended('not_found_yet');
  const found = await inTurn(merchant, `${kind} ${resourceId}`, unknownRest, async () => ({
    // Anybody can make up ids: asking for them takes turns with the sweep, and never its place.
    answer: await askFor(merchant, hint, 'background'),
    wasInVain: true,
  }));
  if ('freeAt' in found) return { ...found, orderId: null };
  const { answer, beganAt } = found;
  if (typeof answer === 'string') return { ...ended(answer), beganAt };
  return lookInTurn(merchant, answer.orderId, lookFor(hint, answer.merchantOrderId));
}

/**
 * The same at a person's request: at once, whoever else looks, and noted as theirs. Following a hint again and again
 * changes nothing that was not already so at Mercado Pago.
 */
export async function followHintAgain(merchant: Merchant, hint: NotificationHint, personId: string): Promise<Followed> {
  const { resourceId, kind } = hint;
  if (kind === 'account') return findingAbout(await checkAccess(merchant));
  if (resourceId === null || kind === 'other') return ended('not_followed');
  const options = (merchantOrderId?: string | null): LookOptions => ({
    ...lookFor(hint, merchantOrderId),
    source: 'check',
    by: { source: 'check', personId, apiKeyId: null },
  });
  const known = await orderOfKnownId(merchant, kind, resourceId);
  if (known) return look(merchant, known, options());
  if (kind === 'order') return ended('not_found_yet');
  const answer = await askFor(merchant, hint, 'person');
  return typeof answer === 'string' ? ended(answer) : look(merchant, answer.orderId, options(answer.merchantOrderId));
}

/** Linked or unlinked: the token says which, the notification does not have to. */
async function followAccount(merchant: Merchant): Promise<Followed | MustWait> {
  const checked = await inTurn(merchant, 'account', unknownRest, async () => ({
    answer: await checkAccess(merchant),
    wasInVain: true,
  }));
  if ('freeAt' in checked) return { ...checked, orderId: null };
  return { ...findingAbout(checked.answer), beganAt: checked.beganAt };
}

function findingAbout({ access, isNews }: AccessFinding): Followed {
  if (access === 'no_answer') return ended('no_answer');
  return ended(isNews ? 'changed' : 'nothing_new');
}

function ended(outcome: Followed['outcome']): Followed {
  return { outcome, orderId: null, events: null, beganAt: null };
}

function lookFor({ kind, resourceId }: NotificationHint, merchantOrderId: string | null = null): LookOptions {
  const named = kind === 'merchant_order' ? resourceId : merchantOrderId;
  return {
    source: 'notification',
    by: { source: 'notification', personId: null, apiKeyId: null },
    ...(named ? { merchantOrderId: named } : {}),
  };
}

async function lookInTurn(merchant: Merchant, orderId: string, options: LookOptions): Promise<Followed | MustWait> {
  const rest = (await isOrderUnfinished(merchant, orderId)) ? unfinishedRest : finishedRest;
  const looked = await inTurn(merchant, `order ${orderId}`, rest, async () => {
    const answer = await look(merchant, orderId, options);
    return { answer, wasInVain: answer.outcome !== 'changed' };
  });
  if ('freeAt' in looked) return { ...looked, orderId };
  await callWaitingDeliveries(merchant, orderId);
  return { ...looked.answer, beganAt: looked.beganAt };
}

async function look(merchant: Merchant, orderId: string, options: LookOptions): Promise<Followed> {
  const looked = await lookAtOrder(merchant, orderId, options);
  if (!looked) return ended('not_ours');
  const { events } = looked;
  const outcome = !looked.isComplete ? 'no_answer' : looked.changed ? 'changed' : 'nothing_new';
  return { outcome, orderId, events, beganAt: null };
}

type Rest = { readonly restMs: number; readonly patience: number };

async function inTurn<Answer>(
  merchant: Merchant,
  subject: string,
  { restMs, patience }: Rest,
  work: () => Promise<{ answer: Answer; wasInVain: boolean }>,
): Promise<{ answer: Answer; beganAt: string } | { outcome: 'waiting'; freeAt: Date }> {
  const now = new Date();
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const turn = await takeTurnToLook(merchant, subject, { now, leaseUntil, restMs, patience });
  if (!turn.isOurs) {
    const restedAtMs = turn.isUnderWay ? 0 : turn.lastStartedAt.getTime() + restMs;
    return { outcome: 'waiting', freeAt: new Date(Math.max(now.getTime() + UNDER_WAY_MS, restedAtMs)) };
  }
  let wasInVain = true;
  try {
    const done = await work();
    wasInVain = done.wasInVain;
    return { answer: done.answer, beganAt: turn.beganAt };
  } finally {
    await endTurnToLook(merchant, subject, { wasInVain });
  }
}

/** What an id that was seen before belongs to; asks nobody. */
async function orderOfKnownId(
  merchant: Merchant,
  kind: Exclude<NotificationHint['kind'], 'account' | 'other'>,
  id: string,
): Promise<string | null> {
  switch (kind) {
    case 'merchant_order':
      return findOrderIdByMoney(merchant, { merchantOrderId: id });
    case 'payment':
      return findOrderIdByMoney(merchant, { paymentId: id });
    case 'order':
      return findOrderIdByProviderOrder(merchant, id);
  }
}

type Found = { readonly orderId: string; readonly merchantOrderId: string | null };
type NotFound = 'not_ours' | 'not_found_yet' | 'no_answer';

/** Asks Mercado Pago, once, which sale an id belongs to. */
async function askFor(merchant: Merchant, hint: NotificationHint, urgency: Urgency): Promise<Found | NotFound> {
  const id = hint.resourceId ?? '';
  const { client } = await connected(merchant, urgency);
  try {
    const { externalReference, merchantOrderId } =
      hint.kind === 'payment'
        ? await client.getPayment(id)
        : { ...(await client.getMerchantOrder(id)), merchantOrderId: id };
    const record = externalReference ? await loadOrderByReference(merchant, externalReference) : null;
    return record ? { orderId: record.row.id, merchantOrderId } : 'not_ours';
  } catch (error) {
    if (!(error instanceof MercadoPagoError)) throw error;
    return error.status === 404 ? 'not_found_yet' : 'no_answer';
  }
}
