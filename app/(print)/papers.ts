/** Rolls of thermal printers and the sheet of the others: the paper, what of it can be printed, and the size of letters. */
export const papers = {
  '80': { widthMm: 80, printableMm: 72, fontPt: 9.5 },
  '58': { widthMm: 58, printableMm: 48, fontPt: 8.5 },
  a4: { widthMm: 210, printableMm: 150, fontPt: 11 },
} as const;
