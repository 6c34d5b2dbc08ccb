import type { ReactNode } from 'react';

type SettingsRowProps = { title: string; about: ReactNode; children: ReactNode };

/** One subject of the settings: what it is about at the left, what can be seen and done at the right. */
export function SettingsRow({ title, about, children }: SettingsRowProps) {
  return (
    <section className="grid grid-cols-1 gap-4 border-b border-line py-7 first:pt-2 last:border-b-0 desktop:grid-cols-[17.5rem_minmax(0,1fr)] desktop:gap-8">
      <div className="grid content-start gap-1">
        <h2 className="text-base font-semibold">{title}</h2>
        <div className="text-sm text-ink-3 desktop:text-balance">{about}</div>
      </div>
      <div className="grid max-w-160 min-w-0 grid-cols-1 content-start gap-4">{children}</div>
    </section>
  );
}
