'use client';

import { createContext, useContext } from 'react';

/** Which copy the paper on the screen would be when it is printed now: 1 is the ticket, more are reprints. */
export const TicketCopyContext = createContext(1);

/** The mark of a reprint, in the words of the paper. Nothing on the first print. */
export function ReprintMark({ word, copyWords }: { word: string; copyWords: string }) {
  const copy = useContext(TicketCopyContext);
  if (copy < 2) return null;
  return (
    <p className="mt-[2mm] border-y-2 border-black py-[1mm] text-center text-[11pt] leading-tight font-bold">
      {word} · {copyWords.replace('{count}', String(copy))}
    </p>
  );
}
