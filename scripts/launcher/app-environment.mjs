import { randomInt } from 'node:crypto';
import { keptSecret, newKey } from './data-folder.mjs';
import { readablePassword } from './sign-in.mjs';

/**
 * What the app, and every script that works on its data, is told: what was given, and what the launcher decided.
 *
 * @param {object} facts
 * @param {Record<string, string | undefined>} facts.given
 * @param {ReturnType<typeof import('./environment.mjs').launcherSettings>} facts.settings
 * @param {number} facts.port
 * @param {string} facts.appUrl
 * @param {string | undefined} facts.simulatorUrl
 * @returns {Record<string, string | undefined>}
 */
export function appEnvironment({ given, settings, port, appUrl, simulatorUrl }) {
  const { dataDir, host, usesEmbeddedDatabase, usesSimulator } = settings;
  return {
    ...given,
    NODE_ENV: 'production',
    HOST: host,
    PORT: String(port),
    APP_URL: appUrl,
    DATA_DIR: dataDir,
    ...(usesSimulator && { MERCADOPAGO_API_URL: simulatorUrl }),
    ...(usesEmbeddedDatabase && {
      AUTH_SECRET: given.AUTH_SECRET || keptSecret(dataDir, 'auth-secret', newKey),
      ENCRYPTION_KEY: given.ENCRYPTION_KEY || keptSecret(dataDir, 'encryption-key', newKey),
    }),
    ...(usesEmbeddedDatabase &&
      usesSimulator && {
        MOSTRADOR_DEMO: '1',
        DEMO_PASSWORD: keptSecret(dataDir, 'demo-password', () => readablePassword(randomInt)),
      }),
  };
}
