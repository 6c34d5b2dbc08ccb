/** Bytes as people read them: text when they are UTF-8, otherwise pairs of digits. */
export type ShownBody = {
  readonly form: 'none' | 'text' | 'hex';
  readonly text: string;
  readonly shownBytes: number;
  readonly totalBytes: number;
};

/** Real ones are under 2 kB; nobody reads more of the others. */
const MAX_TEXT_BYTES = 16_384;
const MAX_HEX_BYTES = 2_048;
const BYTES_PER_LINE = 16;

/** Shows a body exactly; what is left out at its end is said by the counts. */
export function showBody(body: Uint8Array): ShownBody {
  const totalBytes = body.length;
  if (totalBytes === 0) return { form: 'none', text: '', shownBytes: 0, totalBytes };
  const text = decode(body);
  if (text !== null) {
    const shown = totalBytes > MAX_TEXT_BYTES ? decodeStart(body.subarray(0, MAX_TEXT_BYTES)) : text;
    return { form: 'text', text: shown, shownBytes: Math.min(totalBytes, MAX_TEXT_BYTES), totalBytes };
  }
  const shown = body.subarray(0, MAX_HEX_BYTES);
  const pairs = Array.from(shown, (byte) => byte.toString(16).padStart(2, '0'));
  const lines = Array.from({ length: Math.ceil(pairs.length / BYTES_PER_LINE) }, (_, line) =>
    pairs.slice(line * BYTES_PER_LINE, (line + 1) * BYTES_PER_LINE).join(' '),
  );
  return { form: 'hex', text: lines.join('\n'), shownBytes: shown.length, totalBytes };
}

/** Null for what is not UTF-8, or has signs that no text has. */
function decode(body: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** A sign that the cut goes through is left out. */
function decodeStart(body: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body, { stream: true });
}
