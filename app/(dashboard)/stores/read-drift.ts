import 'server-only';
import { getPlaceSync, type PlaceSync } from '@/db/place-syncs';
import { listPos, type PosDetail } from '@/db/pos';
import { listStores, type StoreSummary } from '@/db/stores';
import {
  type Difference,
  differencesOfPos,
  differencesOfStore,
  type PosField,
  type StoreField,
} from '@/lib/domain/differences';
import type { Merchant } from '@/lib/domain/scope';

/** What is not the same here and at Mercado Pago, and how fresh that is. */
export type Drift = {
  readonly sync: PlaceSync | null;
  readonly stores: readonly StoreSummary[];
  readonly ofStores: readonly { readonly store: StoreSummary; readonly difference: Difference<StoreField> }[];
  readonly ofPos: readonly { readonly pos: PosDetail; readonly difference: Difference<PosField> }[];
  readonly goneStores: readonly StoreSummary[];
  readonly gonePos: readonly PosDetail[];
  /** Without a code of their own they cannot take orders. */
  readonly codeless: readonly PosDetail[];
};

export async function readDrift(merchant: Merchant): Promise<Drift> {
  const [sync, stores, tills] = await Promise.all([getPlaceSync(merchant), listStores(merchant), listPos(merchant)]);
  const inService = stores.filter(({ status }) => status === 'active');
  const tillsInService = tills.filter(({ status }) => status === 'active');
  return {
    sync,
    stores,
    ofStores: inService.flatMap((store) => differencesOfStore(store).map((difference) => ({ store, difference }))),
    ofPos: tillsInService.flatMap((pos) => differencesOfPos(pos).map((difference) => ({ pos, difference }))),
    goneStores: stores.filter(({ status }) => status === 'missing'),
    gonePos: tills.filter(({ status }) => status === 'missing'),
    codeless: tillsInService.filter(({ externalPosId }) => externalPosId === null),
  };
}
