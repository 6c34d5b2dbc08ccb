/** Money arrived, on a screen in full colour: the disc is what stands on it, the check what shows through. */
export function CheckDisc() {
  return (
    <svg aria-hidden="true" viewBox="0 0 64 64" className="h-auto w-[clamp(96px,16vmin,168px)]">
      <circle cx="32" cy="32" r="30" className="fill-on-paid" />
      <path
        d="m20 33 8.5 8.5L45 25"
        fill="none"
        className="stroke-paid"
        strokeWidth="5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
