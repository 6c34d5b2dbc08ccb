import { element as el } from './element.js';
import { icon } from './icons.js';
import { drawOrder } from './order-screen.js';
import { announce, drawMessage, leaveButton } from './screen-parts.js';

/** The phone with what its screen shows. */
export function drawScreen(page, act) {
  const { stage } = page;
  return el('div', { class: 'case' }, el('div', { class: 'screen' }, drawClock(), drawStage(page, stage, act)));
}

function drawClock() {
  const time = new Date().toLocaleTimeString('es', { hour: '2-digit', minute: '2-digit', hour12: false });
  return el('div', { class: 'clock', 'aria-hidden': 'true' }, time);
}

function drawStage(page, stage, act) {
  const { word } = act;
  if (stage.kind === 'waiting') return drawWaiting(stage, act);
  if (stage.kind === 'error') return drawMessage(word('errorTitle'), stage.message, act);
  if (stage.kind === 'order' && stage.phone) return drawOrder(stage.phone, act);
  return el(
    'div',
    { class: 'idle' },
    page.cameraStream
      ? el('video', { srcObject: page.cameraStream, autoplay: true, playsinline: true, 'aria-label': word('camera') })
      : el('div', { class: 'mark' }, icon('scan', 28)),
    el('h2', {}, word('idleTitle')),
    el('p', {}, word('idleText')),
  );
}

function drawWaiting({ pos }, { word, leave }) {
  announce(word('waitingTitle'));
  return [
    el(
      'div',
      { class: 'idle' },
      el('div', { class: 'ring' }),
      el('h2', {}, word('waitingTitle')),
      pos && el('p', {}, `${pos.name} · ${pos.store_name}`),
      el('p', {}, word('waitingText')),
    ),
    el('div', { class: 'bottom' }, leaveButton(word, leave)),
  ];
}
