import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { downloadIcon } from '@/app/_ui/icons';
import { reprintWords, TicketPaper } from '@/app/(print)/ticket-paper';
import { receiptLengthMm } from '@/lib/print/receipt-pages';
import { readPublicReceipt } from '@/lib/services/receipt-reading';

type PublicReceiptProps = { params: Promise<{ token: string }> };

/** Nothing of the receipt is in what machines read of a page, and none is asked to remember it. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('ticket.page');
  return { title: t('link'), robots: { index: false, follow: false, noarchive: true }, referrer: 'no-referrer' };
}

/** One receipt for whoever has its address: that paper and nothing else of the merchant's. */
export default async function PublicReceiptPage({ params }: PublicReceiptProps) {
  const receipt = await readPublicReceipt((await params).token);
  if (!receipt) notFound();
  const t = await getTranslations('ticket.page');
  const { blocks, issuer, order } = receipt;
  const words = reprintWords(issuer.siteId);
  return (
    <div className="min-h-dvh bg-canvas print:min-h-0 print:bg-white">
      <style>{`@page { size: 80mm ${receiptLengthMm(blocks, '80') + 8}mm; margin: 0 }`}</style>
      <main className="grid grid-cols-1 content-start justify-items-center gap-5 px-3 pt-8 pb-16 print:block print:p-0">
        <h1 className="unseen">{t('title', { reference: order.externalReference })}</h1>
        <TicketPaper
          blocks={blocks}
          siteId={issuer.siteId}
          paper="80"
          reprint={
            <p className="mt-[2mm] border-y-2 border-black py-[1mm] text-center text-[1.15em] leading-tight font-bold">
              {words.webCopy}
            </p>
          }
          link={null}
        />
        <a href={`/r/${(await params).token}/pdf`} download className={`${buttonClass({})} print:hidden`}>
          <Icon shape={downloadIcon} />
          {t('pdf')}
        </a>
      </main>
    </div>
  );
}
