import 'server-only';
import type { ReceiptPaper } from '../domain/receipt';
import { type SiteId, sites } from '../domain/sites';
import { ticket } from '../i18n/messages/ticket';
import { pdfBytes } from './pdf';
import type { ReceiptBlock } from './receipt-blocks';
import { receiptPages } from './receipt-pages';

/** What is printed: which paper, of whom, and which copy it is; `web` is one that whoever has the address took. */
export type ReceiptPrinting = {
  readonly blocks: readonly ReceiptBlock[];
  readonly paper: ReceiptPaper;
  readonly siteId: SiteId;
  readonly merchantName: string;
  readonly externalReference: string;
  readonly isRefund: boolean;
  readonly copy: number | 'web';
  /** Where its copy on the web is. */
  readonly link: string | null;
};

/** A receipt or slip as a PDF of one roll's length or of sheets. The same one gives the same bytes. */
export function receiptPdf(printing: ReceiptPrinting): Promise<Uint8Array> {
  const { language, formatLocale } = sites[printing.siteId];
  const words = ticket[language].paper;
  const { copy, link } = printing;
  const again = copy === 1 ? null : `${words.reprint} · ${words.copy.replace('{count}', String(copy))}`;
  const pages = receiptPages(printing.blocks, printing.paper, {
    reprint: copy === 'web' ? words.webCopy : again,
    link: link === null ? null : { url: link, caption: words.scanToKeep },
  });
  const title = `${printing.isRefund ? words.refund : words.receipt} ${printing.externalReference}`;
  return pdfBytes(pages, { title, author: printing.merchantName, locale: formatLocale });
}
