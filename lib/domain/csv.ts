/** A file longer than this is refused before it is read: a form takes one megabyte, and every letter may be several bytes. */
export const MAX_CSV_LENGTH = 300_000;

/**
 * Rows of a CSV file: separated by comma, semicolon or tab, whichever its first line uses most, quoted by RFC 4180. Empty
 * lines are left out; `line` is where a row begins in the file, for people.
 */
export function parseCsv(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  const content = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(content);
  const rows: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let beginsAt = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((each) => each.trim() !== '')) rows.push({ line: beginsAt, cells: cells.map(unguarded) });
    cells = [];
    cell = '';
    beginsAt = line;
  };
  for (let place = 0; place < content.length; place++) {
    const letter = content[place] ?? '';
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (content[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') cell += letter;
  }
  endRow();
  return rows;
}

/** One line of a file. What a spreadsheet would take for a formula is shown as text, and read back as it was. */
export function writeCsvRow(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoted(guarded(cell ?? ''))).join(',')}\n`;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Numbers may begin with a sign; anything else that does, or with what calls a function, gets an apostrophe before it. */
function guarded(cell: string): string {
  return /^[=+\-@\t\r']/.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function unguarded(cell: string): string {
  const text = cell.trim();
  return /^'[=+\-@\t\r']/.test(text) ? text.slice(1) : text;
}

function separatorOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (separator: string) => first.split(separator).length;
  return [';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}
