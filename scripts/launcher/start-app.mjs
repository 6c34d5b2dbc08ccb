import path from 'node:path';
import { appEnvironment } from './app-environment.mjs';
import { ensureBuilt, isBuildStale } from './build.mjs';
import { takeDataFolder } from './data-folder.mjs';
import { startDatabase } from './database.mjs';
import { launcherSettings, readEnvironment, requireOwnKeys, root, typeScript, usualPorts } from './environment.mjs';
import { ensureInstalled } from './install.mjs';
import { ensureMigrated } from './migrations.mjs';
import { choosePort } from './ports.mjs';
import { complain, Refusal, say, withProgress } from './progress.mjs';
import { isListening, readHealth, untilTrue } from './readiness.mjs';
import { describeSignIn } from './sign-in.mjs';
import { createSupervisor } from './supervisor.mjs';

/** The app has said itself why it does not start. */
const configurationExitCode = 78;
const healthMs = 30_000;
const listenMs = 15_000;

/**
 * Starts everything that the environment leaves to us (packages, build, database, simulator) and the app, says where it
 * is, and keeps it running until a signal ends all of it.
 *
 * @param {{ isDevelopment: boolean }} options
 */
export async function startApp({ isDevelopment }) {
  const begun = Date.now();
  const supervisor = createSupervisor();
  supervisor.stopOnSignals();
  try {
    const given = readEnvironment();
    const settings = launcherSettings(given);
    if (!settings.usesEmbeddedDatabase) requireOwnKeys(given);
    const folder = await takeDataFolder(settings.dataDir, isDevelopment ? 'npm run dev' : 'npm start');
    supervisor.own(folder);
    const addresses = await chooseAddresses(given, settings);
    await ensureInstalled(supervisor.children);
    const env = {
      ...appEnvironment({
        given,
        settings,
        port: addresses.app.port,
        appUrl: addresses.appUrl,
        simulatorUrl: addresses.simulator && baseUrl(addresses.simulator),
      }),
      ...(isDevelopment && { NODE_ENV: 'development' }),
    };
    // A build takes long: what is wrong is said before it.
    if (!isDevelopment && isBuildStale()) await checkEnvironment(supervisor, env);
    const simulatorUp = settings.usesSimulator ? keepSimulator(supervisor, settings, addresses) : Promise.resolve();
    simulatorUp.catch(supervisor.fail);
    const [databaseUrl] = await Promise.all([
      settings.usesEmbeddedDatabase
        ? keepDatabase(supervisor, settings)
        : givenDatabase(supervisor, given.DATABASE_URL),
      !isDevelopment && withProgress('building', () => ensureBuilt(supervisor.children)),
    ]);
    // The app takes longer to boot than the simulator does: it is not made to wait for it.
    startFrontDoor(supervisor, { ...env, DATABASE_URL: databaseUrl });
    // As the app calls it, and not as people do: pictures are fetched from the host that is configured, and no other.
    folder.note({ appUrl: addresses.appUrl, simulatorUrl: addresses.simulator && baseUrl(addresses.simulator) });
    await simulatorUp;
    const health = await untilHealthy(supervisor, addresses.app);
    const signIn = await describeSignIn({ databaseUrl, demoPassword: env.DEMO_PASSWORD });
    if (!supervisor.isStopping())
      printBlock({ addresses, signIn, setup: health.setup, seconds: (Date.now() - begun) / 1000 });
  } catch (error) {
    supervisor.fail(error);
  }
}

async function chooseAddresses(given, { host, port, simulatorPort, usesSimulator }) {
  const reserved = usesSimulator ? [simulatorPort ?? usualPorts.simulator] : [];
  const appPort = await choosePort({ name: 'PORT', asked: port, usual: usualPorts.app, host, notThese: reserved });
  const appUrl = given.APP_URL || `http://localhost:${appPort}`;
  const local = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const app = { host: local, port: appPort };
  if (!usesSimulator) return { app, appUrl };
  const chosen = await choosePort({
    name: 'SIMULATOR_PORT',
    asked: simulatorPort,
    usual: usualPorts.simulator,
    host,
    notThese: [appPort],
  });
  return { app, appUrl, simulator: { host: local, port: chosen }, simulatorUrl: `http://localhost:${chosen}` };
}

function baseUrl({ host, port }) {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function checkEnvironment({ children }, env) {
  const { code, output } = await children.run(process.execPath, [...typeScript.args, 'scripts/check-environment.ts'], {
    cwd: root,
    env: { DATABASE_URL: 'postgres://not-started-yet', ...withoutEmpty(env), ...typeScript.env },
  });
  if (code !== 0) throw new Refusal(output.trimEnd());
}

function withoutEmpty(env) {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value));
}

/** Resolves with the app's URL of the embedded database once it is up to date. */
async function keepDatabase(supervisor, { dataDir }) {
  const { children } = supervisor;
  let running = await withProgress('starting the database', () => startDatabase({ dataDir, children }));
  const { port, url } = running;
  let isFirst = true;
  await supervisor.keepRunning('The database', async () => {
    if (!isFirst) running = await startDatabase({ dataDir, children, port });
    isFirst = false;
    return running.child;
  });
  await ensureMigrated(children, url, 'The embedded database');
  return url;
}

async function givenDatabase({ children }, databaseUrl) {
  await ensureMigrated(children, databaseUrl, 'DATABASE_URL');
  return databaseUrl;
}

async function keepSimulator(supervisor, { dataDir, host }, { simulator, simulatorUrl }) {
  const env = {
    ...process.env,
    HOST: host,
    SIMULATOR_PORT: String(simulator.port),
    SIMULATOR_STATE_FILE: path.join(dataDir, 'simulator.json'),
  };
  await supervisor.keepRunning('The simulator', async () =>
    startTypeScript(supervisor, 'scripts/simulator.ts', { env, output: 'ignore' }),
  );
  const isUp = await untilTrue(() => isListening(simulator), listenMs);
  if (!isUp) throw new Refusal(`The simulator does not answer at ${simulatorUrl}`);
}

function startFrontDoor(supervisor, env) {
  const app = startTypeScript(supervisor, 'server.ts', { env, output: 'inherit' });
  app.once('exit', (code, signal) => {
    if (supervisor.isStopping()) return;
    if (code === configurationExitCode) void supervisor.stop(1);
    else supervisor.fail(new Refusal(`The app ended (${signal ?? `exit code ${code}`}).`));
  });
}

/** Nothing is ever written to its standard input: that it closes says that the launcher is gone. */
function startTypeScript({ children }, file, { env, output }) {
  return children.start(process.execPath, [...typeScript.args, file], {
    cwd: root,
    env: { ...env, ...typeScript.env, EXIT_WITH_PARENT: '1' },
    stdio: ['pipe', output, 'inherit'],
  });
}

async function untilHealthy(supervisor, app) {
  let health;
  const ask = async () => {
    health = await readHealth(app);
    return health?.isOk === true || supervisor.isStopping();
  };
  const isHealthy = await withProgress('starting the app', () => untilTrue(ask, healthMs));
  if (!isHealthy) {
    const parts = health ? `database ${health.database}, worker ${health.worker}` : 'it does not answer';
    complain(`The app is not healthy after ${healthMs / 1000} s (${health?.setup ?? parts}). It goes on trying.`);
    await untilTrue(ask, Number.POSITIVE_INFINITY);
  }
  return health ?? {};
}

function printBlock({ addresses, signIn, setup, seconds }) {
  const rows = [
    ['Mostrador', `${addresses.appUrl}   (ready in ${seconds.toFixed(1)} s; Ctrl-C stops it)`],
    ...(signIn ? [['Sign in', signIn]] : []),
    ...(addresses.simulatorUrl ? [['Simulator', `${addresses.simulatorUrl}   (the buyer's phone)`]] : []),
    ...(setup ? [['Not set up', `${setup}; trying again`]] : []),
  ];
  say(`\n${rows.map(([name, value]) => `  ${name.padEnd(10)}  ${value}`).join('\n')}\n`);
}
