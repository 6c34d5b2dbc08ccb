/** Rolls of thermal printers: the paper, and what of it can be printed, in millimetres. */
export const papers = {
  '80': { widthMm: 80, printableMm: 72 },
  '58': { widthMm: 58, printableMm: 48 },
} as const;
export type PaperWidth = keyof typeof papers;

/** The paper that an address asks for; 80 mm when it asks for none that exists. */
export function readPaperWidth(value: string | string[] | undefined): PaperWidth {
  return value === '58' ? '58' : '80';
}
