import type { ReactNode } from 'react';

type SectionProps = { title: string; actions?: ReactNode; children: ReactNode };

/** A part of a page under its own `h2`; space and hairlines make the group, not a box. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className="min-w-0">
      <div className="mb-2 flex min-h-7 items-center gap-2">
        <h2 className="text-base font-semibold">{title}</h2>
        {actions ? <div className="ml-auto flex items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
