import { randomUUID } from 'node:crypto';
import { type PostOutcome, post } from './http-client';
import { writeSignature } from './signature';
import type { Simulation } from './simulation';

/** A notification on its way. */
export type Delivery = {
  id: number;
  userId: number;
  kind: 'ipn' | 'webhook';
  topic: string;
  /** The whole URL, with the query of this notification. */
  url: string;
  /** What the signature covers: the id in the query. */
  dataId: string;
  body: unknown;
  attempts: number;
  dueAt: number;
};

/** What became of a delivery, for people and tests to look at. */
export type DeliveryRecord = {
  id: number;
  at: string;
  kind: string;
  topic: string;
  url: string;
  attempt: number;
  outcome: 'delivered' | 'retrying' | 'given_up' | 'dropped';
  status: number | null;
};

/** Sends what is due and keeps what became of it. */
export type DeliveryQueue = {
  wake(): void;
  listRecent(): DeliveryRecord[];
  clear(): void;
  record(delivery: Delivery, outcome: DeliveryRecord['outcome'], status: number | null): void;
  close(): void;
};

const quarterHourMs = 15 * 60_000;
const mostAttempts = 10;
const mostInFlight = 64;
const mostRecords = 500;
const longestTimerMs = 60_000;

/** Starts the sending of what lies in `simulation.world.deliveries`. */
export function createDeliveryQueue(simulation: Simulation): DeliveryQueue {
  const records: DeliveryRecord[] = [];
  const inFlight = new Set<number>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let isWaking = false;

  function record(delivery: Delivery, outcome: DeliveryRecord['outcome'], status: number | null): void {
    const { id, kind, topic, url, attempts } = delivery;
    records.push({
      id,
      at: new Date(simulation.now()).toISOString(),
      kind,
      topic,
      url,
      attempt: attempts,
      outcome,
      status,
    });
    if (records.length > mostRecords) records.shift();
  }

  async function send(delivery: Delivery): Promise<void> {
    inFlight.add(delivery.id);
    delivery.attempts += 1;
    const { timeout_ms: firstTimeoutMs } = simulation.world.notifications;
    const timeoutMs = delivery.attempts === 1 ? firstTimeoutMs : Math.min(5_000, firstTimeoutMs);
    const outcome = await post(delivery.url, delivery.body, writeHeaders(simulation, delivery), timeoutMs);
    inFlight.delete(delivery.id);
    if (isClosed) return;
    settle(delivery, outcome);
    wake();
  }

  function settle(delivery: Delivery, outcome: PostOutcome): void {
    const { world } = simulation;
    // A reset while it was on its way has forgotten it.
    if (world.deliveries.get(delivery.id) !== delivery) return;
    // By the letter of the documentation only 200 and 201 acknowledge.
    const isDelivered = outcome.status === 200 || outcome.status === 201;
    if (isDelivered || delivery.attempts >= mostAttempts) {
      world.deliveries.delete(delivery.id);
      record(delivery, isDelivered ? 'delivered' : 'given_up', outcome.status);
    } else {
      delivery.dueAt = simulation.now() + retryGapMs(delivery.attempts) * world.notifications.retry_scale;
      record(delivery, 'retrying', outcome.status);
    }
    simulation.changed();
  }

  function wake(): void {
    if (isWaking) return;
    isWaking = true;
    setImmediate(sendDue);
  }

  function sendDue(): void {
    isWaking = false;
    clearTimeout(timer);
    if (isClosed) return;
    const now = simulation.now();
    let nextDueAt = Number.POSITIVE_INFINITY;
    for (const delivery of simulation.world.deliveries.values()) {
      if (inFlight.has(delivery.id)) continue;
      if (delivery.dueAt > now) nextDueAt = Math.min(nextDueAt, delivery.dueAt);
      else if (inFlight.size < mostInFlight) void send(delivery);
    }
    if (nextDueAt === Number.POSITIVE_INFINITY) return;
    timer = setTimeout(wake, Math.min(nextDueAt - now + 1, longestTimerMs));
    timer.unref();
  }

  function close(): void {
    isClosed = true;
    clearTimeout(timer);
  }

  return { wake, record, close, listRecent: () => records, clear: () => records.splice(0) };
}

/** Every 15 minutes; after the third the gap doubles. */
function retryGapMs(attempts: number): number {
  return attempts <= 3 ? quarterHourMs : quarterHourMs * 2 ** (attempts - 3);
}

/** IPN carries a signature too, but one that nobody can check: its key is made up on the spot. */
function writeHeaders(simulation: Simulation, delivery: Delivery): Record<string, string> {
  const requestId = randomUUID();
  const now = simulation.machineNow();
  const ts = String(simulation.world.notifications.signature_ts === 's' ? Math.floor(now / 1000) : now);
  const secret = simulation.world.accounts.get(delivery.userId)?.webhookSecret ?? '';
  return {
    'user-agent': 'restclient-node/4.15.3',
    'x-request-id': requestId,
    'x-retry': String(delivery.attempts - 1),
    'x-signature': writeSignature(delivery.kind === 'webhook' ? secret : randomUUID(), {
      dataId: delivery.dataId,
      requestId,
      ts,
    }),
  };
}
