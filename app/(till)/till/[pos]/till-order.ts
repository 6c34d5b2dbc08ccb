import type { PaymentStatus } from '@/lib/domain/merchant-order';
import type { OrderException, OrderItem, OrderStatus, QrMode } from '@/lib/domain/order';
import type { Refusal } from '@/lib/domain/refusal';
import type { CurrencyId } from '@/lib/domain/sites';

/** An order as a till shows it: amounts in minor units, times as ISO 8601. Nothing here names a buyer. */
export type TillOrder = {
  readonly id: string;
  readonly externalReference: string;
  readonly posName: string;
  readonly externalPosId: string;
  readonly status: OrderStatus;
  readonly exception: OrderException;
  readonly reviewReasons: readonly string[];
  readonly mode: QrMode;
  /** Only goes up; of two reads the one with the higher version is the newer. */
  readonly version: number;
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly taxMinor: number;
  /** Taken off the sum of the items; what is left is the total. */
  readonly discountMinor: number;
  /** For the shop's own people. */
  readonly note: string | null;
  readonly items: readonly TillOrderItem[];
  /** Oldest first. */
  readonly payments: readonly TillPayment[];
  readonly isCancelRequested: boolean;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
  readonly closedAt: string | null;
  /** Why it was never on its QR; null while it is not `failed`. */
  readonly failure: TillFailure | null;
  /** Its own QR, drawn, for a screen; null for an order on a printed one. */
  readonly qr: QrPath | null;
  /** The server's clock when this was read. */
  readonly readAt: string;
};

export type TillOrderItem = OrderItem;

export type TillPayment = {
  readonly id: string;
  readonly status: PaymentStatus;
  readonly statusDetail: string | null;
  readonly amountMinor: number | null;
  readonly methodId: string | null;
  readonly at: string | null;
};

export type TillFailure = Refusal & {
  readonly reason: 'refused' | 'not_sent' | 'not_found';
  /** What support asks for; null when nobody refused anything. */
  readonly bundle: string | null;
};

/** Dark modules of a QR on a square of `size` modules, quiet zone included. */
export type QrPath = { readonly size: number; readonly path: string };

/** The newer of two reads of the same order; of another order, what was just read. Nothing older ever replaces it. */
export function newerOrder(known: TillOrder | null, read: TillOrder): TillOrder {
  return known?.id === read.id && known.version > read.version ? known : read;
}
