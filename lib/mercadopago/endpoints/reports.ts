import type { WritableJson } from '../exact-json';
import type { Transport } from '../transport';
import { readPage } from '../wire/paging';
import {
  type ReadReport,
  type ReadReportConfig,
  type ReportConfig,
  readReport,
  readReportConfig,
  writeReportConfig,
} from '../wire/report';
import { anyBody, path } from './request';

/** `settlement`: what was approved, with fees and taxes. `release`: what made the available balance change. */
export type ReportKind = 'settlement' | 'release';

const MAX_FILE_BYTES = 64_000_000;
const DOWNLOAD_TIMEOUT_MS = 60_000;

/**
 * The two reports for accountants. Source: devsite-docs `guides/additional-content/reports/account-money/api.en.md` and
 * `released-money/api.en.md`, read 2026-11-21.
 */
export function reportEndpoints({ send, download }: Transport) {
  const reportsOf = (kind: ReportKind) => `/v1/account/${kind}_report`;
  const configure = (method: 'POST' | 'PUT') => async (given: { kind: ReportKind; config: ReportConfig }) => {
    const body: WritableJson = writeReportConfig(given.config);
    await send({ method, path: `${reportsOf(given.kind)}/config`, body }, anyBody);
  };
  return {
    /** The account's configuration. An account without one answers 404, thrown as `refused`. */
    getReportConfig: async (kind: ReportKind): Promise<ReadReportConfig> =>
      send({ method: 'GET', path: `${reportsOf(kind)}/config` }, readReportConfig),
    createReportConfig: configure('POST'),
    updateReportConfig: configure('PUT'),
    /**
     * Asks for a report of at most 60 days; it is made in its own time and then listed. False when Mercado Pago took the
     * request but will not make it: ask again later.
     */
    requestReport: async (request: { kind: ReportKind; from: Date; to: Date }): Promise<boolean> =>
      send(
        {
          method: 'POST',
          path: reportsOf(request.kind),
          body: { begin_date: wholeSecond(request.from), end_date: wholeSecond(request.to) },
        },
        (_body, status) => status !== 203,
      ),
    /** The files that are ready, in the order of the answer. */
    listReports: async (kind: ReportKind): Promise<readonly ReadReport[]> => {
      const page = await send({ method: 'GET', path: `${reportsOf(kind)}/list` }, (body) => readPage(body, readReport));
      return page.rows;
    },
    /** The bytes of one file, at most 64 MB. Its separator, encoding and columns are for whoever reads it to find out. */
    downloadReport: async (file: { kind: ReportKind; fileName: string }): Promise<Uint8Array> =>
      download(reportsOf(file.kind) + path`/${file.fileName}`, {
        maxBytes: MAX_FILE_BYTES,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
      }),
  };
}

/** `yyyy-MM-ddTHH:mm:ssZ`, without the milliseconds that the samples do not have. */
function wholeSecond(moment: Date): string {
  return moment.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
