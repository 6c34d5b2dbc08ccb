import { z } from 'zod';
import { decimal, id, minorOf, text } from './values';

/** The order in a POS's slot; its amount is null when it could not be read exactly. */
export type InStoreOrder = { readonly externalReference: string; readonly totalMinor: number | null };

const inStoreOrder = z.object({ external_reference: text, total_amount: decimal });

/**
 * The live order of a slot, `empty` when the answer is an empty list, null when it cannot be read. The sample is an object
 * and the schema a list, so both are read; a list of several would leave open which one the buyer sees.
 * Source: devsite-docs `reference/api-json/instore_orders_v2.json`, read 2026-11-21.
 */
export function readInStoreOrder(body: unknown, currencyId: string): InStoreOrder | 'empty' | null {
  if (Array.isArray(body) && body.length === 0) return 'empty';
  if (Array.isArray(body) && body.length > 1) return null;
  const parsed = inStoreOrder.safeParse(Array.isArray(body) ? body[0] : body);
  if (!parsed.success || parsed.data.external_reference === null) return null;
  return {
    externalReference: parsed.data.external_reference,
    totalMinor: minorOf(parsed.data.total_amount, currencyId),
  };
}

/** What publishing on a screen answers. */
export type DynamicQr = { readonly qrData: string | null; readonly inStoreOrderId: string | null };

const dynamicQr = z.object({ qr_data: text, in_store_order_id: id });

/** A one-off QR; null without its text, which nobody could then scan. Source: devsite-docs `reference/api-json/qr-dynamic.json`, read 2026-11-21. */
export function readDynamicQr(body: unknown): DynamicQr | null {
  const read = readHybridQr(body);
  return read.qrData === null ? null : read;
}

/** The same where an answer without a body is documented too. */
export function readHybridQr(body: unknown): DynamicQr {
  const parsed = dynamicQr.safeParse(body);
  return { qrData: parsed.data?.qr_data ?? null, inStoreOrderId: parsed.data?.in_store_order_id ?? null };
}
