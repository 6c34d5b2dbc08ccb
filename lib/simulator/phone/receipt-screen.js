import { element as el } from './element.js';
import { icon } from './icons.js';
import { drawMoney, writeMoney } from './money.js';
import { amountInput, announce, submitAmount } from './screen-parts.js';

/** A paid order: what was paid, its numbers, and giving money back as the shop would in its panel. */
export function drawReceipt(order, act) {
  const { word, leave } = act;
  announce(`${word('paidTitle')} ${writeMoney(order.paid_amount, order)}`);
  return [
    el(
      'div',
      { class: 'head' },
      el('div', { class: 'mark paid' }, icon('check', 28)),
      el('h2', {}, word('paidTitle')),
      el('p', { class: 'hint' }, `${order.shop_name} · ${order.pos_name}`),
      drawMoney(order.paid_amount, order),
    ),
    el(
      'dl',
      { class: 'receipt' },
      line(word('reference'), order.external_reference),
      order.payments
        .filter((payment) => payment.status !== 'rejected')
        .flatMap((payment) => [
          line(word(payment.method), writeMoney(payment.amount, order)),
          line(word('operation'), String(payment.id)),
          payment.refunded_amount > 0 && line(word('refunded'), writeMoney(payment.refunded_amount, order)),
        ]),
    ),
    el(
      'div',
      { class: 'extras' },
      order.payments.filter(isRefundable).map((payment) => drawRefund(order, payment, act)),
    ),
    el(
      'div',
      { class: 'bottom' },
      el('button', { type: 'button', class: 'button pay', id: 'again', onclick: leave }, word('again')),
    ),
  ];
}

function isRefundable(payment) {
  return payment.status === 'approved' && payment.refunded_amount < payment.amount;
}

function drawRefund(order, payment, { word, refund }) {
  const id = `refund-${payment.id}`;
  const input = amountInput(id, payment.amount - payment.refunded_amount, order);
  const give = (amount) => refund({ payment_id: payment.id, amount });
  return el(
    'details',
    { class: 'extra' },
    el('summary', {}, word('refundPanel')),
    el(
      'form',
      { class: 'extra-body', onsubmit: (event) => submitAmount(event, input, give) },
      el('div', { class: 'field' }, el('label', { for: id }, word('refundAmount')), input),
      el('button', { class: 'button', id: `${id}-send` }, word('refund')),
    ),
  );
}

function line(term, value) {
  return el('div', {}, el('dt', {}, term), el('dd', {}, value));
}
