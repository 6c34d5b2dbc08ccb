'use client';

import type { ReactNode } from 'react';
import { formatCountdown } from '@/lib/i18n/format-time';
import { useNow } from './use-now';

type CountdownRingProps = {
  expiresAt: string;
  /** The whole span, from which the emptied part is reckoned. */
  totalMs: number;
  serverNow: string;
  size?: number;
  strokeWidth?: number;
  /** Spoken at 60, 30 and 10 seconds only, with `{seconds}` in it. */
  spoken?: string;
  /** Gets the time that is left as `m:ss`, to be placed inside or beside. */
  children?: (left: string, leftMs: number) => ReactNode;
};

/** A ring that empties clockwise, in the accent and under a minute in amber. At zero it stays empty: it decides nothing. */
export function CountdownRing({
  expiresAt,
  totalMs,
  serverNow,
  size = 16,
  strokeWidth = 2.5,
  spoken,
  children,
}: CountdownRingProps) {
  const leftMs = Math.max(0, new Date(expiresAt).getTime() - useNow(serverNow).getTime());
  const share = Math.min(100, (leftMs / Math.max(totalMs, 1)) * 100);
  const radius = (size - strokeWidth) / 2;
  const seconds = Math.ceil(leftMs / 1000);
  const ringProps = { cx: size / 2, cy: size / 2, r: radius, strokeWidth, pathLength: 100 };
  return (
    <>
      <svg
        aria-hidden="true"
        width={size}
        height={size}
        viewBox={`0 0 ${size} ${size}`}
        fill="none"
        className="-rotate-90 overflow-visible"
      >
        <circle {...ringProps} className="stroke-line" />
        {share > 0 ? (
          <circle
            {...ringProps}
            className={`${seconds < 60 ? 'stroke-warn-mark' : 'stroke-accent-mark'} transition-[stroke-dasharray,stroke-dashoffset] duration-1000 ease-linear motion-reduce:transition-none`}
            strokeLinecap="round"
            strokeDasharray={`${share} 100`}
            strokeDashoffset={share - 100}
          />
        ) : null}
      </svg>
      {children ? <span role="timer">{children(formatCountdown(leftMs), leftMs)}</span> : null}
      {spoken ? (
        <span aria-live="polite" className="unseen">
          {spokenAt(seconds) ? spoken.replace('{seconds}', String(spokenAt(seconds))) : ''}
        </span>
      ) : null}
    </>
  );
}

/** The last of the announced marks that has been passed, so that the live region changes three times in all. */
function spokenAt(seconds: number): number | null {
  if (seconds > 60 || seconds <= 0) return null;
  if (seconds > 30) return 60;
  return seconds > 10 ? 30 : 10;
}
