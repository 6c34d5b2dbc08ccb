import Link from 'next/link';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { type ButtonLook, buttonClass } from './button-look';
import { classes } from './classes';
import { Icon } from './icon';
import { lockIcon } from './icons';

type ButtonProps = ButtonLook &
  ComponentProps<'button'> & {
    /** Why it cannot be used now: shown beside it, and read with it. */
    whyNot?: string | null;
  };

/** A button. Inside a form it submits unless `type="button"` says otherwise. */
export function Button({ tone, size, fit, whyNot, className, ...button }: ButtonProps) {
  const look = classes(buttonClass({ tone, size, fit }), className);
  if (whyNot) return <LockedButton className={look} whyNot={whyNot} label={button.children} />;
  return <button {...button} className={look} />;
}

type ButtonLinkProps = ButtonLook & ComponentProps<typeof Link>;

/** A link that looks like a button: for going somewhere, never for changing something. */
export function ButtonLink({ tone, size, fit, className, ...link }: ButtonLinkProps) {
  return <Link prefetch={false} {...link} className={classes(buttonClass({ tone, size, fit }), className)} />;
}

function LockedButton({ className, whyNot, label }: { className: string; whyNot: string; label: ReactNode }) {
  const reasonId = useId();
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
      <button type="button" aria-disabled="true" aria-describedby={reasonId} className={className}>
        <Icon shape={lockIcon} size={14} />
        {label}
      </button>
      <span id={reasonId} className="text-sm text-ink-3">
        {whyNot}
      </span>
    </span>
  );
}
