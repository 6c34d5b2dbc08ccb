import { classes } from './classes';

type DotTone = 'works' | 'waits' | 'broken' | 'off';

/** An 8 px dot: whether something works. Money is never told by a dot. A word beside it says the same. */
export function Dot({ tone }: { tone: DotTone }) {
  return (
    <span
      aria-hidden="true"
      className={classes('size-2 shrink-0 rounded-full ring-3 forced-colors:bg-[CanvasText]', tones[tone])}
    />
  );
}

const tones: Readonly<Record<DotTone, string>> = {
  works: 'bg-paid-mark ring-paid-mark/18',
  waits: 'bg-warn-mark ring-warn-mark/18',
  broken: 'bg-stop-mark ring-stop-mark/18',
  off: 'bg-idle-mark ring-idle-mark/18',
};
