import 'server-only';
import type { UnattendedOrder } from '@/db/unattended';
import { discountItems } from '@/lib/domain/discount';
import type { PublishableOrder } from '@/lib/mercadopago/integrations/driver';

/** A stored order as the drivers publish it: always the same for the same order, whenever it is asked for. */
export function publishableOrder(order: UnattendedOrder, notificationUrl: string): PublishableOrder {
  return {
    userId: order.collectorId,
    externalStoreId: order.externalStoreId,
    externalPosId: order.externalPosId,
    externalReference: order.externalReference,
    title: order.title,
    description: order.description,
    notificationUrl,
    expiresAt: order.expiresAt,
    currencyId: order.currencyId,
    totalMinor: order.totalMinor,
    items: discountItems(order.items, order.discountMinor),
    taxes: order.taxes,
    sponsorId: order.sponsorId,
    mode: order.mode,
    idempotencyKey: `create-${order.id}`,
  };
}
