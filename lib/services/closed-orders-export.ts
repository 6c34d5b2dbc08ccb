import 'server-only';
import { type ClosedFilter, type CsvForm, exportClosedOrders } from '@/db/closed-orders';
import { writeAudit } from '@/db/merchants';
import type { Merchant } from '@/lib/domain/scope';
import { AppError } from '@/lib/errors';

const LONGEST_MS = 10 * 60_000;

/** What file is asked for, by whom. */
export type ExportRequest = {
  readonly filter: ClosedFilter;
  readonly form: CsvForm;
  /** For spreadsheets that otherwise do not see that it is UTF-8. */
  readonly hasByteOrderMark: boolean;
  /** Names of the columns, in their order. */
  readonly head: readonly string[];
  readonly personId: string | null;
};

/**
 * Closed orders as a file, streamed. Who took it, of which period, is in the audit trail before the first byte. Throws
 * `rate_limited` when two of the merchant's are under way.
 */
export async function streamClosedOrders(
  merchant: Merchant,
  request: ExportRequest,
): Promise<ReadableStream<Uint8Array>> {
  const { filter, form, personId } = request;
  const { from, to, storeId, posId } = filter;
  await writeAudit(merchant, {
    personId,
    action: 'closed_orders_exported',
    data: { from: from.toISOString(), to: to.toISOString(), storeId, posId, ...form },
  });
  const csv = await exportClosedOrders(merchant, filter, form);
  if (!csv) throw new AppError('rate_limited', 'two exports of this merchant are under way');
  const head = request.head.map((name) => `"${name.replaceAll('"', '""')}"`).join(form.separator);
  const chunks = csv.rows[Symbol.asyncIterator]();
  let isCut = false;
  /** The connection is only free once nothing is left to read; how it ended no longer matters. */
  async function cut(): Promise<void> {
    isCut = true;
    csv?.stop();
    try {
      while (!(await chunks.next()).done);
    } catch {
      return;
    }
  }
  // Somebody who stops reading without going away must not keep it for ever.
  const limit = setTimeout(() => void cut(), LONGEST_MS);
  return new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(`${request.hasByteOrderMark ? '\uFEFF' : ''}${head}\n`));
    },
    async pull(controller) {
      const chunk = await chunks.next();
      if (isCut) controller.error(new Error('the export took too long'));
      else if (chunk.done) controller.close();
      else controller.enqueue(chunk.value);
      if (isCut || chunk.done) clearTimeout(limit);
    },
    async cancel() {
      clearTimeout(limit);
      await cut();
    },
  });
}
