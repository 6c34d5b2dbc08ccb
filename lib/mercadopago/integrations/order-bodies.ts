import type { OrderItem } from '@/lib/domain/order';
import type { CurrencyId } from '@/lib/domain/sites';
import { type JsonNumber, jsonNumber, type WritableJson } from '../exact-json';
import type { PublishableOrder } from './driver';
import { amountWriter, itemTotalMinor } from './sale-checks';

/**
 * The bodies of an order in the in-store generations, which the unattended model repeats. Amounts are literals made from
 * minor units, and a field that we have nothing for is not sent.
 * Source: devsite-docs `reference/api-json/instore_orders.json` (v1), `instore_orders_v2.json` (v2), read 2026-11-21.
 */
type WritableObject = { readonly [key: string]: WritableJson | undefined };

/** The body of attended v2, and of QR codes on a screen. */
export function writeOrderV2(order: PublishableOrder): WritableObject {
  const amount = amountWriter(order.currencyId);
  const taxes = order.taxes.map((tax) => ({ type: tax.type, value: amount(tax.valueMinor) }));
  return {
    external_reference: order.externalReference,
    title: order.title,
    description: order.description,
    notification_url: order.notificationUrl ?? undefined,
    expiration_date: offsetDate(order.expiresAt),
    total_amount: amount(order.totalMinor),
    items: order.items.map((item) => writeItemV2(item, amount)),
    taxes: taxes.length > 0 ? taxes : undefined,
    sponsor: order.sponsorId === null ? undefined : { id: jsonNumber(order.sponsorId) },
  };
}

/** This generation has no field for the picture and takes the currency from the account. */
function writeItemV2(item: OrderItem, amount: (minor: number) => JsonNumber): WritableJson {
  return {
    sku_number: item.skuNumber ?? undefined,
    category: item.category ?? undefined,
    title: item.title,
    description: item.description ?? undefined,
    unit_price: amount(item.unitPriceMinor),
    quantity: jsonNumber(String(item.quantity)),
    unit_measure: item.unitMeasure,
    total_amount: amount(itemTotalMinor(item)),
  };
}

/** `yyyy-MM-ddTHH:mm:ss.SSS±HH:mm`, where `Z` is not a documented spelling of the offset. */
function offsetDate(moment: Date): string {
  return moment.toISOString().replace('Z', '+00:00');
}

/** The body of attended v1: no total, no title, and a currency on every item. */
export function writeOrderV1(order: PublishableOrder): WritableObject {
  const amount = amountWriter(order.currencyId);
  const taxes = order.taxes.map((tax) => ({ type: tax.type, value: amount(tax.valueMinor) }));
  return {
    external_reference: order.externalReference,
    notification_url: order.notificationUrl ?? undefined,
    items: order.items.map((item) => writeItemV1(item, order.currencyId)),
    taxes: taxes.length > 0 ? taxes : undefined,
    sponsor_id: order.sponsorId === null ? undefined : jsonNumber(order.sponsorId),
  };
}

/** The description is required in one table and absent from an official sample, so the title stands in for a missing one. */
function writeItemV1(item: OrderItem, currencyId: CurrencyId): WritableJson {
  return {
    id: item.skuNumber ?? undefined,
    title: item.title,
    currency_id: currencyId,
    unit_price: amountWriter(currencyId)(item.unitPriceMinor),
    quantity: jsonNumber(String(item.quantity)),
    description: item.description ?? item.title,
    picture_url: item.pictureUrl ?? undefined,
  };
}
