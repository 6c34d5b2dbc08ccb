import { z } from 'zod';
import { refusedHere } from '../errors';
import { jsonNumber, type WritableJson } from '../exact-json';
import { count, flag, id, moment, optionalObject, text } from './values';

/** What of a POS can be changed. All of it is sent every time: whether a partial body merges is not documented. */
export type PosSettings = {
  readonly name: string;
  /** True: the buyer waits for an order. False: the buyer types the amount, which no integration here uses. */
  readonly fixedAmount: boolean;
  /** Merchant category code of the site; null is generic. */
  readonly category: number | null;
  /** Id of the store it stands in. */
  readonly storeId: string;
  /** Unattended model only. */
  readonly url: string | null;
};

/** A POS to create; `externalId` is for ever. */
export type NewPos = PosSettings & { readonly externalId: string };

/** A POS as read. One made in Mercado Pago's app may have no external id, and can then carry no order. */
export type ReadPos = {
  readonly posId: string;
  readonly externalId: string | null;
  readonly name: string | null;
  /** Null where it is not said, as in searches. */
  readonly status: string | null;
  readonly userId: string | null;
  readonly storeId: string | null;
  readonly externalStoreId: string | null;
  readonly fixedAmount: boolean | null;
  readonly category: number | null;
  readonly url: string | null;
  readonly uuid: string | null;
  /** Addresses of the printed code as drawn by Mercado Pago. */
  readonly qr: {
    readonly imageUrl: string | null;
    readonly templateDocumentUrl: string | null;
    readonly templateImageUrl: string | null;
  };
  readonly createdAt: Date | null;
};

const pos = z.object({
  id,
  external_id: text,
  name: text,
  status: text,
  user_id: id,
  store_id: id,
  external_store_id: text,
  fixed_amount: flag,
  category: count,
  url: text,
  uuid: text,
  qr: optionalObject({ image: text, template_document: text, template_image: text }),
  date_created: moment,
});

/** A POS as created, read, updated or found; null without an id. Source: devsite-docs `reference/api-json/pos.json`, read 2026-11-21. */
export function readPos(body: unknown): ReadPos | null {
  const parsed = pos.safeParse(body);
  if (!parsed.success || parsed.data.id === null) return null;
  const wire = parsed.data;
  return {
    posId: parsed.data.id,
    externalId: wire.external_id,
    name: wire.name,
    status: wire.status,
    userId: wire.user_id,
    storeId: wire.store_id,
    externalStoreId: wire.external_store_id,
    fixedAmount: wire.fixed_amount,
    category: wire.category,
    url: wire.url,
    uuid: wire.uuid,
    qr: {
      imageUrl: wire.qr?.image ?? null,
      templateDocumentUrl: wire.qr?.template_document ?? null,
      templateImageUrl: wire.qr?.template_image ?? null,
    },
    createdAt: wire.date_created,
  };
}

/** The body that creates a POS. Throws `refused` for what Mercado Pago would refuse, with its own key. */
export function writeNewPos(pos: NewPos): WritableJson {
  if (pos.externalId.length > 39) throw refusedHere('EXTERNAL_ID_TOO_LONG');
  if (!/^[A-Za-z0-9]+$/.test(pos.externalId)) throw refusedHere('INVALID_EXTERNAL_ID');
  return { ...writePosSettings(pos), external_id: pos.externalId };
}

/** The body that changes a POS: everything but its external id. Throws `refused` as `writeNewPos` does. */
export function writePosSettings(
  settings: PosSettings,
  /** Says that there is no address, where leaving it out was not understood so. */
  { clearsUrl = false } = {},
): { readonly [key: string]: WritableJson | undefined } {
  const objection = objectionTo(settings);
  if (objection !== null) throw refusedHere(objection);
  return {
    name: settings.name,
    fixed_amount: settings.fixedAmount,
    category: settings.category === null ? undefined : jsonNumber(String(settings.category)),
    store_id: jsonNumber(settings.storeId.replace(/^0+(?=\d)/, '')),
    url: settings.url ?? (clearsUrl ? null : undefined),
  };
}

/** Where two published limits differ the stricter one counts. Source: devsite-docs `reference/api-json/pos.json` and `guides/qr-code/pos.es.md`, read 2026-11-21. */
function objectionTo({ name, fixedAmount, category, storeId, url }: PosSettings): string | null {
  if (name === '') return 'INVALID_NAME';
  if (name.length > 44) return 'NAME_TOO_LONG';
  if (category !== null && !(Number.isSafeInteger(category) && category >= 0)) return 'INVALID_CATEGORY';
  if (!/^\d{1,20}$/.test(storeId)) return 'INVALID_STORE_ID';
  if (url === null) return null;
  if (!URL.canParse(url) || !/^https?:/.test(url)) return 'INVALID_URL';
  if (url.length > 299) return 'URL_TOO_LONG';
  return fixedAmount ? null : 'FIXED_AMOUNT_FALSE';
}
