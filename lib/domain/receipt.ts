/** What a receipt is printed on: rolls of 80 and 58 mm, and sheets. */
export const receiptPapers = ['80', '58', 'a4'] as const;
export type ReceiptPaper = (typeof receiptPapers)[number];

/** The paper that somebody asks for; 80 mm when it is none that exists. */
export function readReceiptPaper(value: unknown): ReceiptPaper {
  return receiptPapers.find((paper) => paper === value) ?? '80';
}
