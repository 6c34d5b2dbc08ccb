type QrCodeProps = {
  /** From `drawQr`: a square of modules with its light border. */
  drawing: { readonly size: number; readonly path: string };
  /** What it is for readers; a decorative one has none. */
  label?: string;
  className?: string;
};

/** A code, black on white in both themes, as wide as its place. Its light border is part of it: give it no other. */
export function QrCode({ drawing, label, className }: QrCodeProps) {
  return (
    <svg
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      shapeRendering="crispEdges"
      className={`forced-color-adjust-none ${className ?? ''}`}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined || undefined}
    >
      <path fill="#fff" d={`M0 0h${drawing.size}v${drawing.size}H0z`} />
      <path fill="#000" d={drawing.path} />
    </svg>
  );
}
