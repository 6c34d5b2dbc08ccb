/** The mark: a screen on a counter. Decorative, since the name stands beside it. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 28 28">
      <rect width="28" height="28" rx="7" className="fill-ink" />
      <path d="M8 6.5h12v10H8z" fill="none" className="stroke-surface" strokeWidth="2.2" strokeLinejoin="round" />
      <rect x="12" y="9.5" width="4" height="4" rx=".6" className="fill-accent-mark" />
      <path d="M5.5 20.9h17" className="stroke-surface" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
