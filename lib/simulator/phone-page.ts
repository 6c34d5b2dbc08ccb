import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Reply } from './reply';
import type { Route } from './route';

const files = {
  'tokens.css': 'text/css; charset=utf-8',
  'desk.css': 'text/css; charset=utf-8',
  'controls.css': 'text/css; charset=utf-8',
  'phone.css': 'text/css; charset=utf-8',
  'phone.js': 'text/javascript; charset=utf-8',
  'words.js': 'text/javascript; charset=utf-8',
  'money.js': 'text/javascript; charset=utf-8',
  'element.js': 'text/javascript; charset=utf-8',
  'screens.js': 'text/javascript; charset=utf-8',
  'order-screen.js': 'text/javascript; charset=utf-8',
  'receipt-screen.js': 'text/javascript; charset=utf-8',
  'screen-parts.js': 'text/javascript; charset=utf-8',
  'sides.js': 'text/javascript; charset=utf-8',
  'scanner.js': 'text/javascript; charset=utf-8',
  'icons.js': 'text/javascript; charset=utf-8',
};

/** The reader of codes for browsers that have none, as it came: the file that the page asks for, and the one that it needs. */
const reader = ['decode.js', 'index.js'];
const packages = createRequire(import.meta.url);

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob: https: http:; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The buyer's phone: a page without a build step, read from disk at every request so that editing it needs no restart. */
export const phonePageRoutes: Route[] = [
  { method: 'GET', pattern: '/', handle: () => servePage() },
  { method: 'GET', pattern: '/favicon.ico', handle: () => ({ status: 204 }) },
  ...Object.entries(files).map(([name, type]) => ({
    method: 'GET',
    pattern: `/_phone/${name}`,
    handle: () => serveFile(new URL(`./phone/${name}`, import.meta.url), type),
  })),
  ...reader.map((name) => ({
    method: 'GET',
    pattern: `/_phone/qr/${name}`,
    handle: () =>
      serveFile(packages.resolve(name === 'index.js' ? 'qr' : `qr/${name}`), 'text/javascript; charset=utf-8'),
  })),
];

function servePage(): Reply {
  const reply = serveFile(new URL('./phone/phone.html', import.meta.url), 'text/html; charset=utf-8');
  return {
    ...reply,
    headers: { ...reply.headers, 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
  };
}

function serveFile(file: URL | string, type: string): Reply {
  const content = readFileSync(file);
  return {
    status: 200,
    bytes: { content, type },
    headers: { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' },
  };
}
