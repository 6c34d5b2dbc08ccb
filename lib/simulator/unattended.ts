import { randomUUID } from 'node:crypto';
import type { Account } from './accounts';
import { openMerchantOrder, type ScanProblem, type ScanResult } from './buyer';
import { readFirstItems } from './first-orders';
import { get } from './http-client';
import type { InStoreOrder } from './in-store-order';
import { isRecord, readId } from './json-value';
import { readOrder } from './order-input';
import type { PointOfSale } from './pos';
import { Refusal } from './refusal';
import type { Call } from './route';

type Polled =
  | { kind: 'order'; order: InStoreOrder }
  | { kind: 'waiting'; message: string }
  | { kind: 'error'; message: string; reason?: ScanProblem };

const timeoutMs = 10_000;
const lifeMs = 600_000;
const waitingTypes = ['in_process', 'unavailable'];

/**
 * A buyer scans an unattended POS: its `url` is asked as it was registered. Both protocols are understood: 400 with an error type (first)
 * and 202 with a status (second) mean waiting. The phone asks again until there is an order.
 * Source: mercadopago/devsite-docs guides/qr-code/qr-unattended/qr-unattended-part-b.es.md and hidden-qr-unattended-part-b.en.md.
 */
export async function scanUnattended(call: Call, account: Account, pos: PointOfSale, url: string): Promise<ScanResult> {
  const polled = await poll(call, account, pos, url);
  if (polled.kind === 'waiting') return { result: 'waiting', message: polled.message };
  if (polled.kind === 'error')
    return { result: 'error', message: polled.message, ...(polled.reason ? { reason: polled.reason } : {}) };
  const { simulation } = call;
  simulation.world.inStoreOrders.set(polled.order.id, polled.order);
  return { result: 'order', order: openMerchantOrder(simulation, polled.order) };
}

async function poll(call: Call, account: Account, pos: PointOfSale, url: string): Promise<Polled> {
  const answer = await get(url, timeoutMs);
  if (!answer)
    return {
      kind: 'error',
      message: 'The shop cannot be paid by this means now: its address does not answer',
      reason: 'silent',
    };
  const body = parse(answer.text);
  if (answer.status === 202) return { kind: 'waiting', message: readMessage(isRecord(body) ? body.status : null) };
  if (answer.status === 400) return readWait(isRecord(body) ? body.error : null);
  if (answer.status !== 200 || !isRecord(body)) {
    return {
      kind: 'error',
      message: `The shop's address answered ${answer.status}, which is not part of the protocol`,
    };
  }
  if (!/^application\/json/.test(answer.headers['content-type'] ?? '')) {
    return { kind: 'error', message: "The shop's address answered an order that is not application/json" };
  }
  try {
    const isSecond = answer.headers['order-version'] === '2';
    const order = isSecond ? readSecond(call, account, pos, body) : readFirst(call, account, pos, body);
    return { kind: 'order', order };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { json } = error.reply;
    return { kind: 'error', message: `The shop's order is not valid: ${isRecord(json) ? String(json.message) : ''}` };
  }
}

function readWait(error: unknown): Polled {
  const type = isRecord(error) ? error.type : null;
  if (waitingTypes.some((waiting) => waiting === type)) return { kind: 'waiting', message: readMessage(error) };
  if (type === 'timeout') return { kind: 'error', message: 'The shop did not answer in time', reason: 'too_late' };
  return { kind: 'error', message: 'The shop says that this code leads nowhere', reason: 'nowhere' };
}

function readMessage(value: unknown): string {
  const isText = isRecord(value) && typeof value.message === 'string' && value.message !== '';
  return isText ? String(value.message) : 'Waiting for the shop to enter the amount';
}

function readFirst(call: Call, account: Account, pos: PointOfSale, body: Record<string, unknown>): InStoreOrder {
  const items = readFirstItems(body.items, account);
  if (readId(body.collector_id) !== account.userId)
    throw refuse('collector_id is not the account of the point of sale');
  const reference = body.external_reference;
  if (typeof reference !== 'string' || reference === '' || reference.length > 256)
    throw refuse('external_reference is missing');
  const now = call.simulation.now();
  return {
    id: randomUUID(),
    userId: account.userId,
    posId: pos.id,
    origin: 'unattended',
    orderId: null,
    externalReference: reference,
    title: items[0]?.title ?? '',
    description: '',
    notificationUrl: typeof body.notification_url === 'string' ? body.notification_url : null,
    sponsorId: readId(body.sponsor_id),
    items,
    totalMinor: items.reduce((sum, item) => sum + item.unitPriceMinor * item.quantity, 0),
    isOnPrintedQr: false,
    hasOwnQr: false,
    merchantOrderIds: [],
    sent: body,
    createdAt: now,
    expiresAt: now + lifeMs,
  };
}

function readSecond(call: Call, account: Account, pos: PointOfSale, body: Record<string, unknown>): InStoreOrder {
  return readOrder({ ...call, body }, account, pos, { origin: 'unattended', isOnPrintedQr: false, hasOwnQr: false });
}

function refuse(message: string): Refusal {
  return new Refusal({ status: 400, json: { message } });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
