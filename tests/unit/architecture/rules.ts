import path from 'node:path';
import { type Import, lineAt, type Source } from './read-source';

/** Something that a file may not do, said so that it can be found and understood. */
export type Violation = { readonly file: string; readonly line: number; readonly offender: string };

/** One rule of the house: its sentence, and who breaks it. */
export type Rule = { readonly name: string; readonly find: (sources: readonly Source[]) => Violation[] };

/** Files, and what they may import; the first that fits a file decides. */
export type Layer = {
  readonly files: readonly string[];
  readonly may: readonly string[];
  readonly directive?: 'use client' | 'use server';
};

/**
 * True when a path or package is meant by a pattern: `db/` is everything below, `lib/errors` that file, `next` that
 * package with everything in it, `node:` all of Node's. `*` is any name, `**` any folders.
 */
export function isMeant(pattern: string, target: string): boolean {
  if (pattern === '**') return true;
  if (pattern.endsWith(':')) return target.startsWith(pattern);
  const body = pattern
    .replace(/[.()[\]]/g, '\\$&')
    .replaceAll('/**/', '/<folders>')
    .replaceAll('*', '[^/]*')
    .replaceAll('<folders>', '(?:.*/)?');
  const isFolder = pattern.endsWith('/');
  const isFile = /^(?:app|db|lib|scripts|tests)\//.test(pattern);
  return new RegExp(`^${body}${isFolder ? '.+' : isFile ? '' : '(?:/.*)?'}$`).test(target);
}

function isAny(patterns: readonly string[], target: string): boolean {
  return patterns.some((pattern) => isMeant(pattern, target));
}

function nameOf(file: string): string {
  return file.replace(/\.(?:d\.)?tsx?$/, '');
}

/** Everything that breaks the table of imports. `@siblings` are the files of the same page: above or below in its folder. */
export function importsByLayer(layers: readonly Layer[]): Rule['find'] {
  return (sources) =>
    sources.flatMap((source) => {
      const layer = layerOf(layers, source);
      if (!layer) return [{ file: source.file, line: 1, offender: 'no line of the table is about this file' }];
      return source.imports
        .filter(
          (each) =>
            !isAny(layer.may, each.target) && !(layer.may.includes('@siblings') && isSibling(source.file, each.target)),
        )
        .map((each) => violation(source, each));
    });
}

/** The line of the table that is about a file. */
export function layerOf(layers: readonly Layer[], source: Source | undefined): Layer | undefined {
  if (!source) return undefined;
  return layers.find(
    (layer) =>
      isAny(layer.files, nameOf(source.file)) &&
      (layer.directive === undefined || layer.directive === source.directive),
  );
}

function violation(source: Source, each: Import): Violation {
  return { file: source.file, line: each.line, offender: `${each.kind} of ${each.target}` };
}

/**
 * Files of one page, or of the folders above it: what both lie in is a page's folder (`app/(till)/till`), or the folder of
 * one of them. A page does not reach into another page.
 */
function isSibling(file: string, target: string): boolean {
  if (!target.startsWith('app/')) return false;
  const own = path.posix.dirname(file).split('/');
  const its = path.posix.dirname(target).split('/');
  const apart = own.findIndex((folder, place) => folder !== its[place]);
  const common = apart === -1 ? own : own.slice(0, apart);
  const isAbove = common.length === its.length && (its.length > 1 || own.length === 1);
  const isBelow = common.length === own.length;
  const isInOnePage = common.some((folder) => folder !== 'app' && !folder.startsWith('('));
  return isAbove || isBelow || isInOnePage;
}

/** What a browser would be sent: no file that runs in one may reach, over others, what must stay on the server. */
export function clientReaches(forbidden: readonly string[]): Rule['find'] {
  return (sources) => {
    const byName = new Map(sources.map((source) => [nameOf(source.file), source]));
    return sources
      .filter((source) => source.directive === 'use client')
      .flatMap((client) => {
        const way = wayTo(client, byName, forbidden, new Set());
        return way ? [{ file: client.file, line: 1, offender: `reaches ${way.join(' → ')}` }] : [];
      });
  };
}

function wayTo(
  source: Source,
  byName: ReadonlyMap<string, Source>,
  forbidden: readonly string[],
  seen: Set<string>,
): string[] | null {
  for (const { target, isTypeOnly } of source.imports) {
    if (isTypeOnly || seen.has(target)) continue;
    seen.add(target);
    if (isAny(forbidden, target)) return [target];
    const next = byName.get(target);
    // A server action is called over HTTP: what it imports stays behind.
    if (!next || next.directive === 'use server') continue;
    const way = wayTo(next, byName, forbidden, seen);
    if (way) return [target, ...way];
  }
  return null;
}

/** Files whose code may not say something. `in` and `except` are patterns of files. */
export function neverSays(
  pattern: RegExp,
  where: { in: readonly string[]; except?: readonly string[]; text?: boolean },
): Rule['find'] {
  const every = new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`);
  return (sources) =>
    sources
      .filter((source) => isAny(where.in, nameOf(source.file)) && !isAny(where.except ?? [], nameOf(source.file)))
      .flatMap((source) => {
        const subject = where.text ? source.text : source.code;
        return [...subject.matchAll(every)].map((match) => ({
          file: source.file,
          line: lineAt(subject, match.index),
          offender: match[0].trim().replace(/\s+/g, ' '),
        }));
      });
}

/** Files that must begin by saying that they never reach a browser. */
export function beginsServerOnly(where: { in: readonly string[]; except: readonly string[] }): Rule['find'] {
  return (sources) =>
    sources
      .filter((source) => isAny(where.in, nameOf(source.file)) && !isAny(where.except, nameOf(source.file)))
      .filter((source) => source.directive !== 'use server' && source.imports[0]?.target !== 'server-only')
      .map((source) => ({ file: source.file, line: 1, offender: "does not begin with import 'server-only'" }));
}

/** A function at the outermost level of a file. */
type OuterFunction = {
  readonly name: string;
  readonly isExported: boolean;
  readonly line: number;
  readonly parameters: string;
  readonly code: string;
  readonly text: string;
};

function functionsOf(source: Source): OuterFunction[] {
  return [...source.code.matchAll(/^(export\s+)?(?:async\s+)?function\s+([\w$]+)/gm)].map((match) => {
    const opens = source.code.indexOf('(', match.index);
    const closes = endOf(source.code, opens, '(', ')');
    // A type after the parameters may have braces of its own; the body is the last block before the next function.
    const next = source.code.slice(closes).search(/^\}/m);
    const end = next === -1 ? source.code.length : closes + next;
    return {
      name: match[2] ?? '',
      isExported: match[1] !== undefined,
      line: lineAt(source.code, match.index),
      parameters: source.code.slice(opens + 1, closes),
      code: source.code.slice(closes, end),
      text: source.text.slice(closes, end),
    };
  });
}

function endOf(code: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let place = from; place < code.length; place++) {
    if (code[place] === open) depth++;
    if (code[place] === close && --depth === 0) return place;
  }
  return code.length;
}

/** Names of the functions that do something themselves or through another one of the file. */
function namesThat(functions: readonly OuterFunction[], does: (each: OuterFunction) => boolean): Set<string> {
  const names = new Set(functions.filter(does).map(({ name }) => name));
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const { name, code } of functions) {
      if ([...names].some((known) => new RegExp(`\\b${known}\\s*\\(`).test(code))) names.add(name);
    }
  }
  return names;
}

const touchesDatabase = ({ code }: OuterFunction) => /\b(?:db|sql|raw|executor|transaction)\s*(?:\.|`|<)/.test(code);

const writesDatabase = ({ code, text }: OuterFunction) =>
  /\.\s*(?:insert|update|delete|execute)\s*\(/.test(code) ||
  /\b(?:insert into|delete from|truncate|update\s+\w+(?:\s+as\s+\w+)?\s+set)\b/i.test(text);

/** Functions of the database's files that touch it without a proof of the right to. */
export function asksForProof(where: { in: readonly string[]; except: readonly string[] }): Rule['find'] {
  return (sources) =>
    sources
      .filter((source) => isAny(where.in, nameOf(source.file)) && !isAny(where.except, nameOf(source.file)))
      .flatMap((source) => {
        const functions = functionsOf(source);
        const touching = namesThat(functions, touchesDatabase);
        return functions
          .filter(({ name, isExported }) => isExported && touching.has(name))
          .filter(({ parameters }) => !/^\s*\w+\s*:\s*(?:Merchant|System)\s*(?:,|$)/.test(parameters))
          .map(({ name, line }) => ({
            file: source.file,
            line,
            offender: `${name} takes no Merchant or System first`,
          }));
      });
}

/** Constants of the database's files that hold a function, which the other rules would not see. */
export function hidesFunctions(where: { in: readonly string[]; except: readonly string[] }): Rule['find'] {
  return neverSays(/^export\s+(?:const|let|class|default)\b[^\n]*/m, where);
}

/** Who takes a writing function of the database without being allowed to. `allowed` names files, and which functions. */
export function takesWrites(
  databaseFolder: string,
  allowed: Readonly<Record<string, readonly string[]>>,
): Rule['find'] {
  return (sources) => {
    const writers = new Map(
      sources
        .filter((source) => isMeant(databaseFolder, nameOf(source.file)))
        .map((source) => [nameOf(source.file), namesThat(functionsOf(source), writesDatabase)] as const),
    );
    return sources
      .filter((source) => !isMeant(databaseFolder, nameOf(source.file)))
      .flatMap((source) => {
        const mine = Object.entries(allowed).flatMap(([file, names]) =>
          isMeant(file, nameOf(source.file)) ? names : [],
        );
        if (mine.includes('*')) return [];
        return source.imports.flatMap((each) =>
          each.names
            .filter((name) => writers.has(each.target) && (name === '*' || writers.get(each.target)?.has(name)))
            .filter((name) => !mine.includes(name))
            .map((name) => ({ file: source.file, line: each.line, offender: `${name} of ${each.target} writes` })),
        );
      });
  };
}

/** Files whose name says nothing or is not written as names are here. */
export function namesFilesWell(forbidden: readonly string[]): Rule['find'] {
  return (sources) =>
    sources.flatMap(({ file }) => {
      const name = path.posix.basename(file).replace(/(?:\.properties)?(?:\.test|\.spec|\.d|\.config)?\.tsx?$/, '');
      const isKebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
      return isKebab && !forbidden.includes(name) ? [] : [{ file, line: 1, offender: `the name ${name}` }];
    });
}

/** Exports of route handlers that are longer than a handler may be. */
export function handlersWithin(lines: number): Rule['find'] {
  return (sources) =>
    sources
      .filter(({ file }) => file.startsWith('app/api/') && file.endsWith('/route.ts'))
      .flatMap((source) =>
        [...source.code.matchAll(/^export\s[\s\S]*?^[})][^\n]*$/gm)]
          .filter((match) => match[0].split('\n').length > lines)
          .map((match) => ({
            file: source.file,
            line: lineAt(source.code, match.index),
            offender: `a handler of ${match[0].split('\n').length} lines`,
          })),
      );
}
