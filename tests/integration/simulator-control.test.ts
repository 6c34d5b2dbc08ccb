import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  at,
  openShop,
  orderBody,
  orderPath,
  putOrderPath,
  scanNewOrder,
  startTestSimulator,
  type TestSimulator,
} from './simulator-client';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => openShop(simulator));

const faults = (list: unknown) => simulator.control('PUT', '/faults', list);

describe('faults', () => {
  test('the first fault that fits is used up before the next', async () => {
    await faults([
      { method: 'GET', path: '/users/me', times: 1, kind: 'status', status: 503 },
      { path: '/users', times: 1, kind: 'html' },
    ]);
    expect((await simulator.api('GET', '/pos')).status).toBe(200);
    expect((await simulator.api('GET', '/users/me')).status).toBe(503);
    const html = await simulator.api('GET', '/users/me');
    expect([html.status, html.headers.get('content-type')]).toEqual([502, 'text/html']);
    expect((await simulator.api('GET', '/users/me')).status).toBe(200);
  });

  test('a rate limit answers 429 with Retry-After', async () => {
    await faults([{ times: 1, kind: 'rate_limit', retry_after: 7 }]);
    const limited = await simulator.api('GET', '/users/me');
    expect([limited.status, limited.headers.get('retry-after'), at(limited.json, 'error')]).toEqual([
      429,
      '7',
      'too_many_requests',
    ]);
  });

  test('a connection dropped before the commit has no effect, one dropped after has', async () => {
    await faults([{ method: 'PUT', path: '/instore/*/orders', times: 1, kind: 'drop' }]);
    await expect(simulator.api('PUT', putOrderPath, orderBody())).rejects.toThrow();
    expect((await simulator.api('GET', orderPath)).status).toBe(404);
    await faults([{ method: 'PUT', path: '/instore/*/orders', times: 1, kind: 'drop_after_commit' }]);
    await expect(simulator.api('PUT', putOrderPath, orderBody())).rejects.toThrow();
    expect((await simulator.api('GET', orderPath)).status).toBe(200);
  });

  test('garbage is an answer that is no JSON, and a delay only takes time', async () => {
    await faults([{ path: '/users/me', times: 1, kind: 'garbage' }]);
    const garbage = await simulator.api('GET', '/users/me');
    expect([garbage.status, garbage.json]).toEqual([200, null]);
    await faults([{ path: '/users/me', times: 1, kind: 'delay', delay_ms: 120 }]);
    const startedAt = performance.now();
    expect((await simulator.api('GET', '/users/me')).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThan(110);
  });

  test('an unknown fault is refused', async () => {
    expect((await faults([{ kind: 'earthquake' }])).status).toBe(400);
    expect((await faults({})).status).toBe(400);
  });
});

describe('controls', () => {
  test('every request is kept with its verdict, and controls are not', async () => {
    await simulator.api('GET', '/users/me');
    await simulator.api('GET', '/pos/1');
    await simulator.api('GET', '/nowhere');
    await simulator.api('PUT', putOrderPath, orderBody({ title: 7 }));
    const requests = [at((await simulator.control('GET', '/requests')).json, 'requests')].flat();
    expect(requests.slice(-4)).toMatchObject([
      { method: 'GET', path: '/users/me', status: 200, verdict: 'ok', user_id: 100001 },
      { path: '/pos/1', status: 404, verdict: 'refused' },
      { path: '/nowhere', status: 404, verdict: 'unknown_route' },
      { method: 'PUT', status: 400, verdict: 'refused', error: 'invalid_title', body: { title: 7 } },
    ]);
    expect(requests.some((request) => String(at(request, 'path')).startsWith('/_control'))).toBe(false);
  });

  test('expire ends the order of a POS', async () => {
    await simulator.api('PUT', putOrderPath, orderBody());
    expect((await simulator.control('POST', '/expire', { external_pos_id: 'S001P01' })).json).toMatchObject({
      expired: true,
    });
    expect((await simulator.api('GET', orderPath)).status).toBe(404);
  });

  test('after time travel a client may still give expiration dates by its own clock', async () => {
    await simulator.control('POST', '/advance', { seconds: 86_400 });
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await simulator.api('PUT', putOrderPath, orderBody({ expiration_date: soon }))).status).toBe(204);
    expect((await simulator.api('GET', orderPath)).status).toBe(200);
  });

  test('a reset empties the world, the faults and the clock', async () => {
    await scanNewOrder(simulator);
    await simulator.control('POST', '/advance', { seconds: 3600 });
    await faults([{ kind: 'status', status: 500 }]);
    await simulator.control('POST', '/reset', {});
    expect((await simulator.api('GET', '/pos')).json).toMatchObject({ results: [] });
    const state = (await simulator.control('GET', '/state')).json;
    expect(Math.abs(Date.parse(String(at(state, 'now'))) - Date.now())).toBeLessThan(5_000);
  });

  test('a page of another website can neither control nor reset', async () => {
    const response = await fetch(`http://127.0.0.1:${simulator.port}/_control/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: '{}',
    });
    expect(response.status).toBe(403);
  });

  test('the page and its files are served', async () => {
    const base = `http://127.0.0.1:${simulator.port}`;
    const html = await (await fetch(base)).text();
    const files = [...html.matchAll(/(?:src|href)="(\/_phone\/[^"]+)"/g)].map((match) => match[1]);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await fetch(base + file)).status).toBe(200);
  });
});

describe('the state file', () => {
  test('a restart finds everything and repeats no id', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'state.json');
    const first = await startTestSimulator(file);
    await openShop(first);
    const scanned = await scanNewOrder(first);
    const orderId = at(scanned.json, 'merchant_order_id');
    const paid = await first.control('POST', '/pay', { merchant_order_id: orderId, outcome: 'approved' });
    await first.api('PUT', putOrderPath, orderBody({ external_reference: 'Bill-0002' }));
    await first.close();

    const second = await startTestSimulator(file);
    expect((await second.api('GET', `/merchant_orders/${orderId}`)).json).toMatchObject({ status: 'closed' });
    expect((await second.api('GET', `/merchant_orders/search?external_reference=Bill-0001`)).json).toMatchObject({
      total: 1,
    });
    expect(at((await second.api('GET', orderPath)).json, 'external_reference')).toBe('Bill-0002');
    const later = await second.control('POST', '/scan', { external_pos_id: 'S001P01' });
    expect(Number(at(later.json, 'merchant_order_id'))).toBeGreaterThan(Number(at(paid.json, 'payment_id')));
    await second.close();
  });

  test('a damaged state file is set aside and the simulator starts empty', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'state.json');
    writeFileSync(file, '{ "version": 1, "accounts": [');
    const started = await startTestSimulator(file);
    expect((await started.api('GET', '/pos')).json).toMatchObject({ results: [] });
    await started.close();
    expect(readFileSync(`${file}.unreadable`, 'utf8')).toContain('accounts');
  });

  test('ids written ahead are skipped even when the clock went back', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'simulator-')), 'state.json');
    writeFileSync(`${file}.ids`, '8000000000000000');
    const started = await startTestSimulator(file);
    await openShop(started);
    expect(Number(at((await scanNewOrder(started)).json, 'merchant_order_id'))).toBeGreaterThan(8_000_000_000_000_000);
    await started.close();
  });
});

describe('the command', () => {
  function run(environment: Record<string, string>) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/simulator.ts'], {
      env: { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.node.json', ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: string[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const ready = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    return { child, output, exited, ready };
  }

  test('a taken port ends it with exit code 98 and one line', async () => {
    const command = run({ SIMULATOR_PORT: String(simulator.port) });
    expect(await command.exited).toBe(98);
    expect(command.output.join('')).toBe(`simulator: port ${simulator.port} is already in use\n`);
  });

  test('a signal ends it cleanly, and so does the end of its parent', async () => {
    const bySignal = run({ SIMULATOR_PORT: '0' });
    await bySignal.ready;
    expect(bySignal.output.join('')).toMatch(/^simulator ready http:\/\/localhost:\d+\n$/);
    bySignal.child.kill('SIGTERM');
    expect(await bySignal.exited).toBe(0);
    const byParent = run({ SIMULATOR_PORT: '0', EXIT_WITH_PARENT: '1' });
    await byParent.ready;
    byParent.child.stdin.end();
    expect(await byParent.exited).toBe(0);
  });
});
