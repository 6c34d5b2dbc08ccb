import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, call, textAt } from '../support/answer';
import { type AppProcess, startAppProcess } from '../support/app-process';
import { openApplication, settingsFor, type TestApplication } from '../support/application';
import { eventually } from '../support/eventually';
import { openShop, type Shop } from '../support/shop';

/* Everything that one process printed, answered and stored is searched for secrets in every usual writing. */

let application: TestApplication;
let shop: Shop;
let talker: AppProcess;
const answers: Answer[] = [];

beforeAll(async () => {
  application = await openApplication({ hasWorker: false });
  shop = await openShop(application);
  talker = await startAppProcess({
    mercadopagoUrl: application.simulator.url,
    settings: { LOG_LEVEL: 'trace' },
  });
  talker.work();
  await provoke();
});
afterAll(async () => {
  await talker.kill();
  await application.close();
});

async function api(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await call(`${talker.url}/api/v1${path}`, {
    method,
    body,
    headers: { authorization: `Bearer ${shop.apiKey}`, 'idempotency-key': crypto.randomUUID(), ...headers },
  });
  answers.push(answer);
  return answer;
}

/** A day in the life of a process, with everything going wrong that can. */
async function provoke(): Promise<void> {
  const { simulator } = application;
  const body = { external_pos_id: 'S001P01', items: [{ title: 'Café', unit_price: '15', quantity: 1 }] };
  const put = { method: 'PUT', path: '/instore', times: 1 } as const;
  const echo = {
    message: `the token ${shop.accessToken} is bad`,
    error: 'bad',
    cause: [{ code: '1', description: shop.accessToken }],
  };
  await simulator.misbehave({ ...put, kind: 'status', status: 400, body: echo });
  await api('POST', '/orders', body);
  for (const kind of ['drop_after_commit', 'html', 'garbage'] as const) {
    await simulator.misbehave(
      { ...put, kind },
      { path: '/merchant_orders', kind: 'status', status: 500, body: echo, times: 2 },
    );
    const draft = await api('POST', '/orders', body);
    await api('POST', `/orders/${textAt(draft.json, 'id')}/check`);
    await application.services
      .sql`update orders set status = 'failed', publication = 'not_found' where status = 'draft'`;
  }
  const order = await api('POST', '/orders', body);
  await simulator.pay(await shop.scan(), 'approved');
  const id = textAt(order.json, 'id');
  await shop.becomes(id, { status: 'closed' });
  for (const path of ['', '/events']) await api('GET', `/orders/${id}${path}`);
  for (const path of ['/orders', '/pos', '/stores', '/orders?colour=red', '/nowhere']) await api('GET', path);
  await api('GET', '/orders', undefined, { authorization: `Bearer ${shop.apiKey.slice(0, -1)}_` });
  await api('POST', '/orders', '{');
  const address = `${talker.url}${shop.notificationPath}`;
  answers.push(await call(`${address}?topic=merchant_order&id=1`, { method: 'POST', body: '{' }));
  answers.push(await call(address, { method: 'POST', body: 'x'.repeat(70_000) }));
  // A database that breaks off in the middle makes the process print what it was doing.
  const { sql } = application.services;
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  await eventually(async () => expect((await api('GET', '/orders')).status).toBe(200));
  answers.push(await call(`${talker.url}/api/health`, { method: 'GET' }));
}

/** A secret as it is and as programs usually write it. */
function writings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const middle = secret.slice(6, -5);
  return [
    secret,
    middle,
    bytes.toString('base64'),
    Buffer.from(middle).toString('base64').slice(2, -3),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    [...secret].reverse().join(''),
    [...bytes].join(','),
  ];
}

function found(text: string, secrets: Record<string, string>): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    writings(secret).some((writing) => text.includes(writing)) ? [name] : [],
  );
}

function secretsOf() {
  const settings = settingsFor({ appUrl: '', mercadopagoUrl: '' });
  return {
    'the access token': shop.accessToken,
    'the secret of the API key': shop.apiKey.slice(12),
    'the key that signs sessions': settings.AUTH_SECRET ?? '',
    'the key that seals': settings.ENCRYPTION_KEY ?? '',
  };
}

test('the search finds what it looks for', () => {
  const secrets = secretsOf();
  for (const [name, secret] of Object.entries(secrets))
    for (const writing of writings(secret)) expect(found(`before ${writing} after`, secrets)).toContain(name);
});

test('no line that was printed holds a secret, nor the key of the notification address', () => {
  const printed = talker.output();
  expect(printed.length).toBeGreaterThan(500);
  expect(found(printed, { ...secretsOf(), 'the notification key': shop.notificationKey })).toEqual([]);
});

test('no answer holds a secret', () => {
  expect(answers.length).toBeGreaterThan(15);
  const text = answers.map((answer) => JSON.stringify([...answer.headers]) + answer.text).join('\n');
  expect(text).toContain('[token]');
  expect(found(text, { ...secretsOf(), 'the notification key': shop.notificationKey })).toEqual([]);
});

test('no row of any table holds a secret in clear', async () => {
  const { sql } = application.services;
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const rows = await sql<{ row: string }[]>`select to_jsonb(t)::text as row from ${sql(name)} t`;
    const text = rows.map(({ row }) => row).join('\n');
    // Bytes are shown in hexadecimal digits.
    const bytes = Buffer.from(text.match(/[0-9a-f]{24,}/g)?.join('00') ?? '', 'hex').toString('latin1');
    expect([name, found(text + bytes, secretsOf())]).toEqual([name, []]);
  }
});

/** A process that loads the application: some seconds on a busy machine. */
const slow = { timeout: 60_000 };

test('the command that connects an account prints nothing of the token but what it did', slow, async () => {
  await application.services.sql`update merchants set collector_id = null`;
  const { code, printed } = await admin(['merchant', 'connect', '--merchant', shop.merchant.id], shop.accessToken);
  expect([code, printed]).toEqual([0, expect.stringContaining('1 stores and 2 points of sale')]);
  expect(found(printed, secretsOf())).toEqual([]);
});

test('a second business is created by command, once by each name, and belongs to nobody yet', slow, async () => {
  const first = await admin(['merchant', 'create', '--name', 'Panadería Sur']);
  expect(first).toMatchObject({ code: 0, printed: expect.stringMatching(/^[0-9a-f-]{36}\n$/) });
  expect(await admin(['merchant', 'create', '--name', 'Panadería Sur'])).toMatchObject({ code: 1 });
  expect(await admin(['merchant', 'create'])).toMatchObject({ code: 1, printed: expect.stringContaining('--name') });
  const { printed } = await admin(['merchant', 'list']);
  expect(printed).toContain(`${first.printed.trim()}  Panadería Sur  not connected\n`);
});

test('the command that verifies an account reads all that we rely on, and holds no secret', slow, async () => {
  await application.simulator.misbehave();
  const { code, printed } = await admin(['mercadopago', 'verify', '--merchant', shop.merchant.id]);
  const lines = printed.split('\n').filter((line) => /^(ok|FAIL) /.test(line));
  expect([code, lines.filter((line) => line.startsWith('FAIL'))]).toEqual([0, []]);
  expect(lines.map((line) => line.replace(/^ok {4}([^:]+):.*/, '$1'))).toEqual([
    'account',
    'stores',
    'points of sale',
    'QR of S001P01',
    'slot of S001P01',
    'QR of S001P02',
    'slot of S001P02',
    'merchant orders search',
    'payments search',
    'payments of the last week',
    'orders search',
    'settlement report',
    'release report',
  ]);
  expect(printed).toContain('settlement report: not offered or not set up: 404 config_not_found_for_user');
  expect(found(printed, { ...secretsOf(), 'the notification key': shop.notificationKey })).toEqual([]);
});

test('verifying says what failed, and changes nothing', async () => {
  const { verifyAccount } = await import('@/lib/services/account-verification');
  const countWrites = async () => {
    const perMethod = ['POST', 'PUT', 'DELETE'].map((method) =>
      application.simulator.requestsOf(shop.userId, method, ''),
    );
    return (await Promise.all(perMethod)).flat().length;
  };
  const writes = await countWrites();
  const path = '/merchant_orders';
  await application.simulator.misbehave({ method: 'GET', path, kind: 'status', status: 403, times: 9 });
  const failed: string[] = [];
  const allOk = await verifyAccount(shop.merchant, ({ check, isOk, found: told }) => {
    if (!isOk) failed.push(`${check}: ${told.split(',')[0]}`);
  });
  await application.simulator.misbehave();
  expect([allOk, failed[0]]).toEqual([false, 'merchant orders search: refused 403 internal_error']);
  expect(await countWrites()).toBe(writes);
});

test('the command that lists ownerless deliveries names accounts, topics and ids, and nothing else', slow, async () => {
  const { readOwnerlessDeliveries } = await import('@/lib/services/ownerless');
  const { sql } = application.services;
  await sql`delete from ownerless_notifications`;
  expect(await readOwnerlessDeliveries(20)).toEqual({ accounts: [], newest: [] });
  const order = { type: 'order', user_id: 999, data: { id: 'ORD01J67CQQH5904WDBVZEM4JMEP3' }, note: secretText };
  const headers = JSON.stringify({ authorization: secretText });
  for (const [place, body] of [JSON.stringify(order), secretText].entries())
    await sql`insert into ownerless_notifications (received_at, user_id, query, headers, body)
      values (${`2026-11-2${place}T10:00:00Z`}, ${place === 0 ? '999' : null}, ${`x=${secretText}`}, ${headers}::jsonb,
        ${Buffer.from(body)})`;
  expect((await readOwnerlessDeliveries(1)).newest.map(({ userId }) => userId)).toEqual([null]);
  const { code, printed } = await admin(['notification', 'ownerless']);
  expect([code, printed.trimEnd().split('\n')]).toEqual([
    0,
    [
      'account 999: 1 deliveries, 2026-11-20T10:00:00.000Z to 2026-11-20T10:00:00.000Z',
      'account -: 1 deliveries, 2026-11-21T10:00:00.000Z to 2026-11-21T10:00:00.000Z',
      '2026-11-21T10:00:00.000Z  -  -  -',
      '2026-11-20T10:00:00.000Z  999  order  ORD01J67CQQH5904WDBVZEM4JMEP3',
    ],
  ]);
});

test('a new key seals every secret, makes none younger, and then opens them alone', slow, async () => {
  const { sql } = application.services;
  const merchantId = shop.merchant.id;
  const { addEndpoint } = await import('@/lib/services/webhook-endpoints');
  const wishes = { url: 'https://example.com/hook', description: '', eventTypes: ['order.closed'] };
  const { personId } = await shop.signIn('owner');
  await addEndpoint(shop.merchant, wishes, { personId });
  const ages = () => sql`select kind, created_at from credentials where merchant_id = ${merchantId} order by kind`;
  await sql`update credentials set created_at = now() - interval '149 days' where merchant_id = ${merchantId}`;
  const before = await ages();
  const fresh = 'a-later-key-for-tests-0123456789abcdef';
  const keys = { ENCRYPTION_KEY: `${fresh},${settingsFor({ appUrl: '', mercadopagoUrl: '' }).ENCRYPTION_KEY}` };
  const rotate = () => admin(['encryption', 'rotate'], '', keys);
  const secrets = before.length + 1;
  expect(await rotate()).toMatchObject({ code: 0, printed: `${secrets} secrets sealed anew\n` });
  expect(await rotate()).toMatchObject({ code: 0, printed: '0 secrets sealed anew\n' });
  expect(await ages()).toEqual(before);
  const alone = await admin(['mercadopago', 'verify', '--merchant', merchantId], '', { ENCRYPTION_KEY: fresh });
  expect(alone).toMatchObject({ code: 0, printed: expect.stringContaining('ok    account') });
  const back = { ENCRYPTION_KEY: keys.ENCRYPTION_KEY.split(',').reverse().join(',') };
  expect(await admin(['encryption', 'rotate'], '', back)).toMatchObject({
    printed: `${secrets} secrets sealed anew\n`,
  });
});

const secretText = 'what-a-stranger-wrote';

async function admin(
  words: readonly string[],
  input = '',
  settings: Record<string, string> = {},
): Promise<{ code: unknown; printed: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...words], {
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      TSX_TSCONFIG_PATH: 'tsconfig.node.json',
      DATABASE_URL: process.env.DATABASE_URL,
      ...settingsFor({ appUrl: application.url, mercadopagoUrl: application.simulator.url }),
      LOG_LEVEL: 'trace',
      ...settings,
    },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece) => (printed += piece));
  child.stdin.end(`${input}\n`);
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, printed };
}
