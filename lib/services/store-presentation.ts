import 'server-only';
import type { StoreSummary } from '@/db/stores';
import { type ShownStore, storeSchema } from '@/lib/api/stores';

/** The API's view of a store. */
export function presentStore(store: StoreSummary): ShownStore {
  return {
    external_store_id: store.externalStoreId,
    store_id: store.mercadopagoStoreId,
    name: store.name,
    status: store.status,
    address: store.addressLine,
    location: {
      street_name: store.streetName,
      street_number: store.streetNumber,
      city_name: store.cityName,
      state_name: store.stateName,
      zip_code: store.zipCode,
      reference: store.reference,
      latitude: store.latitude === null ? null : Number(store.latitude),
      longitude: store.longitude === null ? null : Number(store.longitude),
    },
    business_hours: storeSchema.shape.business_hours.catch(null).parse(store.businessHours),
    time_zone: store.timeZone,
    pos_count: store.posCount,
  };
}
