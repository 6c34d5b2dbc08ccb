import { show } from './element.js';
import { readCodeInPicture, startCamera } from './scanner.js';
import { drawScreen } from './screens.js';
import { drawBar, drawPlaces, drawWorkings } from './sides.js';
import { languages, problemWord, word } from './words.js';

/** What the page knows. `stage` is what the phone shows: idle, waiting for a till, an order, or an error. */
const page = {
  language: chooseLanguage(),
  state: null,
  stage: readStage(),
  userId: null,
  isLost: false,
  stopCamera: null,
  cameraStream: null,
};
let isScanning = false;

const act = {
  word: (key) => word(page.language, key),
  setLanguage(language) {
    page.language = language;
    localStorage.setItem('language', language);
    draw();
  },
  toggleTheme() {
    const isDark =
      getComputedStyle(document.body).colorScheme === 'dark' ||
      (!document.documentElement.dataset.theme && prefersDark());
    setTheme(document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'light' : !isDark);
  },
  setAccount(userId) {
    page.userId = userId;
    setStage({ kind: 'idle' });
  },
  scanPos: (pos) => scan({ external_pos_id: pos.external_pos_id, user_id: pos.user_id }, pos),
  scanText: (text) => scan({ qr_data: text.trim() }, null),
  async scanPicture(file) {
    const text = await readCodeInPicture(file);
    if (text === null) setStage({ kind: 'error', message: word(page.language, 'noCodeInPicture') });
    else await act.scanText(text);
  },
  async toggleCamera() {
    if (page.stopCamera) {
      page.stopCamera();
      return;
    }
    const camera = await startCamera((text) => act.scanText(text), forgetCamera);
    if (!camera) {
      setStage({ kind: 'error', message: word(page.language, 'noCamera') });
      return;
    }
    page.stopCamera = camera.stop;
    page.cameraStream = camera.stream;
    setStage({ kind: 'idle' });
  },
  leave: () => setStage({ kind: 'idle' }),
  async pay(body) {
    const answer = await call('POST', '/_control/pay', body);
    if (answer?.phone) setOrder(answer.phone);
  },
  async refund(body) {
    const answer = await call('POST', '/_control/refund', body);
    if (answer?.phone) setOrder(answer.phone);
  },
  setNotifications: (change) => call('PUT', '/_control/notifications', change).then(refresh),
  advance: (seconds) => call('POST', '/_control/advance', { seconds }).then(refresh),
};

async function scan(body, pos) {
  if (isScanning) return;
  isScanning = true;
  page.stopCamera?.();
  const answer = await call('POST', '/_control/scan', body);
  isScanning = false;
  if (!answer) return;
  if (answer.result === 'order') setOrder(answer.phone);
  else if (answer.result === 'waiting') waitAt(answer, body, pos ?? findPos(answer));
  else setStage({ kind: 'error', message: problemWord(page.language, answer) });
}

/** An unattended till has no order here to be told of: the phone asks it again and again. */
function waitAt({ retry_ms: retryMs }, body, pos) {
  const isSame = page.stage.kind === 'waiting' && page.stage.pos?.pos_id === pos?.pos_id;
  if (!isSame) setStage({ kind: 'waiting', scan: body, pos });
  const { stage } = page;
  if (retryMs === undefined) return;
  setTimeout(() => page.stage === stage && void scan(body, pos), retryMs);
}

function setOrder(phone) {
  setStage({ kind: 'order', id: phone.merchant_order_id, phone });
}

function setStage(stage) {
  page.stage = stage;
  location.replace(stage.kind === 'order' ? `#order=${stage.id}` : '#');
  draw();
  if (stage.kind !== 'idle') document.getElementById('phone').scrollIntoView({ block: 'nearest' });
}

function readStage() {
  const id = /^#order=(\d+)$/.exec(location.hash)?.[1];
  return id ? { kind: 'order', id: Number(id), phone: null } : { kind: 'idle' };
}

function findPos({ external_pos_id: externalId, user_id: userId }) {
  return allPos().find((pos) => pos.external_pos_id === externalId && pos.user_id === userId) ?? null;
}

function allPos() {
  return (page.state?.accounts ?? []).flatMap((account) =>
    account.pos.map((pos) => ({ ...pos, user_id: account.user_id, account })),
  );
}

async function call(method, path, body) {
  try {
    const response = await fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const answer = await response.json();
    setLost(false);
    if (response.ok) return answer;
    setStage({ kind: 'error', message: answer.message ?? String(response.status) });
  } catch {
    setLost(true);
  }
  return null;
}

function setLost(isLost) {
  if (page.isLost === isLost) return;
  page.isLost = isLost;
  draw();
}

let isRefreshing = false;
let mustRefreshAgain = false;

/** Reads the state. A change during a read leads to one more read, never to two at once. */
async function refresh() {
  if (isRefreshing) {
    mustRefreshAgain = true;
    return;
  }
  isRefreshing = true;
  const askedId = page.stage.kind === 'order' ? page.stage.id : null;
  const state = await call('GET', `/_control/state${askedId === null ? '' : `?merchant_order_id=${askedId}`}`);
  isRefreshing = false;
  if (state) takeState(state, askedId);
  if (mustRefreshAgain) {
    mustRefreshAgain = false;
    await refresh();
  }
}

/** The order in hand may have changed since the state was asked for: what it says of another one means nothing. */
function takeState(state, askedId) {
  page.state = state;
  const { stage } = page;
  if (stage.kind === 'order' && stage.id === askedId) {
    if (state.phone) stage.phone = state.phone;
    else page.stage = { kind: 'idle' };
  }
  draw();
  // The till has entered the amount: the waiting phone asks again and gets the order.
  if (stage.kind === 'waiting' && stage.pos) {
    const pos = findPos(stage.pos);
    if (pos?.order) void scan(stage.scan, pos);
  }
}

function forgetCamera() {
  page.stopCamera = null;
  page.cameraStream = null;
  draw();
}

let isPressing = false;

// A button that is replaced between press and release never gets its click: drawing waits until the finger is up.
addEventListener('pointerdown', () => {
  isPressing = true;
});
for (const name of ['pointerup', 'pointercancel', 'blur']) {
  addEventListener(name, () => {
    isPressing = false;
    setTimeout(draw);
  });
}

function draw() {
  if (isPressing) return;
  document.documentElement.lang = page.language;
  const { state, stage } = page;
  show(document.getElementById('bar'), [page.language, page.isLost], () => drawBar(page, act));
  if (!state) return;
  const selected = stage.kind === 'waiting' ? stage.pos : stage.phone;
  const places = [page.language, page.userId, state.accounts, selected?.external_pos_id, page.cameraStream !== null];
  show(document.getElementById('places'), places, () => drawPlaces(page, act, allPos(), selected));
  const { scan: _scan, ...shownStage } = stage;
  const screen = [page.language, shownStage, page.cameraStream !== null];
  show(document.getElementById('phone'), screen, () => drawScreen(page, act));
  const workings = [page.language, state.notifications, state.requests, state.deliveries];
  show(document.getElementById('workings'), workings, () => drawWorkings(page, act));
}

function chooseLanguage() {
  const wanted = [localStorage.getItem('language'), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((language) => languages.includes(language)) ?? 'es';
}

function prefersDark() {
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

function setTheme(isDark) {
  const theme = isDark ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

if (localStorage.getItem('theme')) setTheme(localStorage.getItem('theme') === 'dark');
draw();
void refresh();
const live = new EventSource('/_control/live');
live.addEventListener('change', () => void refresh());
live.addEventListener('error', () => setLost(true));
