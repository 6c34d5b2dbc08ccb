import { createTranslator } from 'next-intl';
import type { ReactNode } from 'react';
import type { ReceiptPaper } from '@/lib/domain/receipt';
import { type SiteId, sites } from '@/lib/domain/sites';
import { ticket } from '@/lib/i18n/messages/ticket';
import type { ReceiptBlock, ReceiptLine } from '@/lib/print/receipt-blocks';
import { papers } from './papers';

type TicketPaperProps = {
  blocks: readonly ReceiptBlock[];
  siteId: SiteId;
  paper: ReceiptPaper;
  /** Where the mark of a reprint stands, and where the code of its copy on the web. */
  reprint: ReactNode;
  link: ReactNode;
};

/** The paper itself: black on white, in the language of the merchant's country. */
export function TicketPaper({ blocks, siteId, paper, reprint, link }: TicketPaperProps) {
  const { widthMm, printableMm, fontPt } = papers[paper];
  const side = Math.max(4, (widthMm - printableMm) / 2);
  return (
    <article
      lang={sites[siteId].formatLocale}
      style={{
        width: `${paper === 'a4' ? widthMm : printableMm + 8}mm`,
        minHeight: paper === 'a4' ? '296mm' : undefined,
        padding: paper === 'a4' ? `22mm ${side}mm` : '4mm 4mm 6mm',
        fontSize: `${fontPt}pt`,
      }}
      className="mx-auto max-w-full bg-white leading-[1.35] text-black tabular-nums shadow-2 print:max-w-none print:shadow-none"
    >
      {keyed(blocks).map(({ key, block }) => (
        <Block key={key} block={block} reprint={reprint} link={link} />
      ))}
    </article>
  );
}

/** The words of a reprint's mark, in the language of the paper. */
export function reprintWords(siteId: SiteId): { word: string; copyWords: string; scanToKeep: string; webCopy: string } {
  const { language } = sites[siteId];
  const words = createTranslator({ locale: language, messages: ticket[language], namespace: 'paper' });
  return {
    word: words('reprint'),
    copyWords: ticket[language].paper.copy,
    scanToKeep: words('scanToKeep'),
    webCopy: words('webCopy'),
  };
}

/** What is on a paper never changes its order. */
function keyed(blocks: readonly ReceiptBlock[]): { key: string; block: ReceiptBlock }[] {
  return blocks.map((block, place) => ({ key: `${place} ${block.kind}`, block }));
}

function Block({ block, reprint, link }: { block: ReceiptBlock; reprint: ReactNode; link: ReactNode }) {
  switch (block.kind) {
    case 'head':
      return <Head block={block} />;
    case 'rule':
      return <div className="my-[3mm] border-t border-dashed border-black" />;
    case 'total-rule':
      return <div className="my-[2.5mm] border-t-2 border-black" />;
    case 'reprint':
      return reprint;
    case 'link':
      return link;
    case 'stamp':
      return <Stamp text={block.text} />;
    case 'title':
      return <p className="text-center text-[1.4em] leading-[1.3] font-bold">{block.text}</p>;
    case 'line':
      return <Line line={block} weight={block.weight} />;
    case 'note':
      return (
        <p className="pl-[2em] text-[0.9em] wrap-anywhere">
          <bdi>{block.text}</bdi>
        </p>
      );
    case 'paid':
      return <PaidBox block={block} />;
    case 'legend':
      return <Legend block={block} />;
    default:
      return block satisfies never;
  }
}

type BlockOf<Kind extends ReceiptBlock['kind']> = Extract<ReceiptBlock, { kind: Kind }>;

function Head({ block }: { block: BlockOf<'head'> }) {
  return (
    <div className="text-center">
      <p className="text-[1.55em] leading-[1.15] font-bold tracking-[-0.02em] wrap-anywhere">{block.name}</p>
      {block.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** No money moved: nobody may mistake this paper for a proof. */
function Stamp({ text }: { text: string }) {
  return (
    <p className="mt-[2mm] border-2 border-dashed border-black py-[1mm] text-center text-[1.15em] leading-tight font-bold">
      {text}
    </p>
  );
}

function PaidBox({ block }: { block: BlockOf<'paid'> }) {
  return (
    <div className="my-[3mm] grid gap-[0.5mm] rounded-[2mm] border-2 border-black px-[3mm] py-[2.5mm]">
      <p className="flex justify-between text-[1.55em] leading-[1.2] font-bold tracking-[-0.02em]">
        <span>{block.word}</span>
        <span aria-hidden="true">✓</span>
      </p>
      {block.lines.map((line) => (
        <Line key={`${line.label} ${line.value}`} line={line} />
      ))}
    </div>
  );
}

function Legend({ block }: { block: BlockOf<'legend'> }) {
  return (
    <p className="text-center text-[0.85em] leading-[1.35]">
      <strong className="font-bold">{block.legend}</strong>
      {block.lines.map((line) => (
        <span key={line} className="block wrap-anywhere">
          {line}
        </span>
      ))}
    </p>
  );
}

const weights = {
  normal: { line: '', value: 'whitespace-nowrap' },
  bold: { line: 'flex-wrap', value: 'font-bold' },
  total: { line: 'text-[1.35em] leading-[1.3] font-bold', value: 'whitespace-nowrap' },
  apart: { line: 'flex-wrap', value: '' },
} as const;

function Line({
  line: { label, value },
  weight,
}: {
  line: ReceiptLine;
  weight?: 'bold' | 'total' | 'apart' | undefined;
}) {
  const look = weights[weight ?? 'normal'];
  return (
    <p className={`flex justify-between gap-x-[3mm] max-[20mm]:flex-wrap ${look.line}`}>
      <span className="min-w-0 wrap-anywhere">
        <bdi>{label}</bdi>
      </span>
      <span className={`ml-auto text-right ${look.value}`}>{value}</span>
    </p>
  );
}
