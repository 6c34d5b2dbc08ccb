import { expect, test } from 'vitest';
import { readRefundAnswer } from '@/app/(dashboard)/orders/[orderId]/refund/refund-answer';

const words = { status: 400, code: '2063', message: 'Payment cannot be refunded' };
const refused = { payment_id: '1', amount: '100.00', status: 'rejected', mercadopago: words };
const read = (status: string) => {
  const parts = [refused, { payment_id: '2', amount: '220.00', status }];
  const body = { amount: '320.00', status: status === 'approved' ? 'rejected' : status, parts };
  return readRefundAnswer({ status: 201, body }, { isRepeat: false });
};

test.each(['unknown', 'requested', 'in_process'])(
  'a refund of which one part was refused and another is %s is never told as refused',
  (status) => {
    expect(read(status)).toEqual({ kind: 'stored', status, amount: '320.00', refusal: null });
  },
);

test('a refund that is settled and of which a part was refused says what Mercado Pago said', () => {
  expect(read('approved')).toMatchObject({ kind: 'stored', status: 'rejected', refusal: words });
});
