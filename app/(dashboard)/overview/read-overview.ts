import 'server-only';
import { getMerchant } from '@/db/merchants';
import { lastDeliveryAt } from '@/db/notification-log';
import { countOrders, listOrderDetails, listOrders } from '@/db/orders';
import { listPos } from '@/db/pos';
import { countWaitingRefunds, listWaitingRefunds } from '@/db/refunds';
import { countOpenAndUndecided, summarizeSales } from '@/db/sales';
import { getSilenceAlarm } from '@/db/silence-alarms';
import { listLastOrders } from '@/db/till-activity';
import { addDays, dayAt, periodOfDays, weekdayOf } from '@/lib/domain/calendar';
import { sumMinor } from '@/lib/domain/money';
import { exceptionsToDecide } from '@/lib/domain/order';
import type { Merchant } from '@/lib/domain/scope';

/** More open orders than this are counted, but not summed. */
const SUMMED_ORDERS = 100;
const WEEK_MS = 7 * 86_400_000;

/** What the first page shows, read at once. The day is the one of the merchant's zone. */
export async function readOverview(merchant: Merchant, now: Date, timeZone: string) {
  const today = dayAt(now, timeZone);
  const day = periodOfDays(today, today, timeZone);
  const lastWeek = periodOfDays(addDays(today, -7), addDays(today, -7), timeZone);
  const [
    sales,
    salesBefore,
    salesByNow,
    counts,
    open,
    undecided,
    latest,
    tills,
    lastOrders,
    noticeAt,
    silence,
    swept,
    profile,
  ] = await Promise.all([
    summarizeSales(merchant, { ...day, timeZone }),
    summarizeSales(merchant, { ...lastWeek, timeZone }),
    summarizeSales(merchant, { from: lastWeek.from, to: new Date(now.getTime() - WEEK_MS), timeZone }),
    countOpenAndUndecided(merchant),
    listOrders(merchant, { filter: { statuses: ['draft', 'opened'] }, limit: SUMMED_ORDERS }),
    listOrderDetails(merchant, { filter: { exceptions: exceptionsToDecide }, limit: 4 }),
    listOrders(merchant, { filter: {}, limit: 6 }),
    listPos(merchant, { isInService: true }),
    listLastOrders(merchant),
    lastDeliveryAt(merchant),
    getSilenceAlarm(merchant),
    countOrders(merchant, { closedBy: ['sweep'], closedFrom: day.from, closedTo: day.to }),
    getMerchant(merchant),
  ]);
  return {
    weekday: weekdayOf(today),
    sales,
    salesBefore,
    soldMinorByNow: salesByNow.soldMinor,
    counts,
    openMinor: open.nextCursor === null ? sumMinor(open.orders.map((order) => order.totalMinor)) : null,
    undecided: undecided.orders,
    latest: latest.orders,
    tills: tills.filter((till) => till.status !== 'retired'),
    lastOrders,
    noticeAt,
    silence,
    swept,
    profile,
  };
}

export type Overview = Awaited<ReturnType<typeof readOverview>>;

/** The refunds that waited longest for a second person, and how many there are. */
export async function readWaitingRefunds(merchant: Merchant) {
  const [refunds, count] = await Promise.all([listWaitingRefunds(merchant, 4), countWaitingRefunds(merchant)]);
  return { refunds, count };
}
