import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { operations } from '@/lib/api/operations';
import { createStore } from '@/lib/api/stores';
import { type Answer, call, listAt, textAt } from '../support/answer';
import { openApplication, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { hasProgram, runProgram } from '../support/run-program';
import { openShop, type Shop, tills } from '../support/shop';

/* Programs that know the API by its description alone. */

let application: TestApplication;
let shop: Shop;
let json: unknown;

beforeAll(async () => {
  application = await openApplication();
  ({ json } = await call(`${application.url}/api/v1/openapi.json`, { method: 'GET' }));
});
afterAll(() => application.close());
beforeEach(async () => {
  shop = await openShop(application);
});

test('a POS system that was written against the description charges, cancels and gives back', {
  timeout: 60_000,
}, async () => {
  const program = runProgram(process.execPath, [
    path.join(import.meta.dirname, '../support/pos-system.mjs'),
    `${application.url}/api/v1/openapi.json`,
    shop.apiKey,
  ]);
  const till = textAt((await shop.api('GET', '/pos?limit=1')).json, 'results', 0, 'external_pos_id');
  const scanned = await eventually(() => shop.scan(till), { withinMs: 30_000 });
  await application.simulator.pay(scanned, 'approved');
  const { code, output, errors } = await program;
  expect([code, errors]).toEqual([0, '']);
  expect(JSON.parse(output)).toEqual({
    total: '51.00',
    isSameOrder: true,
    refund: 'approved',
    refunded: '25.50',
    canceled: 'canceled',
    late: 'conflict',
    listed: ['second', 'first'],
  });
});

describe('real answers are what the JSON schemas of the description say', () => {
  const described = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  });
  const responses = z.object({
    responses: z.record(
      z.string(),
      z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() }),
    ),
  });

  /** The schema's complaints about an answer. */
  function complaints(id: string, answer: Answer): unknown {
    const document = described.parse(json);
    const operation = operations.find((one) => one.id === id);
    const entry = document.paths[operation?.path ?? '']?.[operation?.method.toLowerCase() ?? ''];
    const content = responses.parse(entry).responses[answer.status]?.content?.['application/json'];
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: document.components });
    const schema: unknown = JSON.parse(
      JSON.stringify(content?.schema).replaceAll('"#/components', '"openapi#/components'),
    );
    const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));
    return validate(answer.json) ? null : validate.errors;
  }

  test('for orders, refunds, lists, places and errors', { timeout: 60_000 }, async () => {
    const { order } = await shop.closedOrder();
    const reason = { reason: 'Prueba' };
    const example = z.object({ location: z.unknown() }).parse(createStore.examples.store.value);
    const newStore = { ...example, external_store_id: 'S077', name: 'Sur' };
    const newPos = { external_pos_id: 'S077P01', name: 'Caja 1', external_store_id: 'S077' };
    const key = () => ({ 'idempotency-key': crypto.randomUUID() });
    const answers: [string, number, Answer][] = [
      ['createOrder', 201, await shop.charge({ external_pos_id: tills[1], external_reference: 'Described-1' })],
      ['createOrder', 409, await shop.charge({ external_pos_id: tills[1] })],
      ['createOrder', 422, await shop.charge({ items: [] })],
      ['createOrder', 404, await shop.charge({ external_pos_id: 'NOWHERE' })],
      ['listOrders', 200, await shop.api('GET', '/orders')],
      ['getOrder', 200, await shop.api('GET', `/orders/${order.id}`)],
      ['checkOrder', 200, await shop.check(order.id)],
      ['cancelOrder', 409, await shop.cancel(order.id)],
      ['listOrderEvents', 200, await shop.api('GET', `/orders/${order.id}/events`)],
      ['createRefund', 201, await shop.api('POST', `/orders/${order.id}/refunds`, reason, key())],
      ['createRefund', 422, await shop.api('POST', `/orders/${order.id}/refunds`, { amount: 'x', ...reason }, key())],
      ['listPos', 200, await shop.api('GET', '/pos')],
      ['getPos', 200, await shop.api('GET', '/pos/S001P01')],
      ['listStores', 200, await shop.api('GET', '/stores')],
      ['createStore', 201, await shop.api('POST', '/stores', newStore)],
      ['createStore', 409, await shop.api('POST', '/stores', newStore)],
      ['createStore', 422, await shop.api('POST', '/stores', { ...newStore, external_store_id: 'con espacio' })],
      ['getStore', 200, await shop.api('GET', '/stores/s077')],
      ['changeStore', 200, await shop.api('PATCH', '/stores/S077', { name: 'Norte' })],
      ['createPos', 201, await shop.api('POST', '/pos', newPos)],
      ['createPos', 409, await shop.api('POST', '/pos', newPos)],
      ['changePos', 200, await shop.api('PATCH', '/pos/S077P01', { name: 'Caja 2' })],
      ['retireStore', 409, await shop.api('DELETE', '/stores/S077')],
      ['retirePos', 200, await shop.api('DELETE', '/pos/S077P01?confirm=S077P01')],
      ['retireStore', 200, await shop.api('DELETE', '/stores/S077?confirm=S077')],
      ['listNotifications', 200, await shop.api('GET', '/notifications')],
      ['listNotifications', 401, await shop.api('GET', '/notifications', undefined, { authorization: 'Bearer no' })],
    ];
    for (const [id, status, answer] of answers)
      expect([id, answer.status, complaints(id, answer)]).toEqual([id, status, null]);
    await shop.cancel(textAt(answers[0]?.[2].json, 'id'));
  });
});

describe('the samples of the description', () => {
  /** What runs a list of programs one after the other, each with an environment of its own. */
  const languages = [
    {
      label: 'curl',
      needs: 'curl',
      ending: 'sh',
      runner: [
        'sh',
        '-ec',
        'set -- $SAMPLES; while [ $# -gt 0 ]; do ORDER_ID="$2" EXTERNAL_POS_ID="$3" EXTERNAL_STORE_ID="$4" sh -e "$1"; shift 4; done',
      ],
    },
    {
      label: 'JavaScript',
      needs: process.execPath,
      ending: 'mjs',
      runner: [
        process.execPath,
        '--input-type=module',
        '--eval',
        `const words = process.env.SAMPLES.split(' ');
         for (let at = 0; at < words.length; at += 4) {
           const [file, ORDER_ID, EXTERNAL_POS_ID, EXTERNAL_STORE_ID] = words.slice(at, at + 4);
           Object.assign(process.env, { ORDER_ID, EXTERNAL_POS_ID, EXTERNAL_STORE_ID });
           await import(file);
         }`,
      ],
    },
    {
      label: 'Python',
      needs: 'python3',
      ending: 'py',
      runner: [
        'python3',
        '-c',
        `import os, runpy
words = os.environ["SAMPLES"].split(" ")
for at in range(0, len(words), 4):
    os.environ.update(zip(["ORDER_ID", "EXTERNAL_POS_ID", "EXTERNAL_STORE_ID"], words[at + 1 : at + 4]))
    runpy.run_path(words[at])`,
      ],
    },
  ] as const;
  const samplesSchema = z.object({
    operationId: z.string(),
    'x-codeSamples': z.array(z.object({ label: z.string(), source: z.string() })),
  });

  /** Programs of one language, in the order of the description. */
  function samplesIn(label: string): { id: string; source: string }[] {
    const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(json);
    return Object.values(paths)
      .flatMap(({ parameters: _taken, ...methods }) => Object.values(methods))
      .map((operation) => samplesSchema.parse(operation))
      .map((operation) => ({
        id: operation.operationId,
        source: operation['x-codeSamples'].find((sample) => sample.label === label)?.source ?? '',
      }));
  }

  for (const { label, needs, ending, runner } of languages) {
    test.skipIf(!hasProgram(needs))(`in ${label} run as they are`, { timeout: 60_000 }, async () => {
      const cwd = mkdtempSync(path.join(tmpdir(), 'samples-'));
      const programs = mkdtempSync(path.join(tmpdir(), 'programs-'));
      const { order } = await shop.closedOrder();
      const running = await shop.openedOrder({ external_pos_id: tills[1] });
      const samples = samplesIn(label).map(({ id, source }) => {
        const file = path.join(programs, `${id}.${ending}`);
        writeFileSync(file, source);
        return { file, id };
      });
      expect(samples).toHaveLength(operations.length);
      const tillFor = (id: string) =>
        id === 'setUnattendedState' ? tills[1] : id.startsWith('retire') ? 'S001P09' : tills[0];
      // Each program meets what it is about: the last ones take out of service what the ones before made.
      const isEnding = (id: string) => (id === 'retirePos' ? 1 : id === 'retireStore' ? 2 : 0);
      const inTurn = samples.sort((a, b) => isEnding(a.id) - isEnding(b.id));
      await application.services.sql`update pos set integration = 'unattended'
        where merchant_id = ${shop.merchant.id} and external_pos_id = ${tills[1]}`;
      const env = {
        MOSTRADOR_URL: application.url,
        MOSTRADOR_KEY: shop.apiKey,
        IDEMPOTENCY_KEY: crypto.randomUUID(),
        SAMPLES: inTurn
          .map(({ file, id }) => {
            const orderId = id === 'cancelOrder' ? running.id : order.id;
            const store = id.startsWith('retire') ? 'S009' : 'S001';
            return `${file} ${orderId} ${tillFor(id)} ${store}`;
          })
          .join(' '),
      };
      const [command, ...words] = runner;
      const { code, errors } = await runProgram(command, words, { env, cwd });
      expect([code, errors]).toEqual([0, '']);
      expect(readdirSync(cwd).sort()).toEqual(['qr.png', 'qr.svg', 'stickers.pdf']);
      expect(await shop.order(running.id)).toMatchObject({ status: 'canceled' });
      await shop.becomes(order.id, { exception: 'refunded' });
      const { json: left } = await shop.api('GET', '/orders?status=opened');
      expect(listAt(left, 'results')).toHaveLength(1);
      await shop.cancel(textAt(left, 'results', 0, 'id'));
      for (const folder of [cwd, programs]) rmSync(folder, { recursive: true });
    });
  }
});
