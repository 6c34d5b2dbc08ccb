import 'server-only';
import type { OrderRecord } from '@/db/order-records';
import type { OrderDetail, OrderEventRow, PaymentRow } from '@/db/orders';
import type { ShownCheck, ShownOrder, ShownOrderEvent } from '@/lib/api/orders';
import { formatDecimal } from '@/lib/domain/money';
import { nextActionOf } from '@/lib/domain/next-action';
import { exceptionOf, type OrderState, paidMinor, refundedMinor } from '@/lib/domain/order-state';
import type { CurrencyId } from '@/lib/domain/sites';
import type { CheckAnswer } from './orders';

/** What of an order the API shows. */
type PresentableOrder = Pick<
  OrderDetail,
  | 'id'
  | 'externalReference'
  | 'externalStoreId'
  | 'externalPosId'
  | 'integration'
  | 'mode'
  | 'currencyId'
  | 'totalMinor'
  | 'title'
  | 'description'
  | 'items'
  | 'taxes'
  | 'discountMinor'
  | 'note'
  | 'merchantOrderIds'
  | 'createdAt'
  | 'expiresAt'
> &
  Standing & {
    readonly payments: readonly Pick<
      PaymentRow,
      'paymentId' | 'status' | 'statusDetail' | 'amountMinor' | 'merchantOrderId'
    >[];
  };

/** The part of it that changes as the order goes on, besides its money. */
type Standing = Pick<
  OrderDetail,
  'status' | 'exception' | 'paidMinor' | 'refundedMinor' | 'qrData' | 'version' | 'openedAt' | 'closedAt' | 'closedBy'
>;

/** That part as the state machine has it. */
export function standing(state: OrderState): Standing {
  const { status, qrData, version, openedAt, closedAt, closedBy } = state;
  return {
    status,
    exception: exceptionOf(state),
    paidMinor: paidMinor(state),
    refundedMinor: refundedMinor(state),
    qrData,
    version,
    openedAt,
    closedAt,
    closedBy,
  };
}

/** The API's view of an order that was just decided about, which need not be read for that. */
export function presentRecord({ row, state }: OrderRecord): ShownOrder {
  const merchantOrderIds = state.merchantOrders.map(({ merchantOrderId }) => merchantOrderId);
  return presentOrder({ ...row, ...standing(state), payments: state.payments, merchantOrderIds });
}

/** The API's view of an order: snake_case, amounts as decimal strings in major units, times in UTC. */
export function presentOrder(order: PresentableOrder): ShownOrder {
  const money = (minor: number) => formatDecimal(minor, order.currencyId);
  return {
    id: order.id,
    external_reference: order.externalReference,
    external_store_id: order.externalStoreId,
    external_pos_id: order.externalPosId,
    integration: order.integration,
    mode: order.mode,
    status: order.status,
    exception: order.exception,
    next_action: nextActionOf(order),
    currency_id: order.currencyId,
    total_amount: money(order.totalMinor),
    paid_amount: money(order.paidMinor),
    refunded_amount: money(order.refundedMinor),
    title: order.title,
    description: order.description,
    items: order.items.map((item) => ({
      title: item.title,
      unit_price: money(item.unitPriceMinor),
      quantity: item.quantity,
      unit_measure: item.unitMeasure,
      ...(item.skuNumber === null ? {} : { sku_number: item.skuNumber }),
      ...(item.category === null ? {} : { category: item.category }),
      ...(item.description === null ? {} : { description: item.description }),
      ...(item.pictureUrl === null ? {} : { picture_url: item.pictureUrl }),
    })),
    taxes: order.taxes.map((tax) => ({ type: tax.type, value: money(tax.valueMinor) })),
    ...(order.discountMinor === 0 ? {} : { discount_amount: money(order.discountMinor) }),
    ...(order.note === null ? {} : { note: order.note }),
    payments: order.payments.map((payment) => ({
      id: payment.paymentId,
      status: payment.status,
      status_detail: payment.statusDetail,
      amount: payment.amountMinor === null ? null : money(payment.amountMinor),
      merchant_order_id: payment.merchantOrderId,
    })),
    merchant_order_ids: [...order.merchantOrderIds],
    qr_data: order.qrData,
    version: order.version,
    created_at: order.createdAt.toISOString(),
    opened_at: order.openedAt?.toISOString() ?? null,
    expires_at: order.expiresAt.toISOString(),
    closed_at: order.closedAt?.toISOString() ?? null,
    closed_by: order.closedBy,
  };
}

/** What a look found, and the order after it. */
export function presentCheck({ verdict, evidence, order }: CheckAnswer): ShownCheck {
  const shown = evidence.map(({ at, ...finding }) => ({ ...finding, at: at.toISOString() }));
  return { verdict, evidence: shown, order: presentOrder(order) };
}

/** A line of an order's history, in the API's words: names in snake_case, amounts as decimal text. */
export function presentOrderEvent(
  { sequence, event, source, at }: OrderEventRow,
  currencyId: CurrencyId,
): ShownOrderEvent {
  const { type, ...facts } = event;
  return { sequence, type, source, at: at.toISOString(), data: inApiWords(facts, currencyId) };
}

function inApiWords(facts: object, currencyId: CurrencyId): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]: [string, unknown]) => {
      const word = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      if (!word.endsWith('_minor')) return [word, valueInApiWords(value, currencyId)];
      return [
        word.replace(/(?:_amount)?_minor$/, '_amount').replace(/^amount_amount$/, 'amount'),
        typeof value === 'number' ? formatDecimal(value, currencyId) : value,
      ];
    }),
  );
}

function valueInApiWords(value: unknown, currencyId: CurrencyId): unknown {
  if (Array.isArray(value)) return value.map((part) => valueInApiWords(part, currencyId));
  return typeof value === 'object' && value !== null ? inApiWords(value, currencyId) : value;
}
