import { expect, test } from 'vitest';
import { orderExceptionLooks, orderStatusLooks, paymentStatusLooks, refundStatusLooks } from '@/app/_ui/status-look';
import { orderExceptions, orderStatuses } from '@/lib/domain/order';

test('every state of an order has a look, and no two share a shape', () => {
  expect(Object.keys(orderStatusLooks)).toEqual([...orderStatuses]);
  expect(['none', ...Object.keys(orderExceptionLooks)]).toEqual([...orderExceptions]);
  const shapes = [...Object.values(orderStatusLooks), ...Object.values(orderExceptionLooks)].map((look) => look.shape);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('green is for money that arrived and for nothing else', () => {
  const green = Object.entries({ ...orderStatusLooks, ...orderExceptionLooks, ...paymentStatusLooks })
    .filter(([, look]) => look.tone === 'paid')
    .map(([name]) => name);
  expect(green).toEqual(['closed', 'approved']);
  expect(Object.values(refundStatusLooks).some((look) => look.tone === 'paid')).toBe(false);
});
