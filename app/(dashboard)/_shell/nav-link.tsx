'use client';

import Link, { useLinkStatus } from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Spinner } from '@/app/_ui/spinner';

type NavLinkProps = { href: string; className: string; label?: string; children: ReactNode };

/**
 * A link that knows whether its section is open, and that turns while it is being opened: the page before stays until
 * the next one is there. It runs in the browser because the layout is not rendered again.
 */
export function NavLink({ href, className, label, children }: NavLinkProps) {
  const path = usePathname();
  const isCurrent = path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      aria-current={isCurrent ? 'page' : undefined}
      className={`relative ${className}`}
    >
      {children}
      <PendingMark />
    </Link>
  );
}

function PendingMark() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span className="animate-appear text-accent-mark max-desktop:absolute max-desktop:top-1 max-desktop:right-1 desktop:ml-auto">
      <Spinner size={12} />
    </span>
  );
}
