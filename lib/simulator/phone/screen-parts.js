import { element as el } from './element.js';

/** What changed, for those who do not see the screen. */
export function announce(text) {
  document.getElementById('announcer').textContent = text;
}

/** A field for an amount with the decimals of its country. */
export function amountInput(id, amount, { decimals }) {
  return el('input', {
    id,
    class: 'input',
    type: 'number',
    min: decimals === 0 ? 1 : 0.01,
    step: decimals === 0 ? 1 : 0.01,
    value: amount.toFixed(decimals),
    required: true,
  });
}

/** Sends the amount of a form instead of the form. */
export function submitAmount(event, input, send) {
  event.preventDefault();
  send(Number(input.value));
}

/** The way out of every screen. */
export function leaveButton(word, leave) {
  return el('button', { type: 'button', class: 'button', id: 'leave', onclick: leave }, word('walkAway'));
}

/** A screen that says one thing. */
export function drawMessage(title, text, { word, leave }) {
  announce(title);
  return [
    el('div', { class: 'idle' }, el('h2', {}, title), el('p', {}, text)),
    el(
      'div',
      { class: 'bottom' },
      el('button', { type: 'button', class: 'button', id: 'again', onclick: leave }, word('again')),
    ),
  ];
}
