/** A file longer than this is refused before it is read: a form takes one megabyte, and every letter may be several bytes. */
export const MAX_CSV_LENGTH = 300_000;

/**
 * Text of a CSV file. Spreadsheets that do not write UTF-8 mark their UTF-16, or write the page of codes that Windows has
 * in our languages: each of its bytes is a letter, so that nothing that is not UTF-8 is unreadable in it.
 */
export function decodeCsv(file: Uint8Array): string {
  const [first, second] = file;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(file);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    const text = new TextDecoder('latin1').decode(file);
    return text.replace(/[\u0080-\u009f]/g, (letter) => windowsLetters[letter.charCodeAt(0) - 0x80] ?? letter);
  }
}

/** What Windows has from 0x80 to 0x9f. Some releases of Node.js leave the control characters of ISO 8859-1 there. */
const windowsLetters = [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'];

/**
 * Rows of a CSV file: separated by comma, semicolon or tab, whichever its first line uses most, quoted by RFC 4180; lines
 * end as they do on any system. Empty lines are left out; `line` is where a row begins in the file, for people.
 */
export function parseCsv(text: string): { readonly line: number; readonly cells: readonly string[] }[] {
  const content = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
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
    else cell += letter;
  }
  endRow();
  return rows;
}

/** Whether a name stands over two columns: nobody can tell which of them counts. Columns without a name, or with one that means nothing, count as none. */
export function hasTwice(columns: readonly (string | null)[]): boolean {
  const named = columns.filter((column) => column);
  return new Set(named).size < named.length;
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
