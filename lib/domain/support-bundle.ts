import type { Refusal } from './refusal';
import { version } from './version';

/** An order as far as somebody who helps has to know it. */
type AskedOrder = {
  readonly id: string;
  readonly externalReference: string;
  readonly externalPosId: string;
  readonly externalStoreId: string | null;
  readonly integration: string;
  readonly mode: string;
  readonly currencyId: string;
  readonly providerOrderId: string | null;
  readonly createdAt: Date;
  readonly items: readonly object[];
  readonly taxes: readonly object[];
  readonly sponsorId: string | null;
};

/** Which account it was asked for. */
export type SupportAccount = {
  readonly userId: string;
  readonly siteId: string;
  readonly environment: string;
};

type SupportFacts = {
  readonly order: AskedOrder;
  readonly operation: 'publish' | 'refund';
  readonly account: SupportAccount;
  readonly refusal: Refusal & { readonly requestId: string | null };
  readonly at: Date;
};

/** A refusal with what support asks for about it, ready to be copied. */
export type RefusalWithBundle = Refusal & { readonly bundle: string };

/** The same about a call that was about no order: a store, a till, an account. `operation` is ours, such as `pos.create`. */
export function callSupportBundle(call: {
  operation: string;
  account: SupportAccount | null;
  refusal: Refusal & { readonly requestId: string | null };
  at: Date;
}): string {
  return written([
    ['program', `Mostrador ${version}`],
    ['account', call.account && accountLine(call.account)],
    ['operation', call.operation],
    ['answered_at', call.at.toISOString()],
    ...answerLines(call.refusal),
  ]);
}

/**
 * What support asks for, as text to be pasted: ids, times, versions, the answer, and of what was asked only its shape.
 * Built from known fields alone, so that no secret can be in it. In English, whoever copies it.
 */
export function supportBundle({ order, operation, account, refusal, at }: SupportFacts): string {
  return written([
    ['program', `Mostrador ${version}`],
    ['account', accountLine(account)],
    ['operation', `${operation}, ${order.integration}, ${order.mode}`],
    ['order', order.id],
    ['external_reference', order.externalReference],
    ['external_pos_id', order.externalPosId],
    ['external_store_id', order.externalStoreId],
    ['mercadopago_order_id', order.providerOrderId],
    ['created_at', order.createdAt.toISOString()],
    ['answered_at', at.toISOString()],
    ...answerLines(refusal),
    ['currency', order.currencyId],
    ['request', shapeOf({ items: order.items, taxes: order.taxes, sponsor: order.sponsorId })],
  ]);
}

type Line = readonly [string, string | null];

function answerLines(refusal: SupportFacts['refusal']): Line[] {
  return [
    ['x-request-id', refusal.requestId],
    ['status', refusal.status === null ? null : String(refusal.status)],
    ['code', refusal.code],
    ['message', refusal.message],
  ];
}

function accountLine({ userId, siteId, environment }: SupportAccount): string {
  return `${userId} (${siteId}, ${environment})`;
}

function written(lines: readonly Line[]): string {
  return lines.map(([name, value]) => `${name}: ${value ?? '-'}`).join('\n');
}

/** What kind of thing is where, without what it says. */
function shapeOf(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'string') return `text(${value.length})`;
  if (Array.isArray(value))
    return `[${value.slice(0, 3).map(shapeOf).join(', ')}${value.length > 3 ? `, … ${value.length}` : ''}]`;
  if (typeof value !== 'object') return typeof value;
  const parts = Object.entries(value).map(([name, part]) => `${name}: ${shapeOf(part)}`);
  return `{ ${parts.join(', ')} }`;
}
