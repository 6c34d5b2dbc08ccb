import type { ReactNode } from 'react';
import { ButtonLink } from './button';
import { buttonClass } from './button-look';
import { Icon } from './icon';
import { chevronLeftIcon, chevronRightIcon } from './icons';

type PagerProps = {
  label: string;
  /** Null where there is no more; the button stays in its place. */
  newer: { href: string | null; label: string };
  older: { href: string | null; label: string };
  /** What is shown: "1–50 de 214". */
  children?: ReactNode;
};

/** Foot of a list that is read page by page along a key. */
export function Pager({ label, newer, older, children }: PagerProps) {
  return (
    <nav
      aria-label={label}
      className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3 text-xs text-ink-3 tablet:px-6"
    >
      <span className="num mr-auto">{children}</span>
      <span className="flex gap-1">
        <PageLink {...newer} shape={chevronLeftIcon} />
        <PageLink {...older} shape={chevronRightIcon} />
      </span>
    </nav>
  );
}

function PageLink({ href, label, shape }: { href: string | null; label: string; shape: string }) {
  if (href === null) {
    return (
      <span aria-hidden="true" aria-disabled="true" className={buttonClass({ size: 'small', fit: 'icon' })}>
        <Icon shape={shape} />
      </span>
    );
  }
  return (
    <ButtonLink href={href} size="small" fit="icon" aria-label={label}>
      <Icon shape={shape} />
    </ButtonLink>
  );
}
