/*
 * A POS system written against the description of the API alone: it knows the words of OpenAPI and the names of the calls,
 * nothing of the code that answers them. Run with the description's address and a key; it prints what it did as one line of
 * JSON, and fails at the first answer that the description does not foresee.
 */

import { setTimeout } from 'node:timers/promises';

const [address, key] = process.argv.slice(2);
const document = await (await fetch(address)).json();
const base = document.servers[0].url;

/** Finds a call by its name in the description, and makes it with what the description says that it takes. */
async function run(operationId, { path = {}, query = {}, body, attempt } = {}) {
  for (const [template, entry] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(entry)) {
      if (operation.operationId !== operationId) continue;
      const taken = [...(entry.parameters ?? []), ...(operation.parameters ?? [])];
      const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
      if (taken.some((one) => one.in === 'header' && one.name === 'Idempotency-Key'))
        headers['Idempotency-Key'] = attempt;
      if (operation.requestBody) headers['content-type'] = 'application/json';
      const url = new URL(base + template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name])));
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const response = await fetch(url, {
        method: method.toUpperCase(),
        headers,
        body: operation.requestBody ? JSON.stringify(body) : undefined,
      });
      const described = operation.responses[response.status];
      if (!described) throw new Error(`${operationId}: ${response.status} is not described: ${await response.text()}`);
      const json = described.content?.['application/json'] ? await response.json() : null;
      if (!response.ok)
        throw Object.assign(new Error(`${operationId}: ${json?.error?.code}`), { code: json?.error?.code });
      return { json, isReplay: response.headers.get('Idempotency-Replayed') === 'true' };
    }
  }
  throw new Error(`the description has no ${operationId}`);
}

/** A cashier's patience with a sale that does not come to be what it should. */
const patience = AbortSignal.timeout(30_000);

async function until(orderId, isReached) {
  for (;;) {
    const { json } = await run('getOrder', { path: { order_id: orderId } });
    if (isReached(json)) return json;
    patience.throwIfAborted();
    await setTimeout(50);
  }
}

const till = (await run('listPos')).json.results.find((pos) => pos.status === 'active' && pos.external_pos_id);
const sale = { external_pos_id: till.external_pos_id, items: [{ title: 'Café', unit_price: '25.50', quantity: 2 }] };

const attempt = crypto.randomUUID();
const first = await run('createOrder', { body: sale, attempt });
const again = await run('createOrder', { body: sale, attempt });
const paid = await until(first.json.id, (order) => order.status === 'closed');
const part = await run('createRefund', {
  path: { order_id: paid.id },
  body: { amount: '25.50', reason: 'Un café de más' },
  attempt: crypto.randomUUID(),
});
const refunded = await until(paid.id, (order) => order.exception === 'partially_refunded');

const second = await run('createOrder', { body: sale, attempt: crypto.randomUUID() });
const canceled = await run('cancelOrder', { path: { order_id: second.json.id } });
const late = await run('createRefund', {
  path: { order_id: second.json.id },
  body: { reason: 'Nada' },
  attempt: crypto.randomUUID(),
}).catch((error) => error);
const list = await run('listOrders', { query: { external_pos_id: till.external_pos_id, limit: '1' } });
const rest = await run('listOrders', { query: { limit: '1', cursor: list.json.next_cursor } });

console.log(
  JSON.stringify({
    total: paid.total_amount,
    isSameOrder: again.json.id === first.json.id && again.isReplay && !first.isReplay,
    refund: part.json.status,
    refunded: refunded.refunded_amount,
    canceled: canceled.json.status,
    late: late.code,
    listed: [list.json.results[0].id, rest.json.results[0].id].map((id) =>
      id === second.json.id ? 'second' : id === paid.id ? 'first' : id,
    ),
  }),
);
