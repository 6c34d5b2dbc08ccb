import type { ReactNode } from 'react';
import { classes } from './classes';
import type { StatusLook, StatusTone } from './status-look';
import { StatusShape } from './status-shape';

type StatusLabelProps = {
  look: StatusLook;
  /** The word of the state, already translated. */
  word: string;
  /** A tinted pill: for heads, and for states that ask for a decision. */
  isPill?: boolean;
  /** Follows the word in a quiet tone, such as the time that is left. */
  children?: ReactNode;
};

/** A state as word, shape and colour; each of the three says it alone. */
export function StatusLabel({ look, word, isPill = false, children }: StatusLabelProps) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1.5 align-middle font-medium whitespace-nowrap',
        isPill ? `h-6 rounded-full pr-2 pl-1.5 text-xs inset-ring ${pillTones[look.tone]}` : 'text-sm',
        !isPill && look.tone === 'idle' && 'text-ink-2',
      )}
    >
      <StatusShape shape={look.shape} size={isPill ? 14 : 16} className={markTones[look.tone]} />
      {word}
      {children ? <span className="num font-normal text-ink-3">{children}</span> : null}
    </span>
  );
}

/** Colour of the shape of a state. */
export const markTones: Readonly<Record<StatusTone, string>> = {
  paid: 'text-paid-mark',
  live: 'text-accent-mark',
  warn: 'text-warn-mark',
  stop: 'text-stop-mark',
  idle: 'text-idle-mark',
};

const pillTones: Readonly<Record<StatusTone, string>> = {
  paid: 'bg-paid-tint text-paid-ink inset-ring-paid-line',
  live: 'bg-accent-tint text-accent-ink inset-ring-accent-line',
  warn: 'bg-warn-tint text-warn-ink inset-ring-warn-line',
  stop: 'bg-stop-tint text-stop-ink inset-ring-stop-line',
  idle: 'bg-idle-tint text-idle-ink inset-ring-idle-line',
};
