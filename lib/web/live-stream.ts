import 'server-only';
import { listOrdersChangedSince } from '@/db/orders';
import { may } from '@/lib/domain/permissions';
import type { Merchant } from '@/lib/domain/scope';
import { type OrderChange, subscribe } from '@/lib/services/live';
import type { StreamSink } from './event-stream';
import { ownerOfCookies, SESSION_SECONDS } from './session-token';

const HEARTBEAT_MS = 15_000;
/** A change that was committed but not yet seen by a reader that resumes may be this much older than the newest it saw. */
const RESUME_OVERLAP_MS = 2_000;
/** Nobody was away longer: a session does not last longer. */
const RESUME_MAX_MS = SESSION_SECONDS * 1000;
const RESUME_PAGE = 500;

/**
 * Streams the changes of the orders of whoever's cookies these are: one event per change with ids and states only, a
 * comment every 15 seconds, and after a break everything that changed since the last event. Whoever may not read orders
 * is told only that something changed. The session is looked at again with every second heartbeat, so that somebody who was
 * disabled, or is something else now, stops seeing within 30 seconds. Null means that nobody is signed in.
 */
export async function openLiveStream(
  request: { cookies: string | null; lastEventId: string | null },
  sink: StreamSink,
): Promise<(() => void) | null> {
  const owner = await ownerOfCookies(request.cookies);
  if (!owner) return null;
  let beats = 0;
  let isOpen = true;
  let unsubscribe: (() => void) | null = null;
  const write = (text: string) => {
    if (isOpen) sink.write(text);
  };
  const heartbeat = setInterval(() => {
    beats += 1;
    write(': beat\n\n');
    if (beats % 2 === 0) void endWhenSignedOut();
  }, HEARTBEAT_MS);
  const close = () => {
    isOpen = false;
    clearInterval(heartbeat);
    unsubscribe?.();
  };
  // Its reader comes again and says where it was.
  const end = () => {
    close();
    sink.end();
  };
  const endWhenSignedOut = async () => {
    const still = await ownerOfCookies(request.cookies).catch(() => owner);
    if (still?.merchant.id !== owner.merchant.id || still.role !== owner.role) end();
  };
  try {
    const readsOrders = may(owner.role, 'orders:read');
    const onChange = (change: OrderChange) => write(readsOrders ? format(change) : SOMETHING_CHANGED);
    unsubscribe = await subscribe(owner.merchant, { onChange, onGap: end });
    write('retry: 2000\n\n');
    if (readsOrders) await resume(owner.merchant, request.lastEventId, write);
  } catch (error) {
    close();
    throw error;
  }
  return close;
}

async function resume(merchant: Merchant, lastEventId: string | null, write: StreamSink['write']): Promise<void> {
  if (!lastEventId || !/^\d{1,15}$/.test(lastEventId)) return;
  const oldest = Date.now() - RESUME_MAX_MS;
  let after = { changedAt: new Date(Math.max(Number(lastEventId) - RESUME_OVERLAP_MS, oldest)), id: FIRST_ID };
  for (;;) {
    const page = await listOrdersChangedSince(merchant, after, RESUME_PAGE);
    for (const order of page) write(format({ ...order, changedAtMs: order.changedAt.getTime() }));
    const last = page.at(-1);
    if (!last || page.length < RESUME_PAGE) return;
    after = last;
  }
}

/** For a page that shows the tills and no order. */
const SOMETHING_CHANGED = 'event: change\ndata: null\n\n';

/** Before every id. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** One change goes to every screen of a merchant: its text is made once. */
const texts = new WeakMap<ToldChange, string>();
type ToldChange = Pick<OrderChange, 'id' | 'version' | 'status' | 'exception' | 'changedAtMs'>;

function format(change: ToldChange): string {
  const known = texts.get(change);
  if (known !== undefined) return known;
  const { id, version, status, exception } = change;
  const data = JSON.stringify({ id, version, status, exception });
  const text = `id: ${change.changedAtMs}\nevent: order\ndata: ${data}\n\n`;
  texts.set(change, text);
  return text;
}
