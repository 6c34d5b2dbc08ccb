/** A thousand rows take a phone seconds to draw. */
const SHOWN = 200;

/** As in the file; of more than are shown, what is wrong before the rest, where nobody could miss it among a thousand. */
export function linesToShow<Line extends { readonly state: string }>(lines: readonly Line[]): readonly Line[] {
  if (lines.length <= SHOWN) return lines;
  const isWrong = ({ state }: Line) => state === 'wrong';
  return [...lines.filter(isWrong), ...lines.filter((line) => !isWrong(line))].slice(0, SHOWN);
}
