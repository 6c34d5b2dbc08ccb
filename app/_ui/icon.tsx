type IconProps = { shape: string; size?: number; className?: string };

/** One outline from `icons.ts`, hidden from readers: the word beside it, or the button's name, says it. */
export function Icon({ shape, size = 16, className }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={size >= 28 ? 1.5 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shape} />
    </svg>
  );
}
