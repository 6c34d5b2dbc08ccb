import type { ReactNode } from 'react';
import { classes } from '@/app/_ui/classes';
import { type Shape, StatusShape } from '@/app/_ui/status-shape';

type StageTone = 'plain' | 'stop' | 'warn';

type StageProps = {
  label: string;
  tone?: StageTone;
  children: ReactNode;
};

/** The right side of the till: what is going on, as large as the room allows. Tinted when it is not paid. */
export function Stage({ label, tone = 'plain', children }: StageProps) {
  return (
    <section
      aria-label={label}
      className={classes(
        'relative grid min-w-0 grid-cols-[minmax(0,1fr)] content-center-safe justify-items-center overflow-x-hidden overflow-y-auto rounded-2xl border px-6 py-8 text-center max-tablet:rounded-xl max-tablet:px-4 max-tablet:py-6',
        tones[tone],
      )}
    >
      {children}
    </section>
  );
}

const tones: Readonly<Record<StageTone, string>> = {
  plain: 'border-line bg-surface',
  stop: 'border-stop-line bg-stop-tint',
  warn: 'border-warn-line bg-warn-tint',
};

type StageHeadProps = {
  shape: Shape;
  /** Colour of the shape. */
  mark: 'text-stop-mark' | 'text-warn-mark' | 'text-idle-mark' | 'text-paid-mark' | 'text-accent-mark';
  title: string;
  detail: ReactNode;
  /** Mercado Pago's own word, in mono after our sentence. */
  code?: string | null;
};

/** A state in a shape, a few words and one sentence. */
export function StageHead({ shape, mark, title, detail, code }: StageHeadProps) {
  return (
    <>
      <StatusShape
        shape={shape}
        size={88}
        className={classes(mark, 'max-tablet:size-20 [@media(max-height:700px)]:size-14')}
      />
      <h2 className="mt-5 mb-2 text-[clamp(1.75rem,1.2rem+2vw,2.75rem)] leading-[1.15] font-semibold tracking-[-0.03em] text-balance">
        {title}
      </h2>
      <p className="max-w-[60ch] text-md text-balance text-ink-2 max-tablet:text-[0.9375rem] [&_b]:font-semibold [&_b]:inline-block [&_b]:max-w-full [&_b]:wrap-anywhere [&_b]:text-ink">
        {detail}
      </p>
      {code ? <p className="code mt-2 text-sm text-ink-3">{code}</p> : null}
    </>
  );
}

/** Keys of a stage, side by side; on phones below each other. */
export function StageKeys({ children }: { children: ReactNode }) {
  return (
    <div className="mt-7 flex flex-wrap justify-center gap-3 max-keys:gap-1 max-tablet:grid max-tablet:w-full max-tablet:grid-cols-1">
      {children}
    </div>
  );
}

/** Facts of a stage, in a white card on its tint. */
export function StageCard({ children }: { children: ReactNode }) {
  return (
    <div className="mt-6 grid w-full max-w-[560px] divide-y divide-line rounded-lg bg-surface text-left text-[0.9375rem] leading-[22px] inset-ring inset-ring-line-strong">
      {children}
    </div>
  );
}

/** One fact with its icon. */
export function StageFact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3.5 px-4.5 py-3.5 [&>svg]:mt-px [&>svg]:text-ink-3">
      {icon}
      <div className="min-w-0 [&_b]:font-medium">{children}</div>
    </div>
  );
}
