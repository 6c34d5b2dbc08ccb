import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon } from './icon';
import { infoIcon } from './icons';
import { markTones } from './status-label';
import { type Shape, StatusShape } from './status-shape';

type NoteTone = 'idle' | 'live' | 'warn' | 'stop' | 'paid';

type NoteProps = {
  tone?: NoteTone;
  /** One sentence. */
  title: ReactNode;
  /** One more, quieter. */
  children?: ReactNode;
  /** At most two small buttons. */
  actions?: ReactNode;
  /** Raw code of Mercado Pago, in mono after our sentence. */
  code?: string;
  /** `alert` interrupts readers: for the answer to what somebody just did. */
  role?: 'alert' | 'status';
};

/** Something to know on this page, with what to do about it. */
export function Note({ tone = 'idle', title, children, actions, code, role }: NoteProps) {
  return (
    <div
      role={role}
      className={classes(
        'flex items-start gap-3 rounded-md px-3.5 py-3 text-sm inset-ring max-tablet:flex-wrap',
        boxes[tone],
      )}
    >
      <NoteMark tone={tone} />
      <div className="min-w-0 flex-1">
        <span className="font-medium">{title}</span>
        {children ? <span className="text-ink-2"> {children}</span> : null}
        {code ? <span className="code text-xs text-ink-3"> {code}</span> : null}
      </div>
      {actions ? <div className="flex shrink-0 gap-2 max-tablet:w-full max-tablet:pl-7">{actions}</div> : null}
    </div>
  );
}

function NoteMark({ tone }: { tone: NoteTone }) {
  const className = classes('mt-0.5', markTones[tone]);
  if (tone === 'idle') return <Icon shape={infoIcon} className={className} />;
  return <StatusShape shape={shapes[tone]} className={className} />;
}

const shapes: Readonly<Record<Exclude<NoteTone, 'idle'>, Shape>> = {
  live: 'live-ring',
  warn: 'flag',
  stop: 'octagon-cross',
  paid: 'disc-check',
};

const boxes: Readonly<Record<NoteTone, string>> = {
  idle: 'bg-idle-tint inset-ring-idle-line',
  live: 'bg-accent-tint inset-ring-accent-line',
  warn: 'bg-warn-tint inset-ring-warn-line',
  stop: 'bg-stop-tint inset-ring-stop-line',
  paid: 'bg-paid-tint inset-ring-paid-line',
};
