import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createMercadoPagoClient } from '@/lib/mercadopago/client';
import { createOAuthClient } from '@/lib/mercadopago/oauth';
import { listAt } from '../support/answer';
import { eventually } from '../support/eventually';
import type { Fault } from '../support/simulator';
import { type Operation, operations } from './support/operations';
import { application, openScene, type Scene } from './support/scene';
import { failureOf, openStand, type Stand } from './support/stand';

let stand: Stand;
let scene: Scene;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());
beforeEach(async () => {
  scene = await openScene(stand);
});

test('the table holds every operation of the client and of OAuth', () => {
  const client = createMercadoPagoClient({ baseUrl: 'http://localhost', accessToken: 'none' });
  const oauth = createOAuthClient({ baseUrl: 'http://localhost', ...application });
  const offered = [...Object.keys(client), ...Object.keys(oauth)];
  expect(operations.map(({ name }) => name).sort()).toEqual(offered.sort());
});

describe('an operation that succeeds', () => {
  test.each(operations)('$name gives what the simulator has', async ({ call, gives }) => {
    const given = await call(scene, scene);
    expect({ given }).toMatchObject({ given: gives(scene) });
  });
});

/** What an operation ends with when something goes wrong on the way, by what that leaves open. */
type Trouble = {
  readonly fault: Fault & { retry_after?: number };
  readonly ofRead: Readonly<Record<string, unknown>>;
  readonly ofWrite: Readonly<Record<string, unknown>>;
};

const lostOnTheWay = { status: null, code: 'connection_lost' };
const troubles: readonly Trouble[] = [
  {
    fault: { kind: 'rate_limit', retry_after: 7 },
    ofRead: { kind: 'rate_limited', status: 429, code: 'too_many_requests', retryAfterSeconds: 7 },
    ofWrite: { kind: 'rate_limited', status: 429, code: 'too_many_requests', retryAfterSeconds: 7 },
  },
  {
    fault: { kind: 'status', status: 503, body: { message: 'try later', error: 'service_unavailable', status: 503 } },
    ofRead: { kind: 'unavailable', status: 503, code: 'service_unavailable', message: 'try later' },
    ofWrite: { kind: 'unknown_outcome', status: 503, code: 'service_unavailable', message: 'try later' },
  },
  {
    fault: { kind: 'html', status: 502 },
    ofRead: { kind: 'unavailable', status: 502, code: null },
    ofWrite: { kind: 'unknown_outcome', status: 502, code: null },
  },
  {
    fault: { kind: 'html', status: 404 },
    ofRead: { kind: 'unreadable', status: 404, code: 'not_an_error_body' },
    ofWrite: { kind: 'unknown_outcome', status: 404, code: 'not_an_error_body' },
  },
  {
    fault: { kind: 'status', status: 302 },
    ofRead: { kind: 'unreadable', status: 302, code: 'redirect' },
    ofWrite: { kind: 'unknown_outcome', status: 302, code: 'redirect' },
  },
  {
    fault: { kind: 'drop' },
    ofRead: { kind: 'unavailable', ...lostOnTheWay },
    ofWrite: { kind: 'unknown_outcome', ...lostOnTheWay },
  },
  {
    fault: { kind: 'garbage' },
    ofRead: { kind: 'unreadable', status: 200, code: 'not_json' },
    ofWrite: { kind: 'unknown_outcome', code: 'not_json' },
  },
  {
    fault: { kind: 'drop_after_commit' },
    ofRead: { kind: 'unavailable', ...lostOnTheWay },
    ofWrite: { kind: 'unknown_outcome', ...lostOnTheWay },
  },
];

/** Files and pictures are not JSON: what they are is for others to find out. */
const files = ['fetchPicture', 'downloadReport'];
const spoken = operations.filter(({ name }) => !files.includes(name));

describe('an operation that fails on its way', () => {
  test.each(spoken)('$name says what its failure leaves open', async ({ call, isWrite }) => {
    // The last two take effect, so each operation needs its scene for itself.
    for (const { fault, ofRead, ofWrite } of troubles) {
      await stand.simulator.misbehave({ ...fault, times: 1 });
      const error = await failureOf(call(scene, scene));
      expect(error, fault.kind).toMatchObject(isWrite ? ofWrite : ofRead);
    }
  });

  test('a file that is not given fails as a read', async () => {
    for (const operation of operations.filter(({ name }) => files.includes(name))) {
      for (const { fault, ofRead } of troubles.filter(({ fault: { kind } }) => kind !== 'garbage' && kind !== 'html')) {
        await stand.simulator.misbehave({ ...fault, times: 1 });
        expect((await failureOf(operation.call(scene, scene))).kind, operation.name).toBe(ofRead.kind);
      }
    }
  });

  test('an answer that takes too long leaves every write open, and no read', async () => {
    await stand.simulator.misbehave({ kind: 'delay', delay_ms: 1_600 });
    const impatient = withTimeout(800);
    const before = await countRequests();
    // A report takes as long as it takes to be read; its patience is its own.
    const hasty = operations.filter(({ name }) => name !== 'downloadReport');
    const ends = hasty.map(async ({ name, call }) => {
      const { kind, code } = await failureOf(call(impatient, scene));
      return { name, kind, code };
    });
    const leftOpen = hasty.map(({ name, isWrite }) => ({
      name,
      kind: isWrite ? 'unknown_outcome' : 'unavailable',
      code: 'timeout',
    }));
    expect(await Promise.all(ends)).toEqual(leftOpen);
    // The late ones still arrive, and must not fall into the next scene.
    await eventually(async () => expect(await countRequests()).toBe(before + hasty.length));
  });

  test('a server that is not there has certainly done nothing', async () => {
    const absent = {
      client: createMercadoPagoClient({ baseUrl: 'http://127.0.0.1:9', accessToken: 'APP_USR-1' }),
      oauth: createOAuthClient({ baseUrl: 'http://127.0.0.1:9', ...application }),
    };
    const errors = await Promise.all(operations.filter(notAPicture).map(({ call }) => failureOf(call(absent, scene))));
    expect(new Set(errors.map(({ kind, code }) => `${kind} ${code}`))).toEqual(new Set(['unavailable econnrefused']));
  });

  test('a token of nobody’s is said to be one, whichever way the service puts it', async () => {
    const nobody = { client: stand.client('MLA', { accessToken: 'APP_USR-of-nobody' }), oauth: scene.oauth };
    for (const { call, name } of operations.filter(notAPicture).filter(needsToken)) {
      const error = await failureOf(call(nobody, scene));
      const said = `${error.status} ${error.code}`;
      expect([error.kind, said], name).toEqual(['unauthorized', ownWords[name] ?? '401 unauthorized']);
      expect(error.message, name).not.toContain('of-nobody');
    }
  });
});

/** Services that put a bad token otherwise. */
const ownWords: Readonly<Record<string, string>> = {
  createInStoreOrderV1: '400 invalid_access_token',
  deleteInStoreOrderV1: '400 invalid_access_token',
  getMerchantOrder: '401 invalid_token',
  searchMerchantOrders: '401 invalid_token',
  listMerchantOrders: '401 invalid_token',
};

function withTimeout(timeoutMs: number) {
  return {
    client: stand.client('MLA', { timeoutMs }),
    oauth: createOAuthClient({ baseUrl: stand.simulator.url, ...application, timeoutMs }),
  };
}

async function countRequests(): Promise<number> {
  const { json } = await stand.simulator.control('GET', '/requests');
  return listAt(json, 'requests').length;
}

/** A picture is fetched from its own address and without the token. */
function notAPicture({ name }: Operation): boolean {
  return name !== 'fetchPicture';
}

function needsToken({ name }: Operation): boolean {
  return name !== 'exchangeCode' && name !== 'refreshTokens';
}
