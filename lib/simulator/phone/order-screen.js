import { element as el } from './element.js';
import { icon } from './icons.js';
import { drawMoney, writeMoney } from './money.js';
import { drawReceipt } from './receipt-screen.js';
import { amountInput, announce, drawMessage, leaveButton, submitAmount } from './screen-parts.js';
import { reasons } from './words.js';

const methods = ['account_money', 'credit_card', 'debit_card'];
let chosenMethod = 'account_money';

/** An order in the buyer's hand, with everything that a buyer can do about it. */
export function drawOrder(order, act) {
  if (order.status === 'closed') return drawReceipt(order, act);
  if (order.status === 'expired') return drawMessage(act.word('expiredTitle'), order.external_reference, act);
  const pending = order.payments.find((payment) => payment.status === 'in_process');
  return [
    drawHead(order, order.left_amount),
    drawNotes(order, pending, act.word),
    drawItems(order, act.word),
    pending ? drawVerdict(pending, act) : drawPayment(order, act),
  ];
}

function drawHead(order, amount) {
  return el(
    'div',
    { class: 'head' },
    el('div', { class: 'mark' }, icon('shop', 28)),
    el('h2', {}, order.shop_name),
    el('p', { class: 'hint' }, `${order.pos_name} · ${order.store_name}`),
    drawMoney(amount, order),
  );
}

function drawNotes(order, pending, word) {
  const last = order.payments.at(-1);
  const notes = [];
  if (pending) notes.push(el('div', { class: 'note' }, word('pendingTitle')));
  if (last?.status === 'rejected' && order.is_offered) {
    notes.push(el('div', { class: 'note stop' }, word('rejected'), el('code', {}, last.status_detail)));
  }
  if (order.paid_amount > 0) {
    notes.push(el('div', { class: 'note' }, `${word('paidSoFar')}: ${writeMoney(order.paid_amount, order)}`));
  }
  if (!order.is_offered) notes.push(el('div', { class: 'note' }, word('withdrawn')));
  const shown = notes.map((note) => note.textContent).join(' ');
  if (shown !== '') announce(shown);
  return notes;
}

function drawItems(order, word) {
  return el(
    'ul',
    { class: 'items', 'aria-label': word('items') },
    order.items.map((item) =>
      el(
        'li',
        { class: 'item-row' },
        el('span', { class: 'count' }, String(item.quantity)),
        item.picture_url && el('img', { src: item.picture_url, alt: '', referrerpolicy: 'no-referrer' }),
        el('span', { class: 'title' }, item.title),
        el('span', {}, writeMoney(item.total_amount, order)),
      ),
    ),
  );
}

function drawPayment(order, act) {
  const { word, pay, leave } = act;
  const attempt = (outcome, more = {}) =>
    pay({ merchant_order_id: order.merchant_order_id, outcome, method: chosenMethod, ...more });
  const payLabel = order.is_offered ? `${word('pay')} ${writeMoney(order.left_amount, order)}` : word('payAnyway');
  return [
    drawMethods(word),
    el(
      'div',
      { class: 'extras' },
      drawReasons(word, (reason) => attempt('rejected', { status_detail: reason })),
      drawPart(order, word, (amount) => attempt('approved', { amount })),
      el(
        'button',
        { type: 'button', class: 'button', id: 'hold', onclick: () => attempt('in_process') },
        word('pending'),
      ),
    ),
    el(
      'div',
      { class: 'bottom' },
      el('button', { type: 'button', class: 'button pay', id: 'pay', onclick: () => attempt('approved') }, payLabel),
      el(
        'div',
        { class: 'pair' },
        el(
          'button',
          { type: 'button', class: 'button stop', id: 'reject', onclick: () => attempt('rejected') },
          word('reject'),
        ),
        leaveButton(word, leave),
      ),
    ),
  ];
}

function drawMethods(word) {
  return el(
    'fieldset',
    { class: 'ways' },
    el('legend', { class: 'unseen' }, word('method')),
    methods.map((method) =>
      el(
        'label',
        { class: 'way' },
        el('input', {
          type: 'radio',
          name: 'method',
          value: method,
          id: `method-${method}`,
          checked: method === chosenMethod,
          onchange: () => {
            chosenMethod = method;
          },
        }),
        el('span', {}, word(method)),
        method === 'account_money' ? null : el('span', { class: 'digits' }, '···· 3704'),
      ),
    ),
  );
}

function drawReasons(word, reject) {
  const select = el(
    'select',
    { class: 'select', id: 'reason' },
    reasons.map((reason) => el('option', { value: reason }, word(reason))),
  );
  return el(
    'details',
    { class: 'extra' },
    el('summary', {}, word('rejectReason')),
    el(
      'div',
      { class: 'extra-body' },
      el('label', { class: 'unseen', for: 'reason' }, word('rejectReason')),
      select,
      el(
        'button',
        { type: 'button', class: 'button stop', id: 'reject-reason', onclick: () => reject(select.value) },
        word('reject'),
      ),
    ),
  );
}

function drawPart(order, word, payPart) {
  const input = amountInput('part-amount', order.left_amount / 2, order);
  return el(
    'details',
    { class: 'extra' },
    el('summary', {}, word('part')),
    el(
      'form',
      { class: 'extra-body', onsubmit: (event) => submitAmount(event, input, payPart) },
      el('div', { class: 'field' }, el('label', { for: 'part-amount' }, word('partAmount')), input),
      el('button', { class: 'button', id: 'part-pay' }, word('partPay')),
    ),
  );
}

function drawVerdict(payment, { word, pay }) {
  const settle = (outcome) => pay({ payment_id: payment.id, outcome });
  return el(
    'div',
    { class: 'bottom' },
    el(
      'button',
      { type: 'button', class: 'button pay', id: 'approve', onclick: () => settle('approved') },
      word('approvePending'),
    ),
    el(
      'button',
      { type: 'button', class: 'button stop', id: 'refuse', onclick: () => settle('rejected') },
      word('rejectPending'),
    ),
  );
}
