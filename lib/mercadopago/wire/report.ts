import { z } from 'zod';
import { jsonNumber, type WritableJson } from '../exact-json';
import { list, moment, text } from './values';

/** How Mercado Pago writes a report. Dates inside it are in `displayTimeZone` ("GMT-03"), which knows no summer time. */
export type ReportConfig = {
  readonly fileNamePrefix: string;
  readonly columns: readonly string[];
  readonly displayTimeZone: string;
  readonly separator: ',' | ';';
  /** Language of the headers; columns are found by name, so it is best left the same. */
  readonly language: 'es' | 'en' | 'pt';
  readonly frequency: {
    readonly type: 'daily' | 'weekly' | 'monthly';
    readonly hour: number;
    /** Day of the week or of the month. */
    readonly value: number;
  };
};

/** What we need to know of a configuration that is already there. */
export type ReadReportConfig = {
  readonly columns: readonly string[];
  readonly fileNamePrefix: string | null;
  readonly displayTimeZone: string | null;
  readonly separator: string | null;
};

/** A report that is ready to be downloaded; dates are the period that it covers. */
export type ReadReport = {
  readonly fileName: string;
  readonly from: Date | null;
  readonly to: Date | null;
  readonly createdAt: Date | null;
  /** `manual` or `schedule`. */
  readonly createdFrom: string | null;
};

const config = z.object({
  file_name_prefix: text,
  columns: list(z.object({ key: text })).catch([]),
  display_timezone: text,
  separator: text,
});

/** A configuration; null when it is not an object. */
export function readReportConfig(body: unknown): ReadReportConfig | null {
  const parsed = config.safeParse(body);
  if (!parsed.success) return null;
  return {
    columns: parsed.data.columns.flatMap((column) => column.key ?? []),
    fileNamePrefix: parsed.data.file_name_prefix,
    displayTimeZone: parsed.data.display_timezone,
    separator: parsed.data.separator,
  };
}

/** The body of a configuration. The reference of a refund stays the sale's own, or rows could not be matched to sales. */
export function writeReportConfig(given: ReportConfig): WritableJson {
  return {
    file_name_prefix: given.fileNamePrefix,
    columns: given.columns.map((key) => ({ key })),
    display_timezone: given.displayTimeZone,
    separator: given.separator,
    report_translation: given.language,
    refund_detailed: false,
    frequency: {
      hour: jsonNumber(String(given.frequency.hour)),
      type: given.frequency.type,
      value: jsonNumber(String(given.frequency.value)),
    },
  };
}

const report = z.object({
  file_name: text,
  begin_date: moment,
  end_date: moment,
  date_created: moment,
  created_from: text,
});

/** A row of the list of reports; null without a file name. */
export function readReport(body: unknown): ReadReport | null {
  const parsed = report.safeParse(body);
  if (!parsed.success || parsed.data.file_name === null) return null;
  return {
    fileName: parsed.data.file_name,
    from: parsed.data.begin_date,
    to: parsed.data.end_date,
    createdAt: parsed.data.date_created,
    createdFrom: parsed.data.created_from,
  };
}
