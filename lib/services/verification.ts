import 'server-only';
import { isDeepStrictEqual } from 'node:util';
import { listOrderKeys, loadOrder, loadOrderHistory, type OrderRecord } from '@/db/order-records';
import {
  exceptionOf,
  type OrderEvent,
  type OrderState,
  paidMinor,
  refundedMinor,
  replay,
} from '@/lib/domain/order-state';
import { actAsSystem, type Merchant } from '@/lib/domain/scope';

const PAGE = 500;
/** An order whose version is not the number of its events was changed while it was read, or is broken. */
const ATTEMPTS = 5;

/** Rebuilds every order from its history and compares it with what is stored. Says in one line per order what differs. */
export async function verifyOrders(): Promise<{ checked: number; broken: string[] }> {
  const broken: string[] = [];
  let checked = 0;
  let after: { merchantId: string; orderId: string } | null = null;
  for (;;) {
    const keys = await listOrderKeys(actAsSystem(), { after, limit: PAGE });
    for (const { merchant, orderId } of keys) {
      const loaded = await loadWithHistory(merchant, orderId);
      if (!loaded) continue;
      const { record, history } = loaded;
      const figures = [record.row.paidMinor, record.row.refundedMinor, record.row.exception].join();
      const derived = [paidMinor(record.state), refundedMinor(record.state), exceptionOf(record.state)].join();
      const problems = [
        differenceOf(record.state, history),
        figures === derived ? null : `says ${figures}, its money says ${derived}`,
      ].filter((problem) => problem !== null);
      if (problems.length > 0) broken.push(`order ${orderId}: ${problems.join('; ')}`);
      checked += 1;
    }
    const last = keys.at(-1);
    if (!last || keys.length < PAGE) return { checked, broken };
    after = { merchantId: last.merchant.id, orderId: last.orderId };
  }
}

/** An order and its history as of one moment: while others save in between, they are read again. */
async function loadWithHistory(
  merchant: Merchant,
  orderId: string,
): Promise<{ record: OrderRecord; history: OrderEvent[] } | null> {
  for (let attempt = 1; ; attempt++) {
    const record = await loadOrder(merchant, orderId);
    if (!record) return null;
    const history = await loadOrderHistory(merchant, orderId);
    if (history.length === record.state.version || attempt === ATTEMPTS) return { record, history };
  }
}

function differenceOf(stored: OrderState, history: Parameters<typeof replay>[0]): string | null {
  try {
    const rebuilt = replay(history);
    if (isDeepStrictEqual(rebuilt, stored)) return null;
    const said = new Map<string, unknown>(Object.entries(rebuilt));
    return Object.entries(stored)
      .filter(([field, value]) => !isDeepStrictEqual(value, said.get(field)))
      .map(([field, value]) => `${field} is ${JSON.stringify(value)}, rebuilt ${JSON.stringify(said.get(field))}`)
      .join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
