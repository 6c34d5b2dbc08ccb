import type { CurrencyId } from '@/lib/domain/sites';
import type { WritableJson } from '../exact-json';
import type { Transport } from '../transport';
import {
  type DynamicQr,
  type InStoreOrder,
  readDynamicQr,
  readHybridQr,
  readInStoreOrder,
} from '../wire/in-store-order';
import { anyBody, path } from './request';

/** A POS as the in-store API addresses it; the same words as its paths. */
export type PosPath = { readonly userId: string; readonly externalPosId: string };

type OrderBody = { readonly body: WritableJson };

/** Attended v2: the order in the slot of a POS. Source: devsite-docs `reference/api-json/instore_orders_v2.json`, read 2026-11-21. */
export function inStoreOrderEndpoints({ send }: Transport) {
  const slotOf = ({ userId, externalPosId }: PosPath) =>
    path`/instore/qr/seller/collectors/${userId}/pos/${externalPosId}/orders`;
  return {
    /** Creates the order, or replaces the one that is there. Its answer has no id. */
    putInStoreOrder: async (order: PosPath & OrderBody & { externalStoreId: string }): Promise<void> => {
      const { userId, externalStoreId, externalPosId, body } = order;
      const slot = path`/instore/qr/seller/collectors/${userId}/stores/${externalStoreId}/pos/${externalPosId}/orders`;
      await send({ method: 'PUT', path: slot, body }, anyBody);
    },
    /** The live order, `empty` for an empty list. An empty slot usually answers 404, which is thrown as `refused`. */
    getInStoreOrder: async (slot: PosPath & { currencyId: CurrencyId }): Promise<InStoreOrder | 'empty'> =>
      send({ method: 'GET', path: slotOf(slot) }, (body) => readInStoreOrder(body, slot.currencyId)),
    deleteInStoreOrder: async (slot: PosPath): Promise<void> => {
      await send({ method: 'DELETE', path: slotOf(slot) }, anyBody);
    },
  };
}

/** QR codes on a screen. Source: devsite-docs `reference/api-json/qr-dynamic.json`, read 2026-11-21. */
export function dynamicQrEndpoints({ send }: Transport) {
  const qrsOf = ({ userId, externalPosId }: PosPath) =>
    path`/instore/orders/qr/seller/collectors/${userId}/pos/${externalPosId}/qrs`;
  return {
    /** A QR for this order alone. It can be neither read nor deleted afterwards, only left to expire. */
    createDynamicQr: async (order: PosPath & OrderBody): Promise<DynamicQr> =>
      send({ method: 'POST', path: qrsOf(order), body: order.body }, readDynamicQr),
    /** The same, and the order in the POS's slot too. The answer may be empty: then only the printed QR can be scanned. */
    putHybridQr: async (order: PosPath & OrderBody): Promise<DynamicQr> =>
      send({ method: 'PUT', path: qrsOf(order), body: order.body }, readHybridQr),
  };
}

/** Attended v1. There is no way to read its slot. Source: devsite-docs `reference/api-json/instore_orders.json`, read 2026-11-21. */
export function attendedV1Endpoints({ send }: Transport) {
  const slotOf = ({ userId, externalPosId }: PosPath) => path`/mpmobile/instore/qr/${userId}/${externalPosId}`;
  return {
    /** Creates the order, which lives for `lifeSeconds`. The id in its answer is a preference's and of no use. */
    createInStoreOrderV1: async (order: PosPath & OrderBody & { lifeSeconds: number }): Promise<void> => {
      const headers = { 'x-ttl-store-preference': String(order.lifeSeconds) };
      await send({ method: 'POST', path: slotOf(order), headers, body: order.body }, anyBody);
    },
    deleteInStoreOrderV1: async (slot: PosPath): Promise<void> => {
      await send({ method: 'DELETE', path: slotOf(slot) }, anyBody);
    },
  };
}
