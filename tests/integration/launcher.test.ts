import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../scripts/launcher/ports.mjs';
import { call } from '../support/answer';
import { eventually } from '../support/eventually';
import { type Launcher, launch, nothingIsLeft, processesOf, startMs } from '../support/launcher';

const stopMs = 5_000;

let dataDir: string;
let ports: { PORT: string; SIMULATOR_PORT: string };

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'mostrador launcher '));
  ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('a running app', () => {
  let app: Launcher;
  let url: string;

  beforeAll(async () => {
    app = launch({ ...ports, DATA_DIR: dataDir });
    ({ url } = await app.ready());
  }, startMs);
  afterAll(async () => {
    app.signal('SIGTERM');
    await app.exitCode;
  });

  test('says where it is, how to sign in, and where the phone is', async () => {
    const { password, simulatorUrl } = await app.ready();
    expect(url).toBe(`http://localhost:${ports.PORT}`);
    expect(simulatorUrl).toBe(`http://localhost:${ports.SIMULATOR_PORT}`);
    expect(app.output()).toContain('demo@mostrador.local');
    expect(password).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{4}$/);
    expect((await call(`${url}/login`, { method: 'GET' })).status).toBe(200);
  });

  test('keeps its secrets where only its owner can read them', () => {
    for (const name of ['auth-secret', 'encryption-key', 'demo-password', 'postgres.json', 'running.json'])
      expect(statSync(path.join(dataDir, name)).mode & 0o077, name).toBe(0);
  });

  test('keeps everything that it has acknowledged, and is no superuser of its database', async () => {
    const [found] =
      await query`select current_setting('synchronous_commit') as commits, current_setting('fsync') as syncs,
      current_setting('data_checksums') as checksums, current_setting('is_superuser') as superuser`;
    expect(found).toEqual({ commits: 'on', syncs: 'on', checksums: 'on', superuser: 'off' });
  });

  test('has its data folder for itself: a second launcher says who has it, and ends', async () => {
    const second = launch({ DATA_DIR: dataDir });
    expect(await second.exitCode).toBe(1);
    expect(second.output()).toMatch(/^.+ is in use: "npm start" \(process \d+\) is running and serves .+\n$/);
    expect((await call(`${url}/api/health`, { method: 'GET' })).status).toBe(200);
  });

  test('lets a command find its database', async () => {
    const { stdout, stderr } = await run('scripts/admin.ts', 'merchant', 'list');
    expect(stdout).toMatch(/^\S+ {2}.+ MLA 100001 .+\n$/);
    expect(stderr).toBe('');
  });

  test('lets a command reach its simulator as the app does: the account is verified, pictures included', async () => {
    const { stdout } = await run('scripts/admin.ts', 'mercadopago', 'verify');
    expect(stdout).toMatch(/^ok {4}QR of \S+: \d+ characters, checksum right$/m);
    expect(stdout).not.toContain('FAIL');
  });

  test('believes no caller about which host it was called by', async () => {
    const headers = { 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' };
    const answer = await call(`${url}/orders`, { method: 'GET', headers });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).not.toContain('elsewhere.example');
  });

  test('cuts off a caller that never finishes its headers', async () => {
    const socket = net.connect(Number(ports.PORT), '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    let answer = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    socket.write('GET /login HTTP/1.1\r\nHost: localhost\r\n');
    await closed;
    expect(answer).toContain('408 Request Timeout');
  });

  test('gets its database back when that is killed', async () => {
    const postmaster = Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(postmaster, 'SIGKILL');
    await eventually(() => expect(app.output()).toContain('The database ended (SIGKILL): starting it again.'));
    await eventually(async () => expect((await call(`${url}/api/health`, { method: 'GET' })).status).toBe(200), {
      withinMs: 15_000,
    });
  });
});

describe('an end', () => {
  test('by a signal, sent twice, comes within five seconds and leaves no process, no port and no lock', async () => {
    const app = launch({ ...ports, DATA_DIR: dataDir });
    const { url, simulatorUrl } = await app.ready();
    const processes = processesOf(dataDir);
    expect(processes).toHaveLength(3);
    const begun = performance.now();
    app.signal('SIGINT');
    app.signal('SIGTERM');
    expect(await app.exitCode).toBe(0);
    expect(performance.now() - begun).toBeLessThan(stopMs);
    await nothingIsLeft(processes, [url, simulatorUrl]);
    for (const lock of ['running.json', path.join('postgres', 'postmaster.pid')])
      expect(existsSync(path.join(dataDir, lock)), lock).toBe(false);
  }, 60_000);

  test('by SIGKILL takes everything with it, and the next start goes on with the same data and keys', async () => {
    const first = launch({ ...ports, DATA_DIR: dataDir });
    const { url, simulatorUrl, password } = await first.ready();
    const keys = readKeys();
    await query`create table kept as select 1 as row`;
    const processes = processesOf(dataDir);
    first.signal('SIGKILL');
    await nothingIsLeft(processes, [url, simulatorUrl]);

    const second = launch({ ...ports, DATA_DIR: dataDir });
    expect((await second.ready()).password).toBe(password);
    expect(readKeys()).toEqual(keys);
    expect(await query`select row from kept`).toEqual([{ row: 1 }]);
    second.signal('SIGTERM');
    expect(await second.exitCode).toBe(0);
  }, 60_000);
});

describe('what cannot be started', () => {
  let neighbour: Server;
  let taken: string;

  beforeAll(async () => {
    taken = String(await freePort());
    neighbour = createServer();
    await new Promise<void>((resolve) => neighbour.listen(Number(taken), '127.0.0.1', resolve));
  });
  afterAll(() => {
    neighbour.close();
  });

  const database = { DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/b' };
  test.each([
    ['a port that is no port', { PORT: '80x' }, /^PORT is "80x": expected a port between 0 and 65535\n$/],
    [
      'a database of another kind',
      { DATABASE_URL: 'mysql://secret' },
      /^DATABASE_URL is not valid: expected .+postgres.+\n$/,
    ],
    ['a database without keys', database, /^AUTH_SECRET and ENCRYPTION_KEY are not set: expected .+\n$/],
    [
      'a database that is not there',
      { ...database, AUTH_SECRET: 'a'.repeat(32), ENCRYPTION_KEY: 'b'.repeat(32) },
      /^DATABASE_URL does not answer: .*ECONNREFUSED.*\n$/,
    ],
    [
      'a Mercado Pago that is no address',
      { MERCADOPAGO_API_URL: 'api' },
      /^MERCADOPAGO_API_URL is "api": expected .+\n$/,
    ],
    [
      'a data folder that is a file',
      { DATA_DIR: 'package.json' },
      /^DATA_DIR is ".+package.json": expected a folder .+\n$/,
    ],
  ])('%s is told in one line that names the variable', async (_, env, line) => {
    const app = launch({ DATA_DIR: dataDir, ...env });
    expect(await app.exitCode).toBe(1);
    expect(app.output()).toMatch(line);
    expect(app.output()).not.toContain('secret@');
  });

  test('a port that was asked for and is taken is told in one line, and nothing is left behind', async () => {
    const app = launch({ DATA_DIR: dataDir, PORT: taken });
    expect(await app.exitCode).toBe(1);
    expect(app.output()).toMatch(new RegExp(`^PORT is ${taken}, which is taken: .+\n$`));
    expect(existsSync(path.join(dataDir, 'running.json'))).toBe(false);
  });
});

test('a command starts the database for itself when no app is running, and ends it', async () => {
  const { stdout } = await run('scripts/admin.ts', 'merchant', 'list');
  expect(stdout).toMatch(/^\S+ {2}.+ MLA 100001 .+\n$/);
  expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  expect(existsSync(path.join(dataDir, 'running.json'))).toBe(false);
}, 60_000);

async function query(text: TemplateStringsArray): Promise<unknown[]> {
  const { url }: { url: string } = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return [...(await sql(text))];
  } finally {
    await sql.end();
  }
}

function run(...args: string[]) {
  const env = { ...process.env, DATABASE_URL: '', MERCADOPAGO_API_URL: '', ...ports, DATA_DIR: dataDir };
  return promisify(execFile)(process.execPath, ['scripts/run.mjs', ...args], { env });
}

function readKeys(): string[] {
  return ['auth-secret', 'encryption-key'].map((name) => readFileSync(path.join(dataDir, name), 'utf8'));
}
