import { type Account, readAccount, siteOf } from './accounts';
import { changeBehaviour } from './behaviour';
import { payMerchantOrder, type ScanResult, scanOrder, scanPos, settlePayment } from './buyer';
import { writeControlState, writePhoneOrder } from './control-state';
import { readFaults } from './faults';
import { type Application, revokeGrants } from './grants';
import { findSlotOrder, withdrawInStoreOrder } from './in-store-order';
import { isRecord, readId } from './json-value';
import { type MerchantOrder, writeMerchantOrder } from './merchant-orders';
import { changeNotificationSettings } from './notification-settings';
import { endOrder } from './order';
import { isHttpUrl } from './order-input';
import { readCount } from './paging';
import { passTime } from './pass-time';
import { findPaymentMethod, paymentMethodNames } from './payment-method';
import { findPosByExternalId, type PointOfSale } from './pos';
import { readQrText } from './qr-text';
import { writeRefund } from './refund-json';
import { refundPayment } from './refunds';
import { refuseControl } from './refusal';
import { ok, type Reply } from './reply';
import type { Call, Route } from './route';
import { scanUnattended } from './unattended';
import { createWorld } from './world';

const longestAdvanceS = 10 * 365 * 86_400;

function reset(call: Call): Reply {
  const body = readBody(call);
  const given = body.accounts ?? [];
  if (!Array.isArray(given)) throw refuseControl(400, 'bad_accounts', 'accounts must be an array');
  const accounts: Account[] = [];
  for (const entry of given) {
    const account = readAccount(entry);
    if (typeof account === 'string') throw refuseControl(400, 'bad_accounts', account);
    accounts.push(account);
  }
  const isTwice = (list: unknown[]) => new Set(list).size < list.length;
  if (isTwice(accounts.map(({ userId }) => userId)) || isTwice(accounts.map(({ accessToken }) => accessToken))) {
    throw refuseControl(400, 'bad_accounts', 'each user_id and access_token may appear once');
  }
  const applications = readApplications(body.applications);
  call.simulation.replaceWorld(createWorld(accounts.length > 0 ? accounts : undefined, applications));
  return ok({ accounts: [...call.simulation.world.accounts.values()].map(writeAccount) });
}

function readApplications(value: unknown): Application[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw refuseControl(400, 'bad_applications', 'applications must be an array');
  return value.map((entry: unknown) => {
    if (!isRecord(entry) || typeof entry.client_id !== 'string' || typeof entry.client_secret !== 'string') {
      throw refuseControl(400, 'bad_applications', 'each application needs client_id and client_secret');
    }
    const uris = Array.isArray(entry.redirect_uris)
      ? entry.redirect_uris.filter((uri) => typeof uri === 'string')
      : null;
    return {
      clientId: entry.client_id,
      clientSecret: entry.client_secret,
      redirectUris: uris,
      isMarketplace: entry.is_marketplace !== false,
    };
  });
}

function writeAccount(account: Account): unknown {
  return {
    user_id: account.userId,
    site_id: account.siteId,
    access_token: account.accessToken,
    nickname: account.nickname,
    currency_id: siteOf(account).currencyId,
    webhook_secret: account.webhookSecret,
  };
}

async function scan(call: Call): Promise<Reply> {
  const body = readBody(call);
  if (typeof body.qr_data !== 'string') return scanAtPos(call, requirePos(call, body));
  const target = readQrText(body.qr_data);
  if (!target) {
    const message = 'This is not a valid Mercado Pago code';
    return writeScan(call, { result: 'error', message, reason: 'not_a_code' });
  }
  if (target.kind === 'order') return writeScan(call, scanOrder(call.simulation, target.inStoreOrderId));
  const pos = call.simulation.world.pos.get(target.posId);
  if (!pos) return writeScan(call, { result: 'error', message: 'There is no such point of sale', reason: 'no_pos' });
  return scanAtPos(call, pos);
}

/** A waiting phone at an unattended POS is told to ask again by itself. */
async function scanAtPos(call: Call, pos: PointOfSale): Promise<Reply> {
  const place = { external_pos_id: pos.externalId, user_id: pos.userId };
  if (pos.url === null || findSlotOrder(call.simulation, pos.id))
    return writeScan(call, scanPos(call.simulation, pos), place);
  const scanned = await scanUnattended(call, requireAccount(call, pos.userId), pos, pos.url);
  const retry = scanned.result === 'waiting' ? { retry_ms: call.simulation.world.behaviour.poll_ms } : {};
  return writeScan(call, scanned, { ...place, ...retry });
}

function writeScan(call: Call, scanned: ScanResult, place: Record<string, unknown> = {}): Reply {
  if (scanned.result !== 'order') return ok({ ...scanned, ...place });
  return ok({ result: 'order', ...place, merchant_order_id: scanned.order.id, ...writeOrder(call, scanned.order) });
}

function pay(call: Call): Reply {
  const body = readBody(call);
  const { simulation } = call;
  const { outcome } = body;
  if (outcome !== 'approved' && outcome !== 'rejected' && outcome !== 'in_process') {
    throw refuseControl(400, 'bad_outcome', 'outcome must be approved, rejected or in_process');
  }
  const statusDetail = typeof body.status_detail === 'string' ? body.status_detail : null;
  if (body.payment_id !== undefined) {
    const payment = simulation.world.payments.get(readId(body.payment_id) ?? 0);
    const order = simulation.world.merchantOrders.get(payment?.merchantOrderId ?? 0);
    if (!payment || !order) throw refuseControl(404, 'payment_not_found', 'There is no such payment');
    settlePayment(simulation, order, payment, { outcome, statusDetail });
    return ok({ payment_id: payment.id, ...writeOrder(call, order) });
  }
  const order = simulation.world.merchantOrders.get(readId(body.merchant_order_id) ?? 0);
  if (!order) throw refuseControl(404, 'merchant_order_not_found', 'There is no such merchant order');
  const method = findPaymentMethod(typeof body.method === 'string' ? body.method : 'account_money');
  if (!method) throw refuseControl(400, 'bad_method', `method must be one of ${paymentMethodNames.join(', ')}`);
  const account = requireAccount(call, order.userId);
  const payment = payMerchantOrder(simulation, account, order, { outcome, amount: body.amount, method, statusDetail });
  return ok({ payment_id: payment.id, ...writeOrder(call, order) });
}

function refund(call: Call): Reply {
  const body = readBody(call);
  const { simulation } = call;
  const payment = simulation.world.payments.get(readId(body.payment_id) ?? 0);
  if (!payment) throw refuseControl(404, 'payment_not_found', 'There is no such payment');
  const account = requireAccount(call, payment.userId);
  const amount = typeof body.amount === 'string' ? Number(body.amount) : (body.amount ?? undefined);
  const made = refundPayment(simulation, account, payment, amount, 'panel');
  const order = simulation.world.merchantOrders.get(payment.merchantOrderId);
  return ok({
    refund_id: made.id,
    refund: writeRefund(account, payment, made),
    ...(order ? writeOrder(call, order) : {}),
  });
}

function expire(call: Call): Reply {
  const pos = requirePos(call, readBody(call));
  const order = findSlotOrder(call.simulation, pos.id);
  const apiOrder = call.simulation.world.orders.get(order?.orderId ?? '');
  if (apiOrder) endOrder(call.simulation, apiOrder, 'expired');
  else if (order) withdrawInStoreOrder(call.simulation, order);
  return ok({ external_pos_id: pos.externalId, expired: order !== null });
}

function advance(call: Call): Reply {
  const { seconds } = readBody(call);
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= longestAdvanceS)) {
    throw refuseControl(400, 'bad_seconds', `seconds must be a number from 0 to ${longestAdvanceS}`);
  }
  const { simulation } = call;
  simulation.world.clockOffsetMs += seconds * 1000;
  passTime(simulation);
  simulation.wakeDeliveries();
  simulation.changed();
  return ok({ now: new Date(simulation.now()).toISOString(), advanced_s: simulation.world.clockOffsetMs / 1000 });
}

function setNotifications(call: Call): Reply {
  const { simulation } = call;
  const settings = changeNotificationSettings(simulation.world.notifications, call.body);
  if (typeof settings === 'string') throw refuseControl(400, 'bad_settings', settings);
  simulation.world.notifications = settings;
  simulation.changed();
  return ok(settings);
}

function setFaults(call: Call): Reply {
  const faults = readFaults(call.body);
  if (typeof faults === 'string') throw refuseControl(400, 'bad_faults', faults);
  call.simulation.faults = faults;
  call.simulation.changed();
  return ok({ faults });
}

function setBehaviour(call: Call): Reply {
  const { simulation } = call;
  const behaviour = changeBehaviour(simulation.world.behaviour, call.body);
  if (typeof behaviour === 'string') throw refuseControl(400, 'bad_behaviour', behaviour);
  simulation.world.behaviour = behaviour;
  simulation.changed();
  return ok(behaviour);
}

/** Where the webhooks of an account's application go, and the secret that signs them. */
function setWebhooks(call: Call): Reply {
  const body = readBody(call);
  const account = requireAccount(call, readId(body.user_id) ?? 0);
  const { url, secret } = body;
  if (url !== undefined && url !== null && !(typeof url === 'string' && isHttpUrl(url))) {
    throw refuseControl(400, 'bad_url', 'url must be an http or https url, or null');
  }
  if (secret !== undefined && typeof secret !== 'string')
    throw refuseControl(400, 'bad_secret', 'secret must be a text');
  if (url !== undefined) account.webhookUrl = url;
  if (secret !== undefined) account.webhookSecret = secret;
  call.simulation.changed();
  return ok({ user_id: account.userId, url: account.webhookUrl, secret: account.webhookSecret });
}

/** A merchant takes its leave back: the tokens of the application, or of all, stop working. */
function revoke(call: Call): Reply {
  const body = readBody(call);
  const account = requireAccount(call, readId(body.user_id) ?? 0);
  const clientId = typeof body.client_id === 'string' ? body.client_id : null;
  return ok({ user_id: account.userId, revoked: revokeGrants(call.simulation, account.userId, clientId) });
}

function writeOrder(call: Call, order: MerchantOrder): Record<string, unknown> {
  const account = requireAccount(call, order.userId);
  return {
    merchant_order: writeMerchantOrder(call.simulation.world, account, order),
    phone: writePhoneOrder(call.simulation, account, order),
  };
}

function requireAccount(call: Call, userId: number): Account {
  const account = call.simulation.world.accounts.get(userId);
  if (!account) throw refuseControl(404, 'account_not_found', 'There is no such account');
  return account;
}

/** Without `user_id` the external id must belong to one account only. */
function requirePos(call: Call, body: Record<string, unknown>): PointOfSale {
  const { external_pos_id: externalId, user_id: userId } = body;
  if (typeof externalId !== 'string') throw refuseControl(400, 'bad_pos', 'external_pos_id must be a text');
  const { world } = call.simulation;
  const userIds = userId === undefined ? [...world.accounts.keys()] : [readId(userId) ?? 0];
  const found = userIds.flatMap((id) => findPosByExternalId(world, id, externalId) ?? []);
  if (found.length > 1) throw refuseControl(409, 'ambiguous_pos', 'Several accounts have this POS: name the user_id');
  const [pos] = found;
  if (!pos) throw refuseControl(404, 'pos_not_found', `There is no POS ${externalId}`);
  return pos;
}

function readBody(call: Call): Record<string, unknown> {
  const body = call.body ?? {};
  if (!isRecord(body)) throw refuseControl(400, 'bad_body', 'The body must be an object');
  return body;
}

/** The simulator's own controls, beside the API that it imitates. */
export const controlRoutes: Route[] = [
  { method: 'POST', pattern: '/_control/reset', handle: reset },
  { method: 'POST', pattern: '/_control/scan', handle: scan },
  { method: 'POST', pattern: '/_control/pay', handle: pay },
  { method: 'POST', pattern: '/_control/refund', handle: refund },
  { method: 'POST', pattern: '/_control/expire', handle: expire },
  { method: 'POST', pattern: '/_control/advance', handle: advance },
  { method: 'PUT', pattern: '/_control/notifications', handle: setNotifications },
  {
    method: 'GET',
    pattern: '/_control/notifications',
    handle: ({ simulation }) => ok({ ...simulation.world.notifications, deliveries: simulation.listDeliveryRecords() }),
  },
  { method: 'PUT', pattern: '/_control/behaviour', handle: setBehaviour },
  { method: 'GET', pattern: '/_control/behaviour', handle: ({ simulation }) => ok(simulation.world.behaviour) },
  { method: 'PUT', pattern: '/_control/webhooks', handle: setWebhooks },
  { method: 'POST', pattern: '/_control/revoke', handle: revoke },
  { method: 'PUT', pattern: '/_control/faults', handle: setFaults },
  { method: 'GET', pattern: '/_control/faults', handle: ({ simulation }) => ok({ faults: simulation.faults }) },
  {
    method: 'GET',
    pattern: '/_control/requests',
    handle: ({ simulation, query }) =>
      ok({ requests: simulation.requestLog.list().slice(-(readCount(query, 'limit', 0) ?? 0)) }),
  },
  {
    method: 'GET',
    pattern: '/_control/state',
    handle: (call) => ok(writeControlState(call.simulation, readId(call.query.get('merchant_order_id')), call.baseUrl)),
  },
];
