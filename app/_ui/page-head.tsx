import Link from 'next/link';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import { chevronLeftIcon } from './icons';

type PageHeadProps = {
  title: string;
  /** Where the page belongs, as a link above the title: `{ href: '/orders', label: 'Órdenes' }`. */
  parent?: { href: string; label: string };
  /** At the right: one primary action, the others outlined. */
  actions?: ReactNode;
  children?: ReactNode;
};

/** Title left, actions right. Its text is the page's only `h1`. */
export function PageHead({ title, parent, actions, children }: PageHeadProps) {
  return (
    <header className="px-4 pt-4 tablet:px-6 tablet:pt-5">
      {parent ? <ParentLink {...parent} /> : null}
      <div className={`flex min-h-9 flex-wrap items-center gap-3 ${actions ? 'max-tablet:pb-2' : ''}`}>
        <h1 className="min-w-0 text-lg font-semibold wrap-anywhere">{title}</h1>
        {actions ? <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </header>
  );
}

/** The way back up, above a title. */
export function ParentLink({ href, label }: { href: string; label: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="-ml-1.5 mb-2 inline-flex h-8 max-w-full items-center gap-1 rounded-sm pr-2 pl-1 text-sm text-ink-2 hover:bg-hover hover:text-ink max-tablet:h-11"
    >
      <Icon shape={chevronLeftIcon} />
      <span className="truncate">{label}</span>
    </Link>
  );
}

/** What is below the head, with the gutter of the page. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className="min-w-0 flex-1 px-4 pt-4 pb-6 tablet:px-6 tablet:pt-5 tablet:pb-8">{children}</div>;
}
