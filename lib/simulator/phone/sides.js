import { element as el } from './element.js';
import { icon } from './icons.js';
import { writeMoney } from './money.js';
import { languages } from './words.js';

const delays = [0, 800, 3000, 10_000];

/** The strip on top: that nothing here is real, the language, light or dark. */
export function drawBar(page, { word, setLanguage, toggleTheme }) {
  const switches = languages.map((language) =>
    el(
      'button',
      {
        type: 'button',
        id: `language-${language}`,
        lang: language,
        'aria-pressed': String(language === page.language),
        onclick: () => setLanguage(language),
      },
      language.toUpperCase(),
    ),
  );
  return [
    icon('flask', 18),
    el('h1', {}, page.isLost ? word('lost') : word('simulator')),
    el('div', { class: 'bar-buttons', role: 'group', 'aria-label': word('language') }, switches),
    el('button', { type: 'button', id: 'theme', 'aria-label': word('theme'), onclick: toggleTheme }, icon('theme', 16)),
  ];
}

/** What can be scanned: the POS of an account, a pasted text, a picture, the camera. */
export function drawPlaces(page, act, allPos, selected) {
  const { word } = act;
  const { accounts } = page.state;
  const userId = page.userId ?? accounts[0]?.user_id;
  const shown = allPos.filter((pos) => pos.user_id === userId && pos.external_pos_id !== null);
  const isSelected = (pos) => pos.external_pos_id === selected?.external_pos_id && pos.user_id === selected?.user_id;
  return [
    accounts.length > 1 && drawAccounts(accounts, userId, act),
    el(
      'section',
      { class: 'section' },
      el('h2', { id: 'places-title' }, word('places')),
      shown.length === 0
        ? el('p', { class: 'hint' }, word('noPlaces'))
        : el(
            'ul',
            { class: 'places' },
            shown.map((pos) => el('li', { class: 'place-row' }, drawPlace(pos, isSelected(pos), act))),
          ),
    ),
    drawPaste(act),
    drawPictures(page, act),
  ].filter(Boolean);
}

function drawAccounts(accounts, userId, { word, setAccount }) {
  const options = accounts.map((account) =>
    el(
      'option',
      { value: String(account.user_id), selected: account.user_id === userId },
      `${account.name} · ${account.site_id}`,
    ),
  );
  const change = (event) => setAccount(Number(event.target.value));
  return el(
    'div',
    { class: 'field' },
    el('label', { for: 'account' }, word('account')),
    el('select', { id: 'account', class: 'select', onchange: change }, options),
  );
}

function drawPlace(pos, isSelected, { word, scanPos }) {
  return el(
    'button',
    {
      type: 'button',
      class: 'place',
      id: `pos-${pos.pos_id}`,
      'aria-pressed': String(isSelected),
      onclick: () => scanPos(pos),
    },
    el('img', { src: pos.image, alt: '', width: 36, height: 36, loading: 'lazy' }),
    el('span', { class: 'place-name' }, el('b', {}, pos.name), el('span', {}, pos.store_name)),
    pos.order
      ? el('span', { class: 'amount-side' }, writeMoney(pos.order.total_amount, pos.account))
      : el('span', { class: 'none' }, word('noOrder')),
  );
}

function drawPaste({ word, scanText }) {
  const input = el('input', {
    id: 'paste',
    class: 'input',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: '00020101…',
  });
  function submit(event) {
    event.preventDefault();
    if (input.value.trim() !== '') scanText(input.value);
  }
  return el(
    'form',
    { class: 'field', onsubmit: submit },
    el('label', { for: 'paste' }, word('pasteLabel')),
    el('div', { class: 'with-button' }, input, el('button', { class: 'button', id: 'read' }, word('read'))),
  );
}

function drawPictures(page, { word, scanPicture, toggleCamera }) {
  function change({ target }) {
    const [file] = target.files;
    // Or the same picture could not be chosen again.
    target.value = '';
    if (file) scanPicture(file);
  }
  return el(
    'div',
    { class: 'section' },
    el(
      'label',
      { class: 'button pick' },
      el('input', { type: 'file', id: 'picture', class: 'unseen', accept: 'image/*', onchange: change }),
      word('picture'),
    ),
    el(
      'button',
      { type: 'button', class: 'button', id: 'camera', onclick: toggleCamera },
      icon('scan', 16),
      word(page.cameraStream ? 'stopCamera' : 'camera'),
    ),
  );
}

/** How the simulator behaves and what went in and out of it. */
export function drawWorkings(page, act) {
  const { word } = act;
  const { requests, deliveries } = page.state;
  return [
    drawSettings(page.state.notifications, act),
    el(
      'section',
      { class: 'section' },
      el('h2', {}, word('received')),
      requests.length === 0
        ? el('p', { class: 'hint' }, word('nothingReceived'))
        : el('ol', { class: 'log' }, requests.map(drawRequest)),
    ),
    el(
      'section',
      { class: 'section' },
      el('h2', {}, word('sent')),
      deliveries.length === 0
        ? el('p', { class: 'hint' }, word('nothingSent'))
        : el(
            'ol',
            { class: 'log' },
            deliveries.map((delivery) => drawDelivery(delivery, word)),
          ),
    ),
  ];
}

function drawSettings(settings, { word, setNotifications, advance }) {
  const modes = ['both', 'ipn', 'webhook', 'none'].map((mode) => [mode, word(`mode_${mode}`)]);
  const times = delays.map((delay) => [String(delay), `${delay} ms`]);
  const hasDelay = delays.includes(settings.delay_ms);
  if (!hasDelay) times.push([String(settings.delay_ms), `${settings.delay_ms} ms`]);
  const select = (id, label, value, options, change) =>
    el(
      'div',
      { class: 'option' },
      el('label', { for: id }, label),
      el(
        'select',
        { id, class: 'select', onchange: (event) => change(event.target.value) },
        options.map(([key, text]) => el('option', { value: key, selected: key === value }, text)),
      ),
    );
  const toggle = (id, label, checked, change) =>
    el(
      'div',
      { class: 'option' },
      el('label', { for: id }, label),
      el('input', {
        type: 'checkbox',
        role: 'switch',
        class: 'switch',
        id,
        checked,
        onchange: (event) => change(event.target.checked),
      }),
    );
  const step = (id, seconds) =>
    el('button', { type: 'button', class: 'button small', id, onclick: () => advance(seconds) }, word(id));
  return el(
    'section',
    { class: 'section' },
    el('h2', { id: 'workings-title' }, word('notifies')),
    el(
      'div',
      { class: 'options' },
      select('mode', word('notices'), settings.mode, modes, (mode) => setNotifications({ mode })),
      select('delay', word('delay'), String(settings.delay_ms), times, (text) =>
        setNotifications({ delay_ms: Number(text) }),
      ),
      toggle('duplicate', word('duplicate'), settings.duplicate, (duplicate) => setNotifications({ duplicate })),
      toggle('reorder', word('reorder'), settings.reorder, (reorder) => setNotifications({ reorder })),
      toggle('lossy', word('lossy'), settings.drop_rate > 0, (isOn) => setNotifications({ drop_rate: isOn ? 0.2 : 0 })),
      el(
        'div',
        { class: 'option', role: 'group', 'aria-label': word('time') },
        el('span', {}, word('time')),
        el('span', { class: 'buttons' }, step('minute', 60), step('tenMinutes', 600), step('day', 86_400)),
      ),
    ),
  );
}

function drawRequest({ at, method, path, status, verdict, error }) {
  const isGood = status !== null && status < 400;
  return el(
    'li',
    { class: 'log-row' },
    el('time', { datetime: at }, writeTime(at)),
    el('span', {}, method),
    el('span', { title: path }, shortenPath(path)),
    el('b', { class: isGood ? 'good' : 'bad', title: error ?? verdict }, status === null ? '–' : String(status)),
  );
}

/** The ends of a path tell more than its beginning. */
function shortenPath(path) {
  return path.length <= 22 ? path : `${path.slice(0, 9)}…${path.slice(-12)}`;
}

function drawDelivery({ at, kind, topic, outcome, status }, word) {
  return el(
    'li',
    { class: 'log-row' },
    el('time', { datetime: at }, writeTime(at)),
    el('span', {}, kind === 'ipn' ? 'IPN' : 'wh'),
    el('span', { title: topic }, topic),
    el(
      'b',
      { class: outcome === 'delivered' ? 'good' : 'bad', title: word(outcome) },
      outcome === 'delivered' ? String(status) : `${word(outcome)}${status === null ? '' : ` ${status}`}`,
    ),
  );
}

function writeTime(at) {
  return new Date(at).toLocaleTimeString('es', { hour12: false });
}
