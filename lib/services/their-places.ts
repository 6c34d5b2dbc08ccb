import 'server-only';
import type { TheirPos, TheirStore } from '@/lib/domain/place';
import type { ReadPos } from '@/lib/mercadopago/wire/pos';
import type { ReadStore } from '@/lib/mercadopago/wire/store';

/** What is kept of what Mercado Pago says of a store, to compare with what it is here. */
export function theirStoreOf(read: ReadStore): TheirStore {
  return {
    name: read.name,
    addressLine: read.addressLine,
    reference: read.reference,
    latitude: read.latitude,
    longitude: read.longitude,
    businessHours: read.businessHours,
  };
}

/** The same of a POS. */
export function theirPosOf(read: ReadPos): TheirPos {
  return { name: read.name, category: read.category, isFixedAmount: read.fixedAmount, storeId: read.storeId };
}
