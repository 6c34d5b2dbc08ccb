'use client';

import { createContext, useContext } from 'react';
import { QrCode } from '@/app/_ui/qr-code';

/** Where the copy on the web is, with its code. */
export type TicketLink = { readonly url: string; readonly drawing: { readonly size: number; readonly path: string } };

/** Which copy the paper on the screen would be when it is printed now (1 is the first), and where its copy on the web is. */
export const TicketCopyContext = createContext<{ readonly copy: number; readonly link: TicketLink | null }>({
  copy: 1,
  link: null,
});

/** The mark of a reprint, in the words of the paper. Nothing on the first print. */
export function ReprintMark({ word, copyWords }: { word: string; copyWords: string }) {
  const { copy } = useContext(TicketCopyContext);
  if (copy < 2) return null;
  return (
    <p className="mt-[2mm] border-y-2 border-black py-[1mm] text-center text-[1.15em] leading-tight font-bold">
      {word} · {copyWords.replace('{count}', String(copy))}
    </p>
  );
}

/** The code of the copy on the web, where the merchant wants one. */
export function LinkCode({ caption }: { caption: string }) {
  const { link } = useContext(TicketCopyContext);
  if (!link) return null;
  return (
    <div className="grid justify-items-center text-center text-[0.85em]">
      <div className="w-[28mm]">
        <QrCode drawing={link.drawing} label={caption} />
      </div>
      <p>{caption}</p>
    </div>
  );
}
