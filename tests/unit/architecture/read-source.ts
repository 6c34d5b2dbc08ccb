import path from 'node:path';

/** One file of source, taken apart far enough to judge what it names and imports. */
export type Source = {
  /** From the repository's root, with `/`. */
  readonly file: string;
  readonly text: string;
  /** The same text with comments, the insides of strings and of regular expressions blanked; every place stays where it was. */
  readonly code: string;
  readonly directive: 'use client' | 'use server' | null;
  readonly imports: readonly Import[];
};

export type Import = {
  /** A path from the root without its ending (`lib/errors`), or a package (`node:http`, `next/headers`). */
  readonly target: string;
  readonly kind: 'import' | 'export' | 'dynamic';
  /** `import type …`: gone once compiled. */
  readonly isTypeOnly: boolean;
  /** Names taken, as the other file calls them; `*` for all of it. Empty when it is only run. */
  readonly names: readonly string[];
  readonly line: number;
};

/** A target that cannot be known before the program runs. */
export const COMPUTED = '<computed>';

/** Takes a file apart. It need not compile; what cannot be told from text alone is read as the stricter thing. */
export function readSource(file: string, text: string): Source {
  const { code, strings } = blank(text);
  const directive = /^\s*(['"])/.test(code) ? (strings[0]?.value ?? null) : null;
  return {
    file,
    text,
    code,
    directive: directive === 'use client' || directive === 'use server' ? directive : null,
    imports: importsOf(file, code, new Map(strings.map((string) => [string.at, string.value]))),
  };
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

const clauses: readonly [RegExp, Import['kind']][] = [
  // import 'x'
  [/\bimport\s*()(?=["'])/g, 'import'],
  // import a, { b as c } from 'x'; a clause has none of the characters that would end it
  [/\bimport\b((?:\s|\{)[^'"`;()=]*?)\bfrom\s*(?=["'])/g, 'import'],
  [/\bexport\b(\s*(?:type\s*)?[{*][^'"`;()=]*?)\bfrom\s*(?=["'])/g, 'export'],
  // import('x'), require('x'), also with a template
  [/\b(?:import|require)\s*\(\s*()(?=["'`])/g, 'dynamic'],
];

function importsOf(file: string, code: string, strings: ReadonlyMap<number, string>): Import[] {
  const found: Import[] = [];
  for (const [pattern, kind] of clauses) {
    for (const match of code.matchAll(pattern)) {
      const specifier = strings.get(match.index + match[0].length);
      const clause = match[1] ?? '';
      found.push({
        target: specifier === undefined ? COMPUTED : resolve(file, specifier),
        kind,
        isTypeOnly: /^\s*type\b(?!\s*(?:,|from))/.test(clause),
        names: kind === 'dynamic' ? ['*'] : namesIn(clause),
        line: lineAt(code, match.index),
      });
    }
  }
  for (const match of code.matchAll(/\b(?:import|require)\s*\(\s*(?!["'`\s])[^)]/g))
    found.push({ target: COMPUTED, kind: 'dynamic', isTypeOnly: false, names: ['*'], line: lineAt(code, match.index) });
  return found.sort((a, b) => a.line - b.line);
}

function namesIn(clause: string): string[] {
  const names: string[] = [];
  const braces = /\{([^}]*)\}/.exec(clause);
  for (const part of braces?.[1]?.split(',') ?? []) {
    const name = /^\s*(?:type\s+)?([\w$]+)/.exec(part)?.[1];
    if (name) names.push(name);
  }
  if (clause.includes('*')) names.push('*');
  if (/^\s*(?:type\s+)?[\w$]+\s*(?:,|$)/.test(clause)) names.push('default');
  return names;
}

function resolve(file: string, specifier: string): string {
  const target = specifier.startsWith('@/')
    ? specifier.slice(2)
    : /^\.{1,2}(?:\/|$)/.test(specifier)
      ? path.posix.join(path.posix.dirname(file), specifier)
      : null;
  return target === null ? specifier : target.replace(/\.(?:tsx?|jsx?|mjs)$/, '');
}

type StringLiteral = { readonly at: number; readonly value: string };

/**
 * Blanks what is not code. Quotes stay, so that patterns can see where a string is. In JSX an apostrophe is text and a
 * slash closes an element: a quote or a slash that is not closed on its line is taken for that.
 */
function blank(text: string): { code: string; strings: StringLiteral[] } {
  const code = text.split('');
  const strings: StringLiteral[] = [];
  /** How many braces are open inside each template that is open. */
  const templates: number[] = [];
  const wipe = (from: number, to: number) => {
    for (let place = from; place < to; place++) if (code[place] !== '\n') code[place] = ' ';
  };
  let at = 0;
  while (at < text.length) {
    const open = templates.at(-1);
    const character = text[at];
    if (open !== undefined && character === '{') templates[templates.length - 1] = open + 1;
    if (open !== undefined && character === '}') {
      if (open === 0) {
        templates.pop();
        at = skipTemplate(at + 1);
        continue;
      }
      templates[templates.length - 1] = open - 1;
    }
    const rest = text.slice(at, at + 2);
    if (rest === '//') at = skip(at, /\/\/[^\n]*/y, 0);
    else if (rest === '/*') at = skip(at, /\/\*[\s\S]*?(?:\*\/|$)/y, 0);
    else if ((character === '"' || character === "'") && !isApostrophe(text, at)) at = skipString(at, character);
    else if (character === '`') at = skipTemplate(at + 1);
    else if (character === '/' && beginsPattern(code, at)) at = skip(at, PATTERN, 1);
    else at++;
  }
  return { code: code.join(''), strings };

  function skip(from: number, pattern: RegExp, kept: number): number {
    pattern.lastIndex = from;
    const length = pattern.exec(text)?.[0].length ?? 1;
    if (length > 1) wipe(from + kept, from + length - kept);
    return from + length;
  }

  function skipString(from: number, quote: string): number {
    const pattern = quote === '"' ? /"(?:[^"\\\n]|\\[\s\S])*"/y : /'(?:[^'\\\n]|\\[\s\S])*'/y;
    pattern.lastIndex = from;
    const literal = pattern.exec(text)?.[0];
    if (!literal) return from + 1;
    strings.push({ at: from, value: literal.slice(1, -1) });
    wipe(from + 1, from + literal.length - 1);
    return from + literal.length;
  }

  function skipTemplate(from: number): number {
    const pattern = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
    pattern.lastIndex = from;
    const end = from + (pattern.exec(text)?.[0].length ?? 0);
    if (text[end] === '`' && text[from - 1] === '`') strings.push({ at: from - 1, value: text.slice(from, end) });
    wipe(from, end);
    if (text.slice(end, end + 2) !== '${') return end + 1;
    templates.push(0);
    return end + 2;
  }
}

/** A quote right behind a word that is not one of the language's is written language: `it's`. */
function isApostrophe(text: string, at: number): boolean {
  const word = /[A-Za-z\u00c0-\u024f]+$/.exec(text.slice(Math.max(0, at - 20), at))?.[0];
  return word !== undefined && !['from', 'import', 'return', 'case', 'typeof', 'in', 'of', 'export'].includes(word);
}

const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

/** A slash begins a regular expression where a value could begin; after `<` it closes an element. */
function beginsPattern(code: readonly string[], at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(code[before] ?? '')) before--;
  if (before < 0) return true;
  if (/[(,=:[!&|?{;+\-*%~^]/.test(code[before] ?? '')) return true;
  if (code[before] === '>') return code[before - 1] === '=';
  const word = /[\w$]+$/.exec(code.slice(Math.max(0, before - 10), before + 1).join(''))?.[0] ?? '';
  return ['return', 'typeof', 'case', 'in', 'of', 'void', 'yield', 'await'].includes(word);
}
