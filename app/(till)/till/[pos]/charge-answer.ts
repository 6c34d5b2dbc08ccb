import { parseMinor } from '@/lib/domain/money';
import { type CurrencyId, isCurrencyId } from '@/lib/domain/sites';

/** What an answer to the attempt to charge means for the till. */
export type ChargeAnswer =
  /** There is an order, in whatever state; it says the rest itself. */
  | { readonly kind: 'order'; readonly orderId: string }
  | { readonly kind: 'busy'; readonly occupant: Occupant }
  /** Nothing was stored and nothing will be: somebody has to change something. */
  | { readonly kind: 'refused'; readonly message: string; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'signed_out' }
  /** It is not known whether there is an order. Only the same key may be tried again. */
  | { readonly kind: 'unknown' };

/** The order that is in the way, as far as the answer tells. */
export type Occupant = {
  readonly orderId: string;
  readonly externalReference: string;
  readonly totalMinor: number | null;
  readonly currencyId: CurrencyId | null;
  readonly createdBy: string | null;
  readonly expiresAt: string | null;
};

/** Reads an answer of `POST /api/v1/orders`. Whatever cannot be read, or is a fault of ours, leaves it unknown. */
export function readChargeAnswer(status: number, body: unknown): ChargeAnswer {
  if (status === 201) {
    const orderId = textIn(body, 'id');
    return orderId ? { kind: 'order', orderId } : { kind: 'unknown' };
  }
  const error = partOf(body, 'error');
  const orderId = textIn(error, 'order_id');
  const code = textIn(error, 'code');
  if (code === 'pos_busy' && orderId) return { kind: 'busy', occupant: readOccupant(error, orderId) };
  // Mercado Pago refused it or was never reached: the order exists and is `failed`.
  if (orderId) return { kind: 'order', orderId };
  if (status === 401) return { kind: 'signed_out' };
  const fields = textsIn(partOf(error, 'fields'));
  // A conflict that names no field is an attempt of ours that is still on its way, or a POS that was just freed.
  const isFinal =
    status === 400 ||
    status === 403 ||
    status === 404 ||
    status === 422 ||
    (status === 409 && Object.keys(fields).length > 0);
  return isFinal ? { kind: 'refused', message: textIn(error, 'message') ?? '', fields } : { kind: 'unknown' };
}

/** How long to wait before the same key is tried again; it grows, because a till that hammers helps nobody. */
export function retryDelayMs(attempt: number): number {
  return Math.min(1000 * 1.6 ** attempt, 8000);
}

function readOccupant(error: unknown, orderId: string): Occupant {
  const currency = textIn(error, 'currency_id');
  const currencyId = isCurrencyId(currency) ? currency : null;
  const total = textIn(error, 'total_amount');
  return {
    orderId,
    externalReference: textIn(error, 'external_reference') ?? '',
    totalMinor: total !== null && currencyId ? parseMinor(total, currencyId) : null,
    currencyId,
    createdBy: textIn(error, 'created_by'),
    expiresAt: textIn(error, 'expires_at'),
  };
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textIn(value: unknown, name: string): string | null {
  const part = partOf(value, name);
  return typeof part === 'string' && part !== '' ? part : null;
}

function textsIn(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}
