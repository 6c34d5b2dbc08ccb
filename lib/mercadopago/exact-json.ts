/**
 * JSON whose numbers never pass through a float, in both directions. Ids of Mercado Pago can exceed 2^53 and its amounts
 * are decimals, so `JSON.parse` alone would already have changed them before anybody could look.
 */

/**
 * A string, or a number that is not the key of an object. Every alternative consumes what it started, so that hostile
 * text (a million quotes, an unfinished string) costs one pass and not a quadratic one.
 */
const token = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\s*:)/g;

/** Parses JSON with every number as the string of its own digits: `{"id":12345678901234567890}` keeps all twenty. Throws `SyntaxError`. */
export function parseExactJson(text: string): unknown {
  return JSON.parse(text.replace(token, (found) => (found.startsWith('"') ? found : `"${found}"`)));
}

const literal: unique symbol = Symbol('number literal');

/** A number that is written exactly as given. */
export type JsonNumber = { readonly [literal]: string };

/** What can be written; a property that is `undefined` is left out. */
export type WritableJson =
  | string
  | boolean
  | null
  | JsonNumber
  | readonly WritableJson[]
  | { readonly [key: string]: WritableJson | undefined };

/** A number from its digits ("320.10"). Throws `RangeError` when they are not a JSON number. */
export function jsonNumber(digits: string): JsonNumber {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(digits)) throw new RangeError(`not a number: ${digits}`);
  return { [literal]: digits };
}

/** JSON text of a value, its numbers with exactly the digits that they were made with. */
export function writeExactJson(value: WritableJson): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isNumber(value)) return value[literal];
  if (isList(value)) return `[${value.map(writeExactJson).join(',')}]`;
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : [`${JSON.stringify(key)}:${writeExactJson(member)}`],
  );
  return `{${members.join(',')}}`;
}

function isNumber(value: object): value is JsonNumber {
  return literal in value;
}

function isList(value: WritableJson): value is readonly WritableJson[] {
  return Array.isArray(value);
}
