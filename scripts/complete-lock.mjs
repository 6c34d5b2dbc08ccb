import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// A registry mirror may lack the builds of a package for other platforms; `npm install` then writes a lockfile without
// them, and `npm ci` refuses that lockfile everywhere ("Missing: … from lock file"). This adds the missing entries.
// They carry no hash: npm finds them by their exact version. Run it after every change of the dependencies;
// `--check` only says whether it is due.

const lockFile = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(lockFile, 'utf8'));
const added = addMissingPlatformPackages(lock.packages);
if (added.length === 0) process.stdout.write('the lockfile is complete\n');
else if (process.argv.includes('--check')) {
  process.stderr.write(`the lockfile lacks ${added.join(' ')}: run node scripts/complete-lock.mjs\n`);
  process.exitCode = 1;
} else {
  writeFileSync(lockFile, `${JSON.stringify({ ...lock, packages: sorted(lock.packages) }, null, 2)}\n`);
  process.stdout.write(`added ${added.length}: ${added.join(' ')}\n`);
}

/** @param {Record<string, any>} packages the lockfile's `packages`, by folder */
function addMissingPlatformPackages(packages) {
  const names = [];
  for (const [folder, entry] of Object.entries({ ...packages })) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (resolved(packages, folder, name)) continue;
      const platform = platformOf(name);
      if (!platform) {
        process.stderr.write(`left out, no platform in its name: ${name}@${range}, wanted by ${folder}\n`);
        continue;
      }
      const version = String(range).replace(/^[\^~]/, '');
      const place = packages[`node_modules/${name}`] ? `${folder}/node_modules/${name}` : `node_modules/${name}`;
      packages[place] = { version, ...(entry.dev && { dev: true }), optional: true, ...platform };
      names.push(`${name}@${version}`);
    }
  }
  return names;
}

/** Node looks in the package's own node_modules, then in each one above it. */
function resolved(packages, folder, name) {
  const parents = folder.split('node_modules/').slice(0, -1);
  const places = parents.map((_, depth) => `${parents.slice(0, depth + 1).join('node_modules/')}node_modules/${name}`);
  return [...places, path.posix.join(folder, 'node_modules', name)].some((place) => packages[place]);
}

function platformOf(name) {
  const systems = 'aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|wasm32|win32|windows';
  const processors = 'arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasi|x64';
  const found = name.match(new RegExp(`(${systems})(?:[-_]?(${processors}))?`));
  if (!found) return undefined;
  const [, system, processor] = found;
  if (system === 'wasm32') return { cpu: ['wasm32'] };
  const libc = name.match(/-(musl|gnu)/)?.[1];
  return {
    ...(processor && { cpu: [processor] }),
    ...(libc && { libc: [libc === 'gnu' ? 'glibc' : 'musl'] }),
    os: [system === 'windows' ? 'win32' : system],
  };
}

function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
