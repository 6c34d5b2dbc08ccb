import 'server-only';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Font, readFont } from './font';

/** The faces that we print with: Geist, in `lib/print/fonts` with its licence (SIL OFL 1.1). */
export type Face = 'regular' | 'bold';

const files: Readonly<Record<Face, { file: string; name: string }>> = {
  regular: { file: 'geist-regular.ttf', name: 'Geist-Regular' },
  bold: { file: 'geist-bold.ttf', name: 'Geist-Bold' },
};

const read = new Map<Face, Font>();

/** A face, read from disk the first time that it is wanted. Every process of ours runs in the project's folder. */
export function typeface(face: Face): Font {
  const known = read.get(face);
  if (known) return known;
  const { file, name } = files[face];
  const font = readFont(readFileSync(path.join(process.cwd(), 'lib/print/fonts', file)), name);
  read.set(face, font);
  return font;
}
