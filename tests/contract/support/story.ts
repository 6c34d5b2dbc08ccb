import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';

const call = z.strictObject({
  method: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
});

const step = z.strictObject({
  title: z.string(),
  /** A call of Mercado Pago's API, or of the simulator's controls. */
  request: call.optional(),
  control: call.optional(),
  answer: z.strictObject({
    status: z.number(),
    body: z.unknown().optional(),
    /** The answer as text, where it is no JSON. */
    text: z.string().optional(),
    /** Places that must not be there. */
    absent: z.array(z.string()).optional(),
  }),
  /** Values of the answer that later steps speak of, by their places in it. */
  keep: z.record(z.string(), z.string()).optional(),
});

const story = z.strictObject({ title: z.string(), source: z.string(), steps: z.array(step) });

/** A documented exchange: a request and the facts of its answer. */
export type Step = z.infer<typeof step>;
export type Story = z.infer<typeof story>;

/** The stories of a folder, one per file. */
export function readStories(folder: string): Story[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.map((file) => story.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))));
}

/** What stories know: `{name}` in them is the value as text, `{name#}` as a number. */
export type Known = Map<string, string>;

/** Puts known values in the place of their names. Throws for a name that nobody knows. */
export function fill(value: unknown, known: Known): unknown {
  if (typeof value === 'string') return fillText(value, known);
  if (Array.isArray(value)) return value.map((entry) => fill(entry, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, known)]));
}

/** The same in a text, which stays one. */
export function fillIn(text: string, known: Known): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => knownAs(known, name));
}

function fillText(text: string, known: Known): string | number {
  const number = /^\{(\w+)#\}$/.exec(text)?.[1];
  return number === undefined ? fillIn(text, known) : Number(knownAs(known, number));
}

function knownAs(known: Known, name: string): string {
  const value = known.get(name);
  if (value === undefined) throw new Error(`nobody told what ${name} is`);
  return value;
}

/** Words in angle brackets stand for what cannot be known beforehand. */
const kinds: Readonly<Record<string, RegExp>> = {
  '<text>': /\S/,
  '<digits>': /^\d+$/,
  '<hexadecimal>': /^[0-9a-f]+$/,
  '<uuid>': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  '<preference>': /^\d+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  '<utc instant>': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  '<instant at -04:00>': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-04:00$/,
  '<order>': /^ORD[0-9A-Z]{26}$/,
  '<transaction>': /^PAY[0-9A-Z]{26}$/,
  '<refund>': /^REF[0-9A-Z]{26}$/,
  '<code>': /^000201010212.*6304[0-9A-F]{4}$/,
  '<picture of a code>': /\/instore\/merchant\/qr\/\d+\/[0-9a-f]+\.png$/,
  '<poster to print>': /\/instore\/merchant\/qr\/\d+\/template_[0-9a-f]+\.pdf$/,
  '<poster as a picture>': /\/instore\/merchant\/qr\/\d+\/template_[0-9a-f]+\.png$/,
  '<amount at transactions.payments[0].amount>': /^transactions\.payments\[0\]\.amount: /,
};

/** Facts of an answer as something to expect. Lists are exact, objects may have more. */
export function facts(value: unknown): unknown {
  if (value === '<number>') return expect.any(Number);
  if (value === '<list>') return expect.any(Array);
  if (typeof value === 'string') {
    const report = /^<report of (\d+)>$/.exec(value)?.[1];
    if (report !== undefined) return expect.stringMatching(new RegExp(`^liquidacion-${report}-[\\d-]{17}\\.csv$`));
    if (!/^<.*>$/.test(value)) return value;
    const kind = kinds[value];
    if (!kind) throw new Error(`there is no kind ${value}`);
    return expect.stringMatching(kind);
  }
  if (Array.isArray(value)) return value.map(facts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, facts(member)]));
}

/** A value by the places that lead to it. */
export function placeIn(value: unknown, places: string): unknown {
  let found: unknown = value;
  for (const place of places.split('.')) found = found === undefined ? found : Reflect.get(Object(found), place);
  return found;
}
