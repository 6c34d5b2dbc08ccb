import type { ReactNode } from 'react';
import { classes } from './classes';
import { markTones } from './status-label';
import type { StatusLook } from './status-look';
import { StatusShape } from './status-shape';

/** What happened on one day, newest first. */
export function TimelineDay({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="[&+&]:mt-5">
      <h3 className="pb-2.5 text-xs font-medium text-ink-3">{label}</h3>
      <ol className="grid">{children}</ol>
    </div>
  );
}

type TimelineEntryProps = {
  look: StatusLook;
  /** The fact. */
  title: ReactNode;
  /** Who or what it came from. */
  detail?: ReactNode;
  /** A `TimeText` with seconds. */
  time: ReactNode;
};

/** One fact of a history, joined to the next by a line. */
export function TimelineEntry({ look, title, detail, time }: TimelineEntryProps) {
  return (
    <li className="relative grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 pb-4 text-sm before:absolute before:top-5 before:bottom-0 before:left-[9.5px] before:w-px before:bg-line-strong last:pb-0 last:before:hidden tablet:grid-cols-[20px_minmax(0,1fr)_auto]">
      <span className={classes('grid size-5 place-items-center', markTones[look.tone])}>
        <StatusShape shape={look.shape} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        {detail ? <p className="text-xs text-ink-3">{detail}</p> : null}
      </div>
      <span className="text-xs leading-5 text-ink-3 max-tablet:col-start-2">{time}</span>
    </li>
  );
}
