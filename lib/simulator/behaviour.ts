import { isRecord } from './json-value';

/** Where the documentation leaves open what Mercado Pago does, this decides. Named as the control API names them. */
export type Behaviour = {
  /** Whether the PUT of a hybrid QR answers the code. */
  hybrid_body: boolean;
  /** What becomes of a new refund: done, or waiting for `refund_settle_s`, then done or rejected. */
  refunds: 'approved' | 'in_process' | 'in_process_then_rejected';
  refund_settle_s: number;
  /** `order_status` after a partial refund of a single payment. */
  partial_refund_status: 'partially_reverted' | 'paid';
  /** Whether a merchant order without payments expires with the order that was scanned. */
  expire_merchant_orders: boolean;
  /** How long a new merchant order or payment is still 404. */
  visible_after_ms: number;
  /** Whether payments may be searched in the same way twice within a minute. */
  repeated_searches: 'answered' | 'refused';
  /** Which tokens may search payments: any, or those for tests alone. */
  search_tokens: 'any' | 'test';
  /** Of the two causes for a payment that is too old to be refunded, the one that is answered. */
  old_refund_cause: 2024 | 15016;
  /** Whether the account holds enough to give money back. */
  refund_balance: 'enough' | 'short';
  /** What emptying an empty slot answers: 400 was seen, the reference knows 500 only, and a 404 says the same. */
  empty_slot: 400 | 404 | 500;
  /** Whether `/oauth/token` looks at a bearer token, which must then be of the application's own account. */
  oauth_bearer: 'ignored' | 'checked';
  /** How many requests of one token are answered in a second; 0 is no limit. */
  requests_per_second: number;
  /** What asking for a report answers: 202, or 203 and no report. It is listed so long afterwards. */
  report_status: 202 | 203;
  report_delay_ms: number;
  /** How often the phone asks the `url` of an unattended POS. */
  poll_ms: number;
};

/** What holds after a reset. */
export const defaultBehaviour: Behaviour = {
  hybrid_body: true,
  refunds: 'approved',
  refund_settle_s: 5,
  partial_refund_status: 'partially_reverted',
  expire_merchant_orders: false,
  visible_after_ms: 0,
  repeated_searches: 'answered',
  search_tokens: 'any',
  old_refund_cause: 2024,
  refund_balance: 'enough',
  empty_slot: 400,
  oauth_bearer: 'ignored',
  requests_per_second: 0,
  report_status: 202,
  report_delay_ms: 0,
  poll_ms: 2_000,
};

const checks: Record<keyof Behaviour, (value: unknown) => boolean> = {
  hybrid_body: isBoolean,
  refunds: (value) => value === 'approved' || value === 'in_process' || value === 'in_process_then_rejected',
  refund_settle_s: isUpTo(86_400 * 30),
  partial_refund_status: (value) => value === 'partially_reverted' || value === 'paid',
  expire_merchant_orders: isBoolean,
  visible_after_ms: isUpTo(3_600_000),
  repeated_searches: (value) => value === 'answered' || value === 'refused',
  search_tokens: (value) => value === 'any' || value === 'test',
  old_refund_cause: (value) => value === 2024 || value === 15016,
  refund_balance: (value) => value === 'enough' || value === 'short',
  empty_slot: (value) => value === 400 || value === 404 || value === 500,
  oauth_bearer: (value) => value === 'ignored' || value === 'checked',
  requests_per_second: (value) => isUpTo(100_000)(value) && Number.isInteger(value),
  report_status: (value) => value === 202 || value === 203,
  report_delay_ms: isUpTo(86_400_000),
  poll_ms: (value) => isUpTo(3_600_000)(value) && Number(value) >= 50,
};

/** Applies a partial change; the answer is a sentence when a field cannot be read. */
export function changeBehaviour(current: Behaviour, change: unknown): Behaviour | string {
  if (!isRecord(change)) return 'the body must be an object';
  for (const [name, value] of Object.entries(change)) {
    if (!isName(name)) return `${name} is not a behaviour`;
    if (!checks[name](value)) return `${name} cannot be ${JSON.stringify(value)}`;
  }
  return { ...current, ...change };
}

function isName(name: string): name is keyof Behaviour {
  return Object.hasOwn(checks, name);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isUpTo(most: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= 0 && value <= most;
}
