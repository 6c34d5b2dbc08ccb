import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteId } from '@/lib/domain/sites';
import type { MercadoPagoErrorKind } from '@/lib/mercadopago/errors';
import { jsonNumber, type WritableJson } from '@/lib/mercadopago/exact-json';
import type { ApiRequest } from '@/lib/mercadopago/transport';
import type { Fault } from '../../support/simulator';
import { openScene, type Scene } from './scene';
import { failureOf, openStand, type Stand } from './stand';

/** One documented error: what causes it in the scene, and what our client makes of it. */
export type Refusal = {
  readonly title: string;
  readonly request: ApiRequest | ((scene: Scene) => ApiRequest);
  readonly status: number;
  /** Mercado Pago's key, or the number of its cause. */
  readonly code: string;
  /** `refused` unless it says something else. */
  readonly kind?: MercadoPagoErrorKind;
  readonly siteId?: SiteId;
  /** Another token than the account's. */
  readonly accessToken?: string;
  /** Where the sources leave open when it occurs: how the simulator behaves meanwhile. */
  readonly behaviour?: Readonly<Record<string, unknown>>;
  /** For what no request can cause here: the simulator is told to answer it. */
  readonly fault?: Fault;
};

/** One test per error, in one scene, and one more: none of them had an effect. */
export function testRefusals(subject: string, refusals: readonly Refusal[]): void {
  describe(subject, () => {
    let stand: Stand;
    let scene: Scene;
    let before: unknown;
    beforeAll(async () => {
      stand = await openStand();
      scene = await openScene(stand);
      before = await everything();
    });
    afterAll(() => stand.close());

    async function everything(): Promise<unknown> {
      const { json } = await stand.simulator.control('GET', '/state');
      const accounts: unknown = Reflect.get(Object(json), 'accounts');
      const orders = await scene.client.searchOrders({
        externalReference: 'Open-0002',
        from: new Date(Date.now() - 86_400_000),
        to: new Date(Date.now() + 86_400_000),
      });
      return { accounts, stores: await scene.client.searchStores({ userId: scene.userId }), orders };
    }

    test.each(refusals)('$title: $status $code', async (refusal) => {
      const { request, status, code, kind, siteId, accessToken, behaviour, fault } = refusal;
      const { json: usual } = await stand.simulator.control('GET', '/behaviour');
      if (behaviour) await stand.simulator.control('PUT', '/behaviour', behaviour);
      await stand.simulator.misbehave(...(fault ? [{ ...fault, times: 1 }] : []));
      const sent = typeof request === 'function' ? request(scene) : request;
      const error = await failureOf(stand.send(sent, siteId, accessToken));
      await stand.simulator.control('PUT', '/behaviour', usual);
      expect(error).toMatchObject({ kind: kind ?? 'refused', status, requestId: expect.stringMatching(/^[\w-]+$/) });
      expect([error.code, ...error.causes.map((cause) => cause.code)]).toContain(code);
      expect(error.message).not.toMatch(/^(Mercado Pago answered|unreadable answer)/);
    });

    test('none of them had an effect', async () => {
      await stand.simulator.misbehave();
      expect(await everything()).toEqual(before);
    });
  });
}

/** A body with ordinary numbers, as one writes it down. Properties that are `undefined` are not sent. */
export function json(value: unknown): WritableJson {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return jsonNumber(String(value));
  if (Array.isArray(value)) return value.map(json);
  const members = Object.entries(Object(value)).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, json(member)]));
}

/** Refusals of one call that differ in one thing of its body. */
export function bodiesOf(
  request: Omit<ApiRequest, 'body'>,
  base: Readonly<Record<string, unknown>>,
  rows: readonly (readonly [what: string, change: Readonly<Record<string, unknown>>, code: string])[],
): Refusal[] {
  return rows.map(([what, change, code]) => ({
    title: what,
    request: { ...request, body: json({ ...base, ...change }) },
    status: 400,
    code,
  }));
}
