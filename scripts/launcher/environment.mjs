import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { Refusal } from './progress.mjs';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What people set (INTERFACE: `.env.example`). Tests empty them, so that a developer's `.env` cannot leak in. */
export const settings = /** @type {const} */ ([
  'PORT',
  'HOST',
  'APP_URL',
  'DATABASE_URL',
  'DATA_DIR',
  'MERCADOPAGO_API_URL',
  'MERCADOPAGO_CLIENT_ID',
  'MERCADOPAGO_CLIENT_SECRET',
  'SIMULATOR_PORT',
  'AUTH_SECRET',
  'ENCRYPTION_KEY',
  'ADMIN_EMAIL',
  'ADMIN_PASSWORD',
  'MERCADOPAGO_ACCESS_TOKEN',
  'LOG_LEVEL',
  'TRUST_PROXY',
]);

/** Where things listen when nothing else is asked for. */
export const usualPorts = { app: 3000, simulator: 3001 };

/** What this process was given, with `.env` behind it; a variable set to nothing counts as not set. */
export function readEnvironment() {
  const file = path.join(root, '.env');
  const written = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...written, ...process.env };
}

/**
 * The launcher's own part of the environment, checked before anything is installed; the rest is checked by the app.
 *
 * @param {Record<string, string | undefined>} env
 */
export function launcherSettings(env) {
  return {
    host: env.HOST || '127.0.0.1',
    port: portFrom(env, 'PORT'),
    simulatorPort: portFrom(env, 'SIMULATOR_PORT'),
    dataDir: path.resolve(root, env.DATA_DIR || '.data'),
    usesEmbeddedDatabase: !urlFrom(
      env,
      'DATABASE_URL',
      ['postgres:', 'postgresql:'],
      'a URL that begins with postgres://',
    ),
    usesSimulator: !urlFrom(
      env,
      'MERCADOPAGO_API_URL',
      ['http:', 'https:'],
      'https://api.mercadopago.com or the URL of a simulator',
    ),
  };
}

/**
 * With a database of one's own, the keys that its contents depend on are one's own too.
 *
 * @param {Record<string, string | undefined>} env
 */
export function requireOwnKeys(env) {
  const missing = ['AUTH_SECRET', 'ENCRYPTION_KEY'].filter((name) => !env[name]);
  if (missing.length > 0)
    throw new Refusal(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set: expected with DATABASE_URL, each at least 32 characters (for example from: openssl rand -base64 32)`,
    );
}

/** What every TypeScript process of ours runs with. */
export const typeScript = {
  args: ['--import', 'tsx'],
  env: {
    TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.node.json'),
    NEXT_TELEMETRY_DISABLED: '1',
  },
};

function portFrom(env, name) {
  const text = env[name];
  if (!text) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535)
    throw new Refusal(`${name} is ${JSON.stringify(text)}: expected a port between 0 and 65535`);
  return port;
}

function urlFrom(env, name, protocols, expected) {
  const text = env[name];
  if (!text) return undefined;
  // A database URL holds a password: it is not repeated.
  const found = name === 'DATABASE_URL' ? 'not valid' : JSON.stringify(text);
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol))
    throw new Refusal(`${name} is ${found}: expected ${expected}`);
  return text;
}
