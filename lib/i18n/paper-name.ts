import { type Paper, type PaperId, paperNames, papers } from '../domain/sticker-sheet';
import { type Locale, languageTags } from './locales';

/** Sentences of the namespace `stickers` about papers. */
type PaperWords = { readonly exact: string; readonly letter: string; readonly labels: string };

/** What a paper is called: `Avery L7160: 21 por hoja, 63,5 × 38,1 mm`. */
export function paperName(id: PaperId, words: PaperWords, locale: Locale): string {
  const paper: Paper = papers[id];
  if (id === 'exact' || id === 'letter') return words[id];
  const name = paperNames[id] ?? id;
  if (paper.kind !== 'labels') return name;
  const number = new Intl.NumberFormat(languageTags[locale], { maximumFractionDigits: 1 });
  const { width, height, columns, rows } = paper.label;
  const size = `${number.format(width)} × ${number.format(height)}`;
  return words.labels
    .replace('{name}', name)
    .replace('{count}', String(columns * rows))
    .replace('{size}', size);
}
