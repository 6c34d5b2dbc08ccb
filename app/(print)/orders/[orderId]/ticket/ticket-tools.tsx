'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { buttonClass } from '@/app/_ui/button-look';
import { Icon } from '@/app/_ui/icon';
import { chevronLeftIcon, printerIcon } from '@/app/_ui/icons';
import { Note } from '@/app/_ui/note';
import { type PaperWidth, papers } from './paper-width';
import { TicketCopyContext } from './ticket-copy';
import { useTicketPrinting } from './use-ticket-printing';

type TicketToolsProps = {
  orderId: string;
  paper: PaperWidth;
  /** How often it was printed before. */
  prints: number;
  /** Opens the print dialog with the page, once. */
  printsByItself: boolean;
  words: { title: string; back: string; print: string; paper: string; notCounted: string };
  /** The paper. */
  children: ReactNode;
};

/** What stands above a ticket on the screen: back, the width of the paper, print. None of it is printed. */
export function TicketTools({ orderId, paper, prints, printsByItself, words, children }: TicketToolsProps) {
  const { copy, hasFailed, print } = useTicketPrinting(orderId, prints);
  const sheet = useRef<HTMLDivElement>(null);
  const heightMm = useHeightMm(sheet, copy);
  const hasPrinted = useRef(false);
  useEffect(() => {
    if (!printsByItself || hasPrinted.current) return;
    hasPrinted.current = true;
    // A reload is not another copy.
    window.history.replaceState(null, '', `${window.location.pathname}?paper=${paper}`);
    void document.fonts.ready.then(print);
  }, [printsByItself, paper, print]);
  return (
    <>
      {/* A length and `auto` together are no page size: the roll's page is as long as the ticket. */}
      <style>{`@page { size: ${papers[paper].widthMm}mm ${heightMm}mm; margin: 0 }`}</style>
      <div className="flex w-full max-w-[80mm] min-w-[300px] items-center gap-2 print:hidden">
        <h1 className="unseen">{words.title}</h1>
        <Link
          href={`/orders/${orderId}`}
          prefetch={false}
          aria-label={words.back}
          className={buttonClass({ tone: 'quiet', fit: 'icon' })}
        >
          <Icon shape={chevronLeftIcon} />
        </Link>
        <PaperChoice orderId={orderId} paper={paper} label={words.paper} />
        <Button type="button" tone="primary" onClick={() => void print()}>
          <Icon shape={printerIcon} />
          {words.print}
        </Button>
      </div>
      {hasFailed ? (
        <div className="print:hidden">
          <Note tone="warn" role="alert" title={words.notCounted} />
        </div>
      ) : null}
      <div ref={sheet}>
        <TicketCopyContext value={copy}>{children}</TicketCopyContext>
      </div>
    </>
  );
}

function PaperChoice({ orderId, paper, label }: { orderId: string; paper: PaperWidth; label: string }) {
  return (
    <nav
      aria-label={label}
      className="ml-auto inline-flex rounded-md bg-canvas p-0.5 inset-ring inset-ring-line-strong"
    >
      {(['80', '58'] as const).map((width) => (
        <Link
          key={width}
          href={`/orders/${orderId}/ticket?paper=${width}`}
          prefetch={false}
          replace
          aria-current={width === paper ? 'page' : undefined}
          className="num inline-flex h-8 items-center rounded-sm px-2.5 text-sm font-medium text-ink-2 hover:text-ink max-tablet:h-10 pointer-coarse:h-10 aria-[current]:bg-surface aria-[current]:text-ink aria-[current]:shadow-[0_0_0_1px_var(--line-strong),var(--elev-1)] dark:aria-[current]:bg-raised forced-colors:aria-[current]:outline-2"
        >
          {width} mm
        </Link>
      ))}
    </nav>
  );
}

/** Length of the paper in millimetres, rounded up; before it was measured, a sheet's. */
function useHeightMm(sheet: { readonly current: HTMLElement | null }, copy: number): number {
  const [heightMm, setHeightMm] = useState(297);
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
