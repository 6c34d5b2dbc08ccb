import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writePrivately } from './data-folder.mjs';
import { freePort } from './ports.mjs';
import { postgresBinaries, postgresUser } from './postgres-binaries.mjs';
import { bornAt } from './process-identity.mjs';
import { Refusal } from './progress.mjs';

const databaseName = 'mostrador';
const startMs = 30_000;
const orphanMs = 4000;

// On Linux the server is given its data folder as "the folder I am in": it then needs no access to the folders above,
// which root's home would deny to the user that PostgreSQL runs as.
const here = process.platform === 'linux' ? '/proc/self/cwd' : undefined;

/**
 * Starts the PostgreSQL that comes with the packages, on `dataDir/postgres`, listening on 127.0.0.1 only, and writes
 * `dataDir/postgres.json` (readable by its owner alone): `url` for the app, `adminUrl` for its superuser.
 *
 * @param {object} options
 * @param {string} options.dataDir
 * @param {import('./children.mjs').Children} options.children
 * @param {number} [options.port] any free one when absent
 * @param {boolean} [options.isDisposable] its making need not survive a power cut: quicker
 */
export async function startDatabase({ dataDir, children, port, isDisposable = false }) {
  const folder = path.join(dataDir, 'postgres');
  const user = postgresUser(folder);
  const native = postgresBinaries(user);
  refuseForeignCluster(folder, native);
  await stopOrphan(folder);
  const passwords = keptPasswords(dataDir, folder);
  if (!existsSync(folder))
    await createCluster({ folder, native, user, children, password: passwords.admin, isDisposable });

  const log = path.join(dataDir, 'postgres.log');
  const started = await startServer({ folder, native, user, children, port, log });
  const address = `127.0.0.1:${started.port}`;
  const urls = {
    url: `postgres://${databaseName}:${passwords.app}@${address}/${databaseName}`,
    adminUrl: `postgres://postgres:${passwords.admin}@${address}/postgres`,
  };
  writeUrls(dataDir, urls);
  await createDatabase(urls.adminUrl, passwords.app);
  return { ...urls, port: started.port, child: started.child };
}

/**
 * The URL of the database that runs on this data folder; undefined when none does.
 *
 * @param {string} dataDir
 * @returns {string | undefined}
 */
export function runningDatabaseUrl(dataDir) {
  const isRunning = postmasterOf(path.join(dataDir, 'postgres')) !== undefined;
  return isRunning ? readUrls(dataDir)?.url : undefined;
}

function readUrls(dataDir) {
  const file = path.join(dataDir, 'postgres.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function writeUrls(dataDir, urls) {
  writePrivately(dataDir, 'postgres.json', `${JSON.stringify(urls, null, 2)}\n`);
}

/** The passwords outlive the server in the URLs; a new cluster gets new ones, written before it can exist. */
function keptPasswords(dataDir, folder) {
  const urls = readUrls(dataDir);
  if (urls) return { app: new URL(urls.url).password, admin: new URL(urls.adminUrl).password };
  if (existsSync(folder))
    throw new Refusal(
      `${path.join(dataDir, 'postgres.json')} is missing: it holds the password of the database beside it`,
    );
  const passwords = { app: randomBytes(18).toString('base64url'), admin: randomBytes(18).toString('base64url') };
  const nowhere = '127.0.0.1:1';
  writeUrls(dataDir, {
    url: `postgres://${databaseName}:${passwords.app}@${nowhere}/${databaseName}`,
    adminUrl: `postgres://postgres:${passwords.admin}@${nowhere}/postgres`,
  });
  return passwords;
}

function refuseForeignCluster(folder, native) {
  const versionFile = path.join(folder, 'PG_VERSION');
  if (!existsSync(folder)) return;
  const owner = statSync(folder).uid;
  const self = process.getuid?.();
  if (self !== undefined && self !== 0 && owner !== self)
    throw new Refusal(
      `${folder} belongs to another user (${owner}): start as that user, or set DATA_DIR to another folder`,
    );
  const kept = readFileSync(versionFile, 'utf8').trim();
  const { stdout } = spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' });
  const shipped = stdout.match(/(\d+)[.\w]*\s*$/)?.[1];
  if (kept !== shipped)
    throw new Refusal(
      `${folder} was made by PostgreSQL ${kept}, this is ${shipped}: dump it with the old version, or set DATA_DIR`,
    );
}

/** Made beside its place and renamed, so that an interrupted start leaves no half of a cluster. */
async function createCluster({ folder, native, user, children, password, isDisposable }) {
  const unfinished = `${folder}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFolder = mkdtempSync(path.join(os.tmpdir(), 'mostrador-'));
  const passwordFile = path.join(passwordFolder, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined)
    for (const item of [unfinished, passwordFolder, passwordFile]) chownSync(item, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const safety = ['--data-checksums', ...(isDisposable ? ['--no-sync'] : [])];
  const { code, output } = await children.run(
    path.join(native, 'bin', 'initdb'),
    ['-D', here ?? unfinished, ...locale, ...access, ...safety],
    { ...user, cwd: unfinished, env: serverEnv() },
  );
  rmSync(passwordFolder, { recursive: true, force: true });
  if (code !== 0) throw new Refusal(`The database could not be created in ${folder}:\n${output.trimEnd()}`);
  renameSync(unfinished, folder);
}

async function startServer({ folder, native, user, children, port, log }) {
  const until = Date.now() + startMs;
  for (let attempt = 1; ; attempt += 1) {
    const chosen = port ?? (await freePort());
    const logFile = openSync(log, attempt === 1 ? 'w' : 'a', 0o600);
    const child = children.start(
      path.join(native, 'bin', 'postgres'),
      ['-D', here ?? folder, '-p', String(chosen), ...serverSettings()],
      {
        ...user,
        cwd: folder,
        env: serverEnv(),
        stdio: ['ignore', logFile, logFile],
        stopSignal: 'SIGINT',
        forceSignal: 'SIGQUIT',
        endsLast: true,
      },
    );
    closeSync(logFile);
    if (await isReady(child, folder, until)) return { child, port: chosen };
    // Somebody took the port meanwhile, or processes of a killed server are still on their way out: once more.
    if (Date.now() > until || attempt === 20)
      throw new Refusal(`The database did not start (${log}):\n${lastLines(log)}`);
    await delay(250);
  }
}

function serverSettings() {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    cluster_name: databaseName,
    log_timezone: 'UTC',
    timezone: 'UTC',
    max_wal_size: '256MB',
    synchronous_commit: 'on',
    fsync: 'on',
    full_page_writes: 'on',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Nothing of ours but what a program needs to run: settings of a PostgreSQL client must not reach the server. */
function serverEnv() {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

/** The server says in its lock file when it is ready; false when it ended instead. */
async function isReady(child, folder, until) {
  let hasEnded = child.pid === undefined;
  child.once('error', () => {
    hasEnded = true;
  });
  child.once('exit', () => {
    hasEnded = true;
  });
  while (!hasEnded && Date.now() < until) {
    const lines = postmasterLines(folder);
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true;
    await delay(10);
  }
  return false;
}

async function createDatabase(adminUrl, password) {
  const { default: postgres } = await import('postgres');
  const sql = postgres(adminUrl, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const [found] = await sql`select from pg_database where datname = ${databaseName}`;
    if (found) return;
    // Not a superuser: the app owns its database and can make others beside it, no more.
    await sql.unsafe(`drop role if exists ${databaseName}`);
    await sql.unsafe(`create role ${databaseName} login createdb password '${password}'`);
    await sql.unsafe(`create database ${databaseName} owner ${databaseName}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Ends a server that a killed launcher left on this folder. */
async function stopOrphan(folder) {
  const pid = postmasterOf(folder);
  if (pid === undefined) {
    // The number may belong to some other program by now, which PostgreSQL would take for itself.
    rmSync(path.join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  const identity = bornAt(pid);
  const hasEnded = async (patienceMs) => {
    const until = Date.now() + patienceMs;
    while (bornAt(pid) === identity && Date.now() < until) await delay(10);
    return bornAt(pid) !== identity;
  };
  for (const signal of ['SIGINT', 'SIGQUIT']) {
    process.kill(pid, signal);
    if (await hasEnded(orphanMs)) return;
  }
  throw new Refusal(`A PostgreSQL (process ${pid}) runs on ${folder} and does not stop: stop it first`);
}

/** The server that runs on this folder, by its process number. */
function postmasterOf(folder) {
  const pid = Number(postmasterLines(folder)[0]);
  if (!pid || bornAt(pid) === undefined) return undefined;
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes(folder) ? pid : undefined;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function postmasterLines(folder) {
  try {
    return readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
}
