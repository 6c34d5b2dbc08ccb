/** How files are written: for programs, and for spreadsheets of countries where the decimal mark is a comma. */
export const csvForms = {
  plain: { separator: ',', decimalMark: '.', hasByteOrderMark: false },
  excel: { separator: ';', decimalMark: ',', hasByteOrderMark: true },
} as const;

/** Columns of the file in their order; their names are messages. */
export const csvColumns = [
  'closed_local',
  'closed_utc',
  'reference',
  'store',
  'store_code',
  'till',
  'till_code',
  'title',
  'exception',
  'found',
  'currency',
  'total',
  'paid',
  'refunded',
  'net',
] as const;
