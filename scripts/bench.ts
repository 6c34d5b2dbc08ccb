import { benchApiList } from './bench/api-list';
import { benchClientOverhead } from './bench/client-overhead';
import { benchExportCsv } from './bench/export-csv';
import { benchIngest } from './bench/ingest';
import { benchLiveFanout } from './bench/live-fanout';
import { benchOrderCreate } from './bench/order-create';
import { benchOrdersPage } from './bench/orders-page';
import { benchReconcile } from './bench/reconcile';
import { benchSimulatorReads } from './bench/simulator-reads';
import { benchStickerPdf } from './bench/sticker-pdf';
import { benchUnattendedPoll } from './bench/unattended-poll';

/*
 * Measures the product and a baseline in the same run, alternating, and prints one JSON line per row. It never fails on a
 * time: figures are for people, and only ratios within one run are worth comparing.
 */

const rows: Readonly<Record<string, () => Promise<void>>> = {
  notification_ingest: benchIngest,
  unattended_poll: benchUnattendedPoll,
  live_fanout: benchLiveFanout,
  orders_page: benchOrdersPage,
  order_create: benchOrderCreate,
  api_list: benchApiList,
  reconcile: benchReconcile,
  client_overhead: benchClientOverhead,
  export_csv: benchExportCsv,
  simulator_reads: benchSimulatorReads,
  sticker_pdf: benchStickerPdf,
};

const [wanted] = process.argv.slice(2);
if (wanted !== undefined && !Object.hasOwn(rows, wanted)) {
  process.stderr.write(`there is no row ${wanted}: one of ${Object.keys(rows).join(', ')}\n`);
  process.exit(1);
}
for (const [name, run] of Object.entries(rows)) if (wanted === undefined || wanted === name) await run();
process.exit(0);
