import { refusedHere } from '../errors';
import type { Driver } from './driver';
import { merchantOrderMoney } from './merchant-order-money';
import { objectionTo } from './sale-checks';

/**
 * Unattended: nothing is published. Mercado Pago asks the POS's address again and again, and `unattended-answer.ts` says
 * what it is told; so publishing and withdrawing are done once they are stored here.
 * Source: devsite-docs `guides/qr-code/qr-unattended/`, read 2026-11-21.
 */
export const unattended: Driver = {
  integration: 'unattended',
  publish: async (_client, order) => {
    const objection = order.mode === 'static' ? objectionTo(order) : 'mode_not_supported';
    if (objection !== null) return { kind: 'refused', error: refusedHere(objection) };
    return { kind: 'confirmed', qrData: null, providerOrderId: null };
  },
  withdraw: async () => ({ kind: 'withdrawn' }),
  readSlot: async () => ({ kind: 'not_offered' }),
  ...merchantOrderMoney,
};
