/** A quarter of a ring that turns while something is under way; it stands still when motion is not wanted. */
export function Spinner({ size = 16 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      className="animate-spin motion-reduce:animate-none"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.5"
    >
      <circle cx="8" cy="8" r="6.75" opacity=".3" />
      <circle cx="8" cy="8" r="6.75" strokeLinecap="round" pathLength="100" strokeDasharray="30 70" />
    </svg>
  );
}
