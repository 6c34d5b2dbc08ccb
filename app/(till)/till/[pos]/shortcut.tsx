/** The key that does the same, beside a button's word; not where fingers rule. */
export function Shortcut({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="-mr-1 ml-1 min-w-[18px] rounded-xs border border-current/30 px-1 text-center font-sans text-2xs font-medium max-keys:hidden pointer-coarse:hidden"
    >
      {name}
    </span>
  );
}
