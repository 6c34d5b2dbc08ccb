import type { ObservedMerchantOrder } from '@/lib/domain/merchant-order';
import type { Integration, OrderItem, OrderTax, QrMode } from '@/lib/domain/order';
import type { CurrencyId } from '@/lib/domain/sites';
import type { MercadoPagoClient } from '../client';
import type { MercadoPagoError } from '../errors';
import type { ReadRefund } from '../wire/payment';

/** A sale as every generation can publish it; what one cannot carry it leaves out. The caller has filled the defaults. */
export type PublishableOrder = {
  readonly userId: string;
  /** Null when its store has none; then some generations cannot publish it. */
  readonly externalStoreId: string | null;
  readonly externalPosId: string;
  readonly externalReference: string;
  readonly title: string;
  readonly description: string;
  readonly notificationUrl: string | null;
  readonly expiresAt: Date;
  readonly currencyId: CurrencyId;
  readonly totalMinor: number;
  readonly items: readonly OrderItem[];
  /** Colombia only; empty elsewhere. */
  readonly taxes: readonly OrderTax[];
  readonly sponsorId: string | null;
  readonly mode: QrMode;
  /** Ours, stored before the call; the same sale is always published with the same one. */
  readonly idempotencyKey: string;
};

/** What is known after publishing. `not_sent` certainly had no effect and may be tried again; `unknown` is settled by looking. */
export type PublishOutcome =
  | {
      readonly kind: 'confirmed';
      /** Text of the QR to show, null when the buyer scans the printed one. */
      readonly qrData: string | null;
      /** Mercado Pago's id of the order, null in the generations that give none. */
      readonly providerOrderId: string | null;
    }
  | { readonly kind: 'refused'; readonly error: MercadoPagoError }
  | { readonly kind: 'not_sent'; readonly error: MercadoPagoError }
  | { readonly kind: 'unknown'; readonly error: MercadoPagoError };

/** Where a published order lives: in the slot of its POS, or under its own id. */
export type OrderSlot = {
  readonly userId: string;
  readonly externalPosId: string;
  readonly currencyId: CurrencyId;
  readonly mode: QrMode;
  readonly providerOrderId: string | null;
};

/**
 * What is known after withdrawing. Neither `withdrawn` nor `nothing_there` says that nobody paid in between: look for
 * money before telling anyone. `locked` means that somebody is paying right now.
 */
export type WithdrawOutcome =
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'nothing_there' }
  | { readonly kind: 'locked'; readonly error: MercadoPagoError }
  | { readonly kind: 'refused'; readonly error: MercadoPagoError }
  | { readonly kind: 'not_sent'; readonly error: MercadoPagoError }
  | { readonly kind: 'unknown'; readonly error: MercadoPagoError };

/** What a slot holds. `empty` also after a payment, so it never means "not paid". */
export type SlotReading =
  | { readonly kind: 'live'; readonly externalReference: string; readonly totalMinor: number | null }
  | { readonly kind: 'empty' }
  /** This generation or mode has no way to read it: conclude nothing, and withdraw without looking first. */
  | { readonly kind: 'not_offered' }
  | { readonly kind: 'unreadable'; readonly error: MercadoPagoError };

/** What to look for: a sale and everything of it that is known at Mercado Pago. */
export type Sought = {
  readonly externalReference: string;
  readonly providerOrderId: string | null;
  /** Merchant orders seen before, and the one that a notification named. */
  readonly merchantOrderIds: readonly string[];
  /** Ask also what costs a request more and rarely tells more: for a person, and once the usual ways have had their time. */
  readonly isThorough: boolean;
};

/** One thing that can be asked about a sale's money. `read` throws `MercadoPagoError`. */
export type WayToLook = {
  readonly name: 'search' | 'merchant_order' | 'payments' | 'order';
  readonly read: (client: MercadoPagoClient) => Promise<readonly ObservedMerchantOrder[]>;
};

/** Money to give back: of one payment, all that is left of it when `amountMinor` is null. */
export type RefundRequest = {
  readonly providerOrderId: string | null;
  readonly paymentId: string;
  readonly amountMinor: number | null;
  readonly currencyId: CurrencyId;
  /** Ours, stored before the call; the same refund is always asked for with the same one. */
  readonly idempotencyKey: string;
  /** What `writeRefund` gave when the refund was stored: sent to the letter, whatever would be written today. */
  readonly body?: string;
};

/**
 * One generation of Mercado Pago's API. An order stays with the driver that published it. `publish`, `withdraw` and
 * `readSlot` throw for nothing that the world does.
 */
export type Driver = {
  readonly integration: Integration;
  /** `acceptedAt` is when the sale was stored, the same whenever it is published again, so that what is sent is the same too. */
  readonly publish: (client: MercadoPagoClient, order: PublishableOrder, acceptedAt: Date) => Promise<PublishOutcome>;
  /** `idempotencyKey` is ours, stored before the call. */
  readonly withdraw: (client: MercadoPagoClient, slot: OrderSlot, idempotencyKey: string) => Promise<WithdrawOutcome>;
  readonly readSlot: (client: MercadoPagoClient, slot: OrderSlot) => Promise<SlotReading>;
  /** Everything to ask before a look is complete: it is when every way has answered. */
  readonly waysToLook: (sought: Sought) => readonly WayToLook[];
  /** What `refund` will send, to be stored before it is sent. */
  readonly writeRefund: (request: Pick<RefundRequest, 'paymentId' | 'amountMinor' | 'currencyId'>) => string;
  /**
   * Throws `MercadoPagoError`; `unknown_outcome` is settled by `listRefunds`, or by the same key and body, never with
   * another key.
   */
  readonly refund: (client: MercadoPagoClient, request: RefundRequest) => Promise<ReadRefund>;
  /** Refunds of one payment. Throws `MercadoPagoError`. */
  readonly listRefunds: (
    client: MercadoPagoClient,
    of: Pick<RefundRequest, 'providerOrderId' | 'paymentId' | 'currencyId'>,
  ) => Promise<readonly ReadRefund[]>;
};
