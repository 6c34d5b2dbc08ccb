'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { chevronLeftIcon, downloadIcon, printerIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { papers } from '@/app/(print)/papers';
import { type ReceiptPaper, receiptPapers } from '@/lib/domain/receipt';
import { TicketCopyContext, type TicketLink } from './ticket-copy';
import { useTicketPrinting } from './use-ticket-printing';

type TicketToolsProps = {
  subject: { readonly orderId: string; readonly refundId: string | null; readonly paper: ReceiptPaper };
  /** How often it was printed before, and where its copy on the web is. */
  before: { readonly prints: number; readonly link: TicketLink | null };
  /** Of the paper, as it was reckoned: until the page is measured it is printed so long. */
  lengthMm: number;
  /** Opens the print dialog with the page, once. */
  printsByItself: boolean;
  words: Readonly<Record<'title' | 'back' | 'print' | 'pdf' | 'paper' | 'sheet' | 'notCounted', string>>;
  /** The paper. */
  children: ReactNode;
};

/** What stands above a ticket on the screen: back, the paper, print, PDF. None of it is printed. */
export function TicketTools({ subject, before, lengthMm, printsByItself, words, children }: TicketToolsProps) {
  const { orderId, refundId, paper } = subject;
  const { copy, link, hasFailed, print } = useTicketPrinting({ ...subject, ...before });
  const sheet = useRef<HTMLDivElement>(null);
  const heightMm = useHeightMm(sheet, { copy, lengthMm });
  const hasPrinted = useRef(false);
  useEffect(() => {
    if (!printsByItself || hasPrinted.current) return;
    hasPrinted.current = true;
    // A reload is not another copy.
    window.history.replaceState(null, '', addressOf(orderId, refundId, paper));
    void document.fonts.ready.then(print);
  }, [printsByItself, orderId, refundId, paper, print]);
  return (
    <>
      {/* A length and `auto` together are no page size: the roll's page is as long as the ticket. */}
      <style>{`@page { size: ${paper === 'a4' ? 'A4' : `${papers[paper].widthMm}mm ${heightMm}mm`}; margin: 0 }`}</style>
      <div className="flex w-full max-w-[112mm] min-w-[300px] flex-wrap items-center gap-2 print:hidden">
        <h1 className="unseen">{words.title}</h1>
        <Link
          href={`/orders/${orderId}`}
          prefetch={false}
          aria-label={words.back}
          className={buttonClass({ tone: 'quiet', fit: 'icon' })}
        >
          <Icon shape={chevronLeftIcon} />
        </Link>
        <PaperChoice subject={subject} words={words} />
        <form method="post" action={`/orders/${orderId}/ticket/pdf`}>
          <input type="hidden" name="paper" value={paper} />
          <input type="hidden" name="refund" value={refundId ?? ''} />
          <Button type="submit" aria-label={words.pdf} title={words.pdf}>
            <Icon shape={downloadIcon} />
            PDF
          </Button>
        </form>
        <Button type="button" tone="primary" className="max-tablet:grow" onClick={() => void print()}>
          <Icon shape={printerIcon} />
          {words.print}
        </Button>
      </div>
      {hasFailed ? (
        <div className="print:hidden">
          <Note tone="warn" role="alert" title={words.notCounted} />
        </div>
      ) : null}
      <div ref={sheet} className="max-w-full overflow-x-auto print:overflow-visible">
        <TicketCopyContext value={{ copy, link }}>{children}</TicketCopyContext>
      </div>
    </>
  );
}

function PaperChoice({
  subject: { orderId, refundId, paper },
  words,
}: Pick<TicketToolsProps, 'subject'> & { words: { readonly paper: string; readonly sheet: string } }) {
  return (
    <nav
      aria-label={words.paper}
      className="ml-auto inline-flex rounded-md bg-canvas p-0.5 inset-ring inset-ring-line-strong"
    >
      {receiptPapers.map((one) => (
        <Link
          key={one}
          href={addressOf(orderId, refundId, one)}
          prefetch={false}
          replace
          aria-current={one === paper ? 'page' : undefined}
          aria-label={one === 'a4' ? words.sheet : undefined}
          className="num inline-flex h-8 items-center rounded-sm px-2.5 text-sm font-medium text-ink-2 hover:text-ink max-tablet:h-10 pointer-coarse:h-10 aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-[0_0_0_1px_var(--line-strong),var(--elev-1)] dark:aria-[current]:bg-raised forced-colors:aria-[current]:outline-2"
        >
          {one === 'a4' ? 'A4' : `${one} mm`}
        </Link>
      ))}
    </nav>
  );
}

function addressOf(orderId: string, refundId: string | null, paper: ReceiptPaper): string {
  return `/orders/${orderId}/ticket?paper=${paper}${refundId === null ? '' : `&refund=${refundId}`}`;
}

/** Length of the paper in millimetres, rounded up; before it was measured, what the server reckoned. */
function useHeightMm(
  sheet: { readonly current: HTMLElement | null },
  { copy, lengthMm }: { copy: number; lengthMm: number },
): number {
  const [heightMm, setHeightMm] = useState(lengthMm);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the mark of a reprint makes the paper longer
  useEffect(() => {
    const measure = () => {
      const heightPx = sheet.current?.getBoundingClientRect().height ?? 0;
      if (heightPx > 0) setHeightMm(Math.ceil((heightPx * 25.4) / 96) + 1);
    };
    measure();
    void document.fonts.ready.then(measure);
  }, [sheet, copy]);
  return heightMm;
}
