import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { appEnvironment } from './app-environment.mjs';
import { runningIn, takeDataFolder } from './data-folder.mjs';
import { runningDatabaseUrl, startDatabase } from './database.mjs';
import { launcherSettings, readEnvironment, requireOwnKeys, root, typeScript, usualPorts } from './environment.mjs';
import { ensureMigrated } from './migrations.mjs';
import { Refusal } from './progress.mjs';
import { createSupervisor } from './supervisor.mjs';

/** Scripts that stand alone: no database is started for them. */
const standalone = new Set(['scripts/simulator.ts', 'scripts/simulate.ts']);

/**
 * Runs a TypeScript script with the app's environment: its keys, its Mercado Pago, and its database, which is started
 * for as long as the script runs when the app is not running.
 *
 * @param {string} file relative to the repository's root
 * @param {string[]} args
 */
export async function runScript(file, args) {
  const supervisor = createSupervisor();
  try {
    if (!existsSync(path.join(root, 'node_modules', 'tsx')))
      throw new Refusal('The packages are not installed: run npm ci');
    const env = standalone.has(file) ? readEnvironment() : await environmentWithDatabase(supervisor, file);
    await supervisor.stop(await runToItsEnd(file, args, env));
  } catch (error) {
    supervisor.fail(error);
  }
}

async function environmentWithDatabase(supervisor, file) {
  const given = readEnvironment();
  const settings = launcherSettings(given);
  const { dataDir } = settings;
  if (!settings.usesEmbeddedDatabase) requireOwnKeys(given);
  const databaseUrl = settings.usesEmbeddedDatabase
    ? await findDatabase(supervisor, dataDir, file)
    : given.DATABASE_URL;
  const running = runningIn(dataDir);
  const port = settings.port || usualPorts.app;
  const env = appEnvironment({
    given,
    settings,
    port,
    appUrl: given.APP_URL || running?.appUrl || `http://localhost:${port}`,
    simulatorUrl: running?.simulatorUrl ?? `http://127.0.0.1:${settings.simulatorPort || usualPorts.simulator}`,
  });
  // Its answer is what it prints; the log has its place in the app.
  return { ...env, DATABASE_URL: databaseUrl, LOG_LEVEL: given.LOG_LEVEL || 'warn' };
}

async function findDatabase(supervisor, dataDir, file) {
  const running = runningDatabaseUrl(dataDir);
  if (running) return running;
  supervisor.own(await takeDataFolder(dataDir, `run ${file}`));
  const { url } = await startDatabase({ dataDir, children: supervisor.children });
  await ensureMigrated(supervisor.children, url, 'The embedded database');
  return url;
}

/** In our own process group and on our own terminal: it may ask for a password, and Ctrl-C is meant for it. */
function runToItsEnd(file, args, env) {
  const child = spawn(process.execPath, [...typeScript.args, path.join(root, file), ...args], {
    env: { ...env, ...typeScript.env },
    stdio: 'inherit',
  });
  // A terminal sends SIGINT to both of us, the others come to us alone.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
