import type { ReactNode } from 'react';
import { HelpHint } from './help-hint';

/** Figures of a period in one bordered strip; two lines of two on tablets and phones. */
export function StatStrip({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 overflow-clip rounded-lg border border-line desktop:auto-cols-fr desktop:grid-flow-col desktop:grid-cols-none [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
      {children}
    </dl>
  );
}

type StatProps = {
  label: string;
  /** What the figure counts and what it leaves out, in one line; `helpLabel` names its button. */
  help?: string;
  helpLabel?: string;
  /** `Money size="stat"`, or a plain count. */
  children: ReactNode;
  /** A comparison in words. */
  detail?: ReactNode;
};

export function Stat({ label, help, helpLabel, children, detail }: StatProps) {
  return (
    <div className="min-w-0 px-4 py-3.5 tablet:px-5 tablet:py-4">
      <dt className="flex items-center gap-1.5 text-sm text-ink-2">
        {label}
        {help ? <HelpHint label={helpLabel ?? label}>{help}</HelpHint> : null}
      </dt>
      <dd className="num mt-1 min-h-7 text-lg font-semibold tablet:min-h-8 tablet:text-xl">{children}</dd>
      {detail ? <dd className="mt-1 text-xs text-ink-3">{detail}</dd> : null}
    </div>
  );
}
