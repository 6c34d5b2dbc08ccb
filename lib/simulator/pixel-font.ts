/** Seven rows of five pixels per sign, each row a number of two hex digits. */
const glyphs: Record<string, string> = {
  A: '0e11111f111111',
  B: '1e11111e11111e',
  C: '0e11101010110e',
  D: '1e11111111111e',
  E: '1f10101e10101f',
  F: '1f10101e101010',
  G: '0e11101711110f',
  H: '1111111f111111',
  I: '0e04040404040e',
  J: '0702020202120c',
  K: '11121418141211',
  L: '1010101010101f',
  M: '111b1515111111',
  N: '11111915131111',
  O: '0e11111111110e',
  P: '1e11111e101010',
  Q: '0e11111115120d',
  R: '1e11111e141211',
  S: '0f10100e01011e',
  T: '1f040404040404',
  U: '1111111111110e',
  V: '11111111110a04',
  W: '11111115151b11',
  X: '11110a040a1111',
  Y: '11110a04040404',
  Z: '1f01020408101f',
  '0': '0e11131519110e',
  '1': '040c040404040e',
  '2': '0e11010204081f',
  '3': '1f02040201110e',
  '4': '02060a121f0202',
  '5': '1f101e0101110e',
  '6': '0608101e11110e',
  '7': '1f010204080808',
  '8': '0e11110e11110e',
  '9': '0e11110f01020c',
  '-': '0000001f000000',
  '.': '00000000000c0c',
  ',': '000000000c0408',
  ':': '000c0c000c0c00',
  '/': '00010204081000',
  '&': '0c12140815120d',
  '(': '02040808080402',
  ')': '08040202020408',
  "'": '0c040800000000',
};

/** Pixels from the left edge of one sign to that of the next, and rows of a line, before scaling. */
export const signWidth = 6;
export const signHeight = 7;

/** Whether a pixel of a line of text is dark. Signs without a picture are blank. */
export function isTextDark(text: string, x: number, y: number): boolean {
  const column = x % signWidth;
  const glyph = glyphs[text[Math.floor(x / signWidth)] ?? ''];
  if (glyph === undefined || column >= 5 || y < 0 || y >= signHeight || x < 0) return false;
  const row = Number.parseInt(glyph.slice(y * 2, y * 2 + 2), 16);
  return ((row >> (4 - column)) & 1) === 1;
}
