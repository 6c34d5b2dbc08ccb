import net from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openNameServer } from '../support/name-server';
import { openReceiver } from '../support/webhook-receiver';

/*
 * Where webhooks may not go. Every attempt of this process to open a connection is counted where Node itself opens it, so
 * that no way of ours around it stays unseen.
 */

type NameServer = Awaited<ReturnType<typeof openNameServer>>;

const connect = net.Socket.prototype.connect;
let connections: string[] = [];
let names: NameServer;

beforeAll(async () => {
  names = await openNameServer(addressesOf);
});
afterAll(() => names.close());
beforeEach(() => {
  connections = [];
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    connections.push(JSON.stringify(given[0]));
    return Reflect.apply(connect, this, given);
  };
});
afterEach(() => {
  net.Socket.prototype.connect = connect;
});

/** `to-127-0-0-1.…` and `to6-<32 hexadecimal digits>.…` lead there; `both-` also to a public address; `turn-` only at first not. */
function addressesOf(name: string, times: number): string[] {
  const [label = ''] = name.split('.');
  const four = /^(to|both|turn)-(\d+-\d+-\d+-\d+)$/.exec(label);
  const address = four?.[2]?.replaceAll('-', '.') ?? '';
  if (four?.[1] === 'both') return ['93.184.215.14', address];
  if (four?.[1] === 'turn') return times === 1 ? ['127.0.0.2'] : [address];
  if (four) return [address];
  const six = /^to6-([0-9a-f]{32})$/.exec(label)?.[1];
  return six ? [six.replace(/(.{4})(?!$)/g, '$1:')] : [];
}

/** One of every kind of IPv4 address that is not public, and the ones that clouds keep their secrets at. */
const inner = [
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.254',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.1',
    '127.255.255.254',
  ],
  ...['168.63.129.16', '169.254.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.254', '192.0.0.192', '192.0.2.1'],
  ...['192.88.99.1', '192.168.0.1', '192.168.255.254', '198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1'],
  ...['239.255.255.250', '240.0.0.1', '255.255.255.255'],
];

/** Every way to write one of them. */
function waysTo(address: string): string[] {
  const bytes = address.split('.').map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const hex = Buffer.from(bytes).toString('hex');
  const [high, low] = [hex.slice(0, 4), hex.slice(4)];
  const number = Number.parseInt(hex, 16);
  const label = bytes.join('-');
  return [
    address,
    `${address}.`,
    String(number),
    `0x${hex}`,
    `0${number.toString(8)}`,
    bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
    bytes.map((byte) => `0x${byte.toString(16)}`).join('.'),
    `${a}.${b}.${(c << 8) + d}`,
    `[::ffff:${address}]`,
    `[::ffff:${high}:${low}]`,
    `[::${address}]`,
    `[64:ff9b::${high}:${low}]`,
    `[64:ff9b:1::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
    `[2a00:1450::5efe:${high}:${low}]`,
    `to-${label}.names.example`,
    `both-${label}.names.example`,
    `to6-00000000000000000000ffff${hex}.names.example`,
  ];
}

const othersInside = [
  ...[
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
  ],
  ...[
    '[100::1]',
    '[2001::1]',
    '[2001:db8::1]',
    '[2001:20::1]',
    '[3fff::1]',
    '[5f00::1]',
    '[4000::1]',
    '[fe80::1%25eth0]',
  ],
  ...[
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a.localhost',
    'metadata.google.internal',
    'printer.local',
    'nas.home.arpa',
  ],
  ...['１２７.０.０.１', '①②⑦.⓪.⓪.①', '127。0。0。1', '%31%32%37.0.0.1', '127.1', '0', '0x7f.1', 'ｌｏｃａｌｈｏｓｔ'],
  'to6-fd000ec2000000000000000000000254.names.example',
  'to6-00000000000000000000000000000001.names.example',
];
const whole = [
  ...['http', 'ftp', 'file', 'gopher', 'ws', 'wss', 'data', 'javascript', 'dict', 'ldap', 'unix'].map(
    (scheme) => `${scheme}://to-93-184-215-14.names.example/`,
  ),
  ...[22, 25, 110, 445, 514, 587, 993, 2049, 6000, 6666].map(
    (port) => `https://to-93-184-215-14.names.example:${port}/`,
  ),
  'https://example.com@127.0.0.1/',
  'https://example.com:443@127.0.0.1:8443/',
  'https://127.0.0.1\\@example.com/',
  'https://example.com\\@127.0.0.1/',
  'https://127.0.0.1#@example.com/',
  'https://127.0.0.1?@example.com/',
  'https://user:password@to-93-184-215-14.names.example/',
  'https:127.0.0.1/',
  'https:/127.0.0.1/',
  'https:///127.0.0.1/',
  '//127.0.0.1/',
  'https://127.0.0.1%00.example.com/',
  'https://127.0.0.1\t.example.com/',
  'https://127.0.\n0.1/',
  'https://127.0.0.1 .example.com/',
  'https://',
  'https://[::1',
  'https://nobody-has-this-name.example/',
  'x',
];

const payloads = [
  ...[...inner.flatMap(waysTo), ...othersInside].map((host) => `https://${host}/hook`),
  ...[...inner, '[::1]', 'to-10-0-0-1.names.example'].map((host) => `http://${host}:8080/hook`),
  ...whole,
];

const secrets = [`whsec_${Buffer.alloc(32).toString('base64')}`];

async function send(url: string, allowed = '') {
  const { sendWebhook } = await import('@/lib/services/webhook-sending');
  const message = {
    url,
    id: 'evt_1',
    body: '{"id":"1","type":"t","timestamp":"2026-11-21T00:00:00Z","data":{}}',
    secrets,
  };
  return sendWebhook(message, { allowed, dnsServers: [names.server] }, { patienceMs: 1_500 });
}

test('500 ways to reach what is not public, and not one connection', async () => {
  expect(new Set(payloads).size).toBeGreaterThanOrEqual(500);
  const reached: string[] = [];
  for (const url of new Set(payloads)) {
    const outcome = await send(url);
    if (!/^(?:address_refused|unknown_host)$/.test(outcome?.problem ?? '')) reached.push(`${url} ${outcome?.problem}`);
  }
  expect(reached).toEqual([]);
  expect(connections).toEqual([]);
});

test('what an operator allows is reached, by its address and by its name, and the count sees it', async () => {
  const receiver = await openReceiver();
  const { port } = new URL(receiver.url);
  expect((await send(receiver.url, '127.0.0.1'))?.status).toBe(204);
  expect((await send(`http://to-127-0-0-1.names.example:${port}/`, '10.0.0.0/8,127.0.0.0/8'))?.status).toBe(204);
  expect(connections).toHaveLength(2);
  expect((await send(`http://to-127-0-0-1.names.example:${port}/`, '127.0.0.2'))?.problem).toBe('address_refused');
  expect((await send(`http://both-127-0-0-1.names.example:${port}/`, '127.0.0.0/8'))?.problem).toBe('address_refused');
  expect(connections).toHaveLength(2);
  await receiver.close();
});

test('a name is asked for once: that it leads elsewhere a moment later changes nothing', async () => {
  const receiver = await openReceiver();
  const { port } = new URL(receiver.url);
  const outcome = await send(`http://turn-127-0-0-1.names.example:${port}/`, '127.0.0.2');
  expect(outcome?.problem).toBe('connection_refused');
  expect(receiver.received).toEqual([]);
  expect(names.asked.filter(({ name, type }) => name.startsWith('turn-') && type === 'A')).toHaveLength(1);
  await receiver.close();
});

test('no proxy, no redirect, no endless answer', async () => {
  const [receiver, elsewhere] = [await openReceiver(), await openReceiver()];
  Object.assign(process.env, { HTTP_PROXY: elsewhere.url, http_proxy: elsewhere.url, ALL_PROXY: elsewhere.url });
  receiver.answerNext(
    { status: 307, headers: { location: elsewhere.url } },
    { status: 200, body: 'x'.repeat(1_000_000) },
  );
  expect((await send(receiver.url, '127.0.0.0/8'))?.problem).toBe('redirected');
  expect(await send(receiver.url, '127.0.0.0/8')).toMatchObject({
    status: 200,
    problem: null,
    answer: 'x'.repeat(1_000),
  });
  // What it said was said, however much of the rest arrives: it is not asked again, or its refusal is shown.
  receiver.answerNext({ status: 202, body: 'taken', isCut: true }, { status: 500, body: 'broken', isCut: true });
  expect(await send(receiver.url, '127.0.0.0/8')).toMatchObject({ status: 202, problem: null, answer: 'taken' });
  expect(await send(receiver.url, '127.0.0.0/8')).toMatchObject({ status: 500, problem: 'refused', answer: 'broken' });
  receiver.answerNext('hang');
  const outcome = await send(receiver.url, '127.0.0.0/8');
  expect(outcome?.problem).toBe('timeout');
  expect(outcome?.tookMs).toBeLessThan(15_000);
  expect(elsewhere.received).toEqual([]);
  for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) delete process.env[name];
  await Promise.all([receiver.close(), elsewhere.close()]);
});
