import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { proofs } from './architecture/proofs';
import { readSource, type Source } from './architecture/read-source';
import {
  asksForProof,
  beginsServerOnly,
  clientReaches,
  handlersWithin,
  hidesFunctions,
  importsByLayer,
  type Layer,
  layerOf,
  namesFilesWell,
  neverSays,
  type Rule,
  takesWrites,
} from './architecture/rules';

/*
 * The rules of the house. `db/` means everything below, `lib/errors` that file, `next` that package. To change a rule is
 * a decision: say why in docs/decisions.
 */

const interfaceLibraries = [
  'react',
  'react-dom',
  'next',
  'next-intl',
  'swr',
  'lucide-react',
  'radix-ui',
  'cmdk',
  'sonner',
  'nuqs',
  'recharts',
  '@tanstack/react-table',
];
/** What of `lib/web` is meant for browsers. */
const webForBrowsers = ['lib/web/fetcher', 'lib/web/theme', 'lib/web/use-*', 'lib/web/*-actions', 'lib/web/*-cookie'];
/** Services whose work is to change something: pages show, they do not do. */
const readingServices = [
  'lib/services/*-presentation',
  'lib/services/accounts',
  'lib/services/health',
  'lib/services/demo',
  'lib/services/verification',
  'lib/services/*-reading',
];

/** What a route handler or a server action may use: it parses, authorises, makes one call and answers. */
const doors = [
  'lib/services/',
  'lib/api/',
  'lib/web/',
  'lib/domain/',
  'lib/i18n/',
  'lib/print/',
  'lib/errors',
  'db/',
  'next',
  'next-intl',
  'zod',
  'server-only',
];

/** Who may import what. The first line that is about a file decides; a file without a line may not exist. */
const layers: readonly Layer[] = [
  { files: ['lib/domain/', 'lib/errors'], may: ['lib/domain/', 'lib/errors'] },
  { files: ['lib/api/'], may: ['lib/api/', 'lib/domain/', 'lib/errors', 'zod'] },
  { files: ['lib/mercadopago/'], may: ['lib/mercadopago/', 'lib/domain/', 'lib/errors', 'zod', 'node:'] },
  { files: ['lib/env'], may: ['lib/errors', 'zod', 'server-only'] },
  { files: ['lib/log'], may: ['lib/env', 'lib/errors', 'pino', 'server-only'] },
  { files: ['lib/sealing', 'lib/passwords', 'lib/api-secret'], may: ['lib/env', 'lib/errors', 'node:', 'server-only'] },
  { files: ['lib/postgres-errors'], may: ['postgres', 'server-only'] },
  { files: ['db/client'], may: ['db/schema', 'lib/env', 'drizzle-orm', 'postgres', 'server-only'] },
  { files: ['db/'], may: ['db/', 'lib/domain/', 'lib/errors', 'drizzle-orm', 'node:', 'server-only'] },
  {
    files: ['lib/services/'],
    may: [
      'lib/services/',
      'lib/api/',
      'lib/domain/',
      'lib/mercadopago/',
      'lib/print/',
      'db/',
      'lib/errors',
      'lib/env',
      'lib/log',
      'lib/sealing',
      'lib/passwords',
      'lib/api-secret',
      'lib/postgres-errors',
      'zod',
      'node:',
      'server-only',
    ],
  },
  // Who calls the API and how much they still may is one question.
  {
    files: ['lib/web/api'],
    may: [
      'lib/services/api-key-limits',
      'lib/web/',
      'lib/domain/',
      'lib/errors',
      'lib/env',
      'lib/api-secret',
      'db/api-keys',
      'db/order-records',
      'zod',
      'server-only',
    ],
  },
  // The hot paths are served through two doors; this is the second.
  {
    files: ['lib/web/hot-paths', 'lib/web/live-stream'],
    may: [
      'lib/services/inbox',
      'lib/services/unattended',
      'lib/services/unattended-log',
      'lib/services/live',
      'lib/web/',
      'lib/domain/',
      'lib/log',
      'lib/errors',
      'db/notifications',
      'db/orders',
      'node:',
      'server-only',
    ],
  },
  {
    files: ['lib/web/charge-api'],
    may: ['lib/services/orders', 'lib/web/', 'lib/api/', 'server-only'],
  },
  {
    files: webForBrowsers,
    may: ['lib/web/', 'lib/domain/', 'lib/errors', 'lib/i18n/', ...interfaceLibraries],
  },
  {
    files: ['lib/web/'],
    may: [
      'lib/web/',
      'lib/api/',
      'lib/domain/',
      'lib/i18n/',
      'lib/errors',
      'lib/env',
      'lib/log',
      'lib/passwords',
      'lib/postgres-errors',
      'db/people',
      'db/merchants',
      'db/api-keys',
      'db/new-id',
      'db/order-records',
      'db/schema',
      'next',
      'next-auth',
      'react',
      'zod',
      'node:',
      'server-only',
    ],
  },
  { files: ['lib/i18n/'], may: ['lib/i18n/', 'lib/domain/', 'next-intl', 'next/headers', 'server-only'] },
  {
    files: ['lib/print/'],
    may: ['lib/print/', 'lib/domain/', 'lib/i18n/', 'qr', 'fast-png', 'sharp', 'node:', 'server-only'],
  },
  { files: ['lib/simulator/'], may: ['lib/simulator/', 'node:', 'uqr'] },
  {
    files: ['app/'],
    directive: 'use client',
    may: ['@siblings', 'app/_ui/', 'lib/domain/', 'lib/errors', 'lib/i18n/', ...webForBrowsers, ...interfaceLibraries],
  },
  // A camera's pictures are read where the camera is.
  { files: ['app/(dashboard)/stickers/scan/read-code'], may: ['qr'] },
  {
    files: ['app/_ui/'],
    may: ['app/_ui/', 'lib/domain/', 'lib/i18n/', 'lib/print/qr', ...webForBrowsers, ...interfaceLibraries],
  },
  { files: ['app/**/route'], may: ['@siblings', ...doors] },
  { files: ['app/'], directive: 'use server', may: ['@siblings', ...doors] },
  {
    files: ['app/'],
    may: [
      '@siblings',
      'app/_ui/',
      ...readingServices,
      'lib/api/',
      'lib/web/',
      'lib/domain/',
      'lib/i18n/',
      'lib/print/',
      'lib/errors',
      'db/',
      'zod',
      'server-only',
      ...interfaceLibraries,
    ],
  },
  { files: ['server'], may: ['lib/web/', 'lib/services/', 'lib/env', 'lib/log', 'next', 'node:'] },
  { files: ['instrumentation'], may: ['lib/services/boot'] },
  { files: ['proxy'], may: ['next', 'lib/env'] },
  { files: ['scripts/', 'tests/'], may: ['**'] },
];

const ours = ['app/', 'lib/', 'db/', 'server', 'instrumentation', 'proxy'];
const randomness = /\bMath\s*\.\s*random\b|\b(?:randomUUID|randomBytes|randomInt|getRandomValues|randomFillSync)\b/;
const clock =
  /\bDate\s*\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\w\s(]))|(?<!new\s)(?<![\w.])Date\s*\(|\bperformance\s*\.\s*now\b|\bhrtime\b|\bTemporal\s*\.\s*Now\b/;

const rules: readonly Rule[] = [
  { name: 'a file imports only what its folder may', find: importsByLayer(layers) },
  {
    name: 'only the pool’s own users have it: no page, route or component talks to PostgreSQL by itself',
    find: (sources) =>
      sources
        .filter(({ file }) => !/^(?:db|lib\/services|scripts|tests)\//.test(file))
        .flatMap((source) =>
          source.imports
            .filter(
              ({ target }) =>
                ['db/client', 'postgres', 'pg'].includes(target) && source.file !== 'lib/postgres-errors.ts',
            )
            .map(({ target, line }) => ({ file: source.file, line, offender: `import of ${target}` })),
        ),
  },
  {
    name: 'no file outside lib/mercadopago knows an endpoint of theirs',
    find: (sources) =>
      sources
        .filter(({ file }) => !/^(?:lib\/mercadopago|tests)\//.test(file))
        .flatMap((source) =>
          source.imports
            .filter(({ target }) => /^lib\/mercadopago\/(?:endpoints\/|transport$)/.test(target))
            .map(({ target, line }) => ({ file: source.file, line, offender: `import of ${target}` })),
        ),
  },
  {
    name: 'what runs in a browser reaches nothing that must stay on the server',
    find: clientReaches([
      'server-only',
      'db/',
      'lib/services/',
      'lib/mercadopago/',
      'lib/env',
      'lib/log',
      'node:',
      'next/headers',
    ]),
  },
  {
    name: 'only services, sign-in, scripts and tests take what writes to the database',
    find: takesWrites('db/', {
      'lib/services/': ['*'],
      'lib/web/auth': ['*'],
      'scripts/': ['*'],
      'tests/': ['*'],
      // It notes when a session was last used, and nothing else.
      'lib/web/session-token': ['findSessionOwner'],
    }),
  },
  {
    name: 'nothing writes to the database by itself outside db and lib/services',
    find: neverSays(
      /\b(?:db|sql|raw|transaction|executor)\s*\.\s*(?:insert|update|delete|execute|transaction|begin|unsafe)\s*[(<]/,
      {
        in: ours,
        except: ['db/', 'lib/services/'],
      },
    ),
  },
  {
    name: 'whoever touches a merchant’s data shows first that it may: Merchant or System is the first parameter',
    find: asksForProof({ in: ['db/'], except: ['db/client'] }),
  },
  {
    name: 'the database’s files export functions only, so that every one can be checked',
    find: hidesFunctions({ in: ['db/'], except: ['db/client', 'db/schema'] }),
  },
  {
    name: 'the right to act for a merchant is minted where it was established, and nowhere else',
    find: neverSays(/\bactAsMerchant\b/, {
      in: ours,
      except: [
        'lib/domain/scope',
        'db/people',
        'db/api-keys',
        'db/customer-screens',
        'db/merchants',
        'db/notifications',
        'db/order-looks',
        'db/order-records',
        'db/place-creations',
        'db/place-syncs',
        // Whoever has the public address of a receipt may see that receipt.
        'db/receipts',
        'db/reconciliation',
        'db/refunds',
        'db/silence-alarms',
        'db/webhook-deliveries',
        'db/webhook-endpoints',
      ],
    }),
  },
  {
    name: 'only the system’s own jobs, the doors and scripts act as the system',
    find: neverSays(/\bactAsSystem\b/, {
      in: ours,
      except: ['lib/domain/scope', 'lib/services/', 'lib/web/api', 'lib/web/auth', 'lib/web/session-token'],
    }),
  },
  {
    name: 'process.env is read in lib/env alone',
    find: neverSays(/\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[/, {
      in: ours,
      except: ['lib/env', 'instrumentation'],
    }),
  },
  {
    name: 'no clock in the domain and the client: the time comes in as an argument',
    find: neverSays(clock, { in: ['lib/domain/', 'lib/mercadopago/'] }),
  },
  {
    name: 'no randomness in the domain and the client: it comes in as an argument',
    find: neverSays(randomness, { in: ['lib/domain/', 'lib/mercadopago/'] }),
  },
  {
    name: 'the domain does nothing: no process, network, timer or console',
    find: neverSays(/\b(?:process|fetch|setTimeout|setInterval|queueMicrotask|globalThis|console|crypto)\b\s*[.(]/, {
      in: ['lib/domain/'],
    }),
  },
  {
    name: 'a file that holds a query or a secret begins with server-only',
    find: beginsServerOnly({
      in: [
        'db/',
        'lib/services/',
        'lib/web/',
        'lib/env',
        'lib/log',
        'lib/sealing',
        'lib/passwords',
        'lib/api-secret',
        'lib/postgres-errors',
      ],
      except: [
        ...webForBrowsers,
        // Tables and shapes only; drizzle-kit and clients’ types read them outside a server.
        'db/schema',
        'db/new-id',
        'lib/services/*-request',
      ],
    }),
  },
  {
    name: 'a file of a page that reads the database by itself begins with server-only',
    find: (sources) =>
      beginsServerOnly({ in: ['app/'], except: ['app/**/page', 'app/**/layout', 'app/**/route'] })(
        sources.filter(({ imports }) =>
          imports.some(({ target, isTypeOnly }) => target.startsWith('db/') && !isTypeOnly),
        ),
      ),
  },
  {
    name: 'no any',
    find: neverSays(/(?:[:<,|&(=[]|=>|\bas|\bextends)\s*any\b(?!\s*[:=(.?])|\bz\s*\.\s*any\s*\(/, { in: ours }),
  },
  {
    name: 'no assertion that something is not null',
    find: neverSays(/(?<=[\w)\]])!(?![=\w])[.;,)\]\s[:(]?/, { in: ours }),
  },
  {
    name: 'no cast but as const and the mints of brands',
    find: (sources) =>
      neverSays(/(?<![.*\w])as\s+(?!const\b)[A-Za-z_{[('"]/, { in: ours, except: ['lib/domain/scope'] })(
        sources.map((source) => ({
          ...source,
          code: source.code.replace(
            /\b(?:import|export)\b[^'"`;()=]*?(?=\bfrom\b|;)|\b(?:export|import)\s*\{[^}]*\}/g,
            (clause) => clause.replace(/[^\n]/g, ' '),
          ),
        })),
      ),
  },
  {
    name: 'no comment that silences the compiler or the linter',
    find: neverSays(/@ts-(?:ignore|expect-error|nocheck)|eslint-disable|biome-ignore-all/, { in: ours, text: true }),
  },
  {
    name: 'nothing is printed but by the log',
    // The front door turns what Next prints into lines of the log.
    find: neverSays(/\bconsole\s*[.[]/, { in: ours, except: ['server'] }),
  },
  {
    name: 'no TODO',
    find: neverSays(/\b(?:TODO|FIXME|XXX|HACK)\b/, { in: ours, text: true }),
  },
  {
    name: 'no file stands for others: no barrels, no re-exports',
    find: (sources) =>
      sources.flatMap((source) =>
        source.imports
          .filter(({ kind }) => kind === 'export')
          .map(({ target, line }) => ({ file: source.file, line, offender: `re-export of ${target}` })),
      ),
  },
  {
    name: 'a default export only where Next asks for one',
    find: neverSays(/\bexport\s+default\b|\bas\s+default\b/, {
      in: ours,
      except: [
        'app/**/page',
        'app/**/layout',
        'app/**/error',
        'app/**/loading',
        'app/**/not-found',
        'app/**/template',
        'app/**/default',
        'app/global-error',
        'app/manifest',
        'app/error',
        'app/layout',
        'app/page',
        'app/not-found',
        'app/loading',
        'lib/i18n/request',
      ],
    }),
  },
  {
    name: 'a file’s name says what is in it',
    find: (sources) =>
      namesFilesWell(['utils', 'util', 'helpers', 'helper', 'misc', 'common', 'shared', 'types', 'constants', 'index'])(
        sources,
      ),
  },
  { name: 'a route handler is at most 25 lines', find: handlersWithin(25) },
];

const root = path.resolve(import.meta.dirname, '../..');

function sourcesBelow(folder: string): Source[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .map((file) => readSource(file, readFileSync(path.join(root, file), 'utf8')));
}

const alone = ['server.ts', 'instrumentation.ts', 'proxy.ts'];
const sources = [
  ...['app', 'db', 'lib', 'scripts', 'tests'].flatMap(sourcesBelow),
  ...alone.map((file) => readSource(file, readFileSync(path.join(root, file), 'utf8'))),
];

/** The violations of a rule, one line each: the file, the place, and what is wrong there. */
function broken(rule: Rule, among: readonly Source[]): string[] {
  return rule.find(among).map(({ file, line, offender }) => `${file}:${line} ${offender}`);
}

describe('the house keeps its rules', () => {
  test('and they are asked of all of it', () => {
    expect(sources.length).toBeGreaterThan(150);
  });

  test.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
    expect(broken(rule, sources), rule.name).toEqual([]);
  });
});

/** A fixture's files: each begins with its name on a line of its own, `===` before every one but the first. */
function filesIn(fixture: string): Source[] {
  return fixture.split('\n=== ').map((part) => {
    const end = part.indexOf('\n');
    return readSource(part.slice(0, end), part.slice(end + 1));
  });
}

describe('a rule can be broken', () => {
  test('every one of them', () => {
    expect(Object.keys(proofs).sort()).toEqual(rules.map(({ name }) => name).sort());
  });

  const cases = rules.flatMap((rule) => (proofs[rule.name]?.breaks ?? []).map((fixture) => [fixture, rule] as const));
  test.each(cases)('by %j', (fixture, rule) => {
    const found = broken(rule, filesIn(fixture));
    expect(found, rule.name).toHaveLength(1);
    expect(found[0]).toMatch(/^\S.*:\d+ \S/);
  });

  const innocent = rules.flatMap((rule) => (proofs[rule.name]?.keeps ?? []).map((fixture) => [fixture, rule] as const));
  test.each(innocent)('but not by %j', (fixture, rule) => {
    expect(broken(rule, filesIn(fixture)), rule.name).toEqual([]);
  });

  test('by each line of the table of imports', () => {
    const breaks = proofs['a file imports only what its folder may']?.breaks ?? [];
    const meant = breaks.map((fixture) => layerOf(layers, filesIn(fixture)[0]));
    for (const layer of layers)
      expect(meant.includes(layer) || layer.may.includes('**'), layer.files.join()).toBe(true);
  });
});
