import type { OrderItem } from '@/lib/domain/order';
import type { PublishableOrder } from '@/lib/mercadopago/integrations/driver';

export const accessToken = 'TEST-0000000000000001-000000-unit-tests-100001';

/** When the sale of these tests was stored; it lives ten minutes. */
export const acceptedAt = new Date('2026-11-21T12:00:00Z');

/** An item with every field that a generation may carry. */
export const fullItem: OrderItem = {
  title: 'Product 1',
  description: null,
  unitPriceMinor: 12010,
  quantity: 1,
  unitMeasure: 'unit',
  skuNumber: 'A-1',
  category: 'food',
  pictureUrl: 'https://example.com/p.png',
};

/** An item with nothing but what it needs. */
export const bareItem: OrderItem = {
  title: 'Product 2',
  description: 'Two of them',
  unitPriceMinor: 10000,
  quantity: 2,
  unitMeasure: 'pack',
  skuNumber: null,
  category: null,
  pictureUrl: null,
};

/** An Argentine sale of 320.10, ready to be published. */
export const sale: PublishableOrder = {
  userId: '100001',
  externalStoreId: 'S001',
  externalPosId: 'S001P01',
  externalReference: 'Bill-0001',
  title: 'Mesa 4',
  description: 'Almuerzo',
  notificationUrl: 'https://mostrador.example/n/key',
  expiresAt: new Date('2026-11-21T12:10:00Z'),
  currencyId: 'ARS',
  totalMinor: 32010,
  items: [fullItem, bareItem],
  taxes: [],
  sponsorId: '446566691',
  mode: 'static',
  idempotencyKey: 'key-1',
};

/** Where that sale is published: in the slot of its POS, until it has an id of its own. */
export const slot = {
  userId: sale.userId,
  externalPosId: sale.externalPosId,
  currencyId: 'ARS',
  mode: 'static',
  providerOrderId: null,
} as const;
