import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new id of the Orders API: a prefix (`ORD`, `PAY`, `REF`) and 26 signs, the first ten of which tell the time. */
export function createOrderId(prefix: 'ORD' | 'PAY' | 'REF', nowMs: number): string {
  let rest = nowMs;
  let time = '';
  for (let place = 0; place < 10; place += 1) {
    time = (alphabet[rest % 32] ?? '0') + time;
    rest = Math.floor(rest / 32);
  }
  return prefix + time + [...randomBytes(16)].map((byte) => alphabet[byte % 32]).join('');
}

/** Whether a text has the form of an order's id. */
export function isOrderId(text: string): boolean {
  return /^ORD[0-9A-Z]{26}$/.test(text);
}
