import { isExternalReference } from '@/lib/domain/external-reference';
import { formatDecimal } from '@/lib/domain/money';
import type { OrderItem } from '@/lib/domain/order';
import type { CurrencyId } from '@/lib/domain/sites';
import { type JsonNumber, jsonNumber } from '../exact-json';
import type { PublishableOrder } from './driver';

/**
 * Why Mercado Pago would refuse this sale in any generation, as its own key where it has one; null when we know of no
 * reason. Source: devsite-docs `reference/api-json/instore_orders_v2.json`, read 2026-11-21.
 */
export function objectionTo(order: PublishableOrder): string | null {
  if (!isExternalReference(order.externalReference)) return 'invalid_external_reference';
  if (!isLength(order.title, 256)) return 'invalid_title';
  if (!isLength(order.description, 256)) return 'invalid_description';
  if (order.notificationUrl !== null && !isLength(order.notificationUrl, 500)) return 'invalid_notification_url';
  if (order.sponsorId !== null && !/^[1-9]\d{0,19}$/.test(order.sponsorId)) return 'invalid_sponsor.id';
  if (order.items.length === 0) return 'error_creating_seller_qr_order';
  if (order.items.some((item) => item.title === '')) return 'invalid_items.title';
  if (order.items.some((item) => !isWhole(item.quantity) || item.quantity === 0)) return 'invalid_items.quantity';
  if (order.items.some((item) => !isWhole(item.unitPriceMinor))) return 'invalid_items.unit_price';
  if (order.items.some((item) => !isWhole(itemTotalMinor(item)))) return 'invalid_items.total_amount';
  const total = order.items.reduce((sum, item) => sum + itemTotalMinor(item), 0);
  return total === order.totalMinor && total > 0 ? null : 'invalid_total_amount';
}

/** Price × quantity in minor units. */
export function itemTotalMinor(item: OrderItem): number {
  return item.unitPriceMinor * item.quantity;
}

/** Writes minor units as the exact number of major units that the currency has. */
export function amountWriter(currencyId: CurrencyId): (minor: number) => JsonNumber {
  return (minor) => jsonNumber(formatDecimal(minor, currencyId));
}

/** Seconds that a sale lives, counted from when it was stored. */
export function lifeSeconds(order: PublishableOrder, acceptedAt: Date): number {
  return Math.max(1, Math.ceil((order.expiresAt.getTime() - acceptedAt.getTime()) / 1000));
}

function isLength(text: string, max: number): boolean {
  return text.length > 0 && text.length <= max;
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
