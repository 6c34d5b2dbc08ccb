import type { ReactNode } from 'react';

/** Silhouettes on a 16 px grid with a 1.6 stroke; each differs from the others without its colour. */
export type Shape =
  | 'dashed-ring'
  | 'dashed-ring-question'
  | 'disc-check'
  | 'disc-clock'
  | 'disc-return'
  | 'flag'
  | 'half-disc'
  | 'hourglass'
  | 'live-ring'
  | 'octagon-cross'
  | 'return-arrow'
  | 'ring-clock'
  | 'ring-cross'
  | 'ring-plus'
  | 'ring-slash';

type StatusShapeProps = { shape: Shape; size?: number; className?: string };

/** The shape of a state. Hidden from readers: the word beside it says the same. It takes the colour of its text. */
export function StatusShape({ shape, size = 16, className }: StatusShapeProps) {
  return (
    <svg aria-hidden="true" className={className} width={size} height={size} viewBox="0 0 16 16" fill="none">
      {drawings[shape]}
    </svg>
  );
}

const line = { stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const;
/** What is cut out of a solid shape shows the page behind it. */
const cut = { ...line, stroke: 'var(--surface)' } as const;
const ring = <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="1.6" />;
const dashedRing = <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.3 2.4" />;
const disc = <circle cx="8" cy="8" r="7" fill="currentColor" />;

const drawings: Readonly<Record<Shape, ReactNode>> = {
  'dashed-ring': dashedRing,
  'dashed-ring-question': (
    <>
      {dashedRing}
      <path d="M6.6 6.5a1.5 1.5 0 1 1 2 1.4c-.4.2-.6.5-.6 1" {...line} strokeWidth={1.5} />
      <circle cx="8" cy="10.9" r=".9" fill="currentColor" />
    </>
  ),
  'disc-check': (
    <>
      {disc}
      <path d="m5 8.2 2.1 2.1L11.2 6" {...cut} strokeWidth={1.7} />
    </>
  ),
  'disc-clock': (
    <>
      {disc}
      <path d="M8 4.6V8l2.2 1.5" {...cut} />
    </>
  ),
  'disc-return': (
    <>
      {disc}
      <path d="M6.8 4.7 4.7 6.8l2.1 2.1M5 6.8h4a2.2 2.2 0 0 1 0 4.4H7.6" {...cut} strokeWidth={1.5} />
    </>
  ),
  flag: (
    <>
      <path d="M3.5 14V2.2" {...line} />
      <path d="M3.5 2.8h9l-2 3 2 3h-9z" fill="currentColor" {...line} strokeWidth={1.4} />
    </>
  ),
  'half-disc': (
    <>
      {ring}
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  hourglass: (
    <path
      d="M4 2h8M4 14h8M5 2v2.4c0 1.6 3 2.4 3 3.6S5 10 5 11.6V14m6-12v2.4c0 1.6-3 2.4-3 3.6s3 2 3 3.6V14"
      {...line}
      strokeWidth={1.5}
    />
  ),
  'live-ring': (
    <>
      <circle cx="8" cy="8" r="6" stroke="currentColor" strokeWidth="1.6" opacity=".3" />
      <path d="M8 2A6 6 0 1 1 3.89 12.37" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  'octagon-cross': (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor" />
      <path d="m6 6 4 4m0-4-4 4" {...cut} />
    </>
  ),
  'return-arrow': <path d="M5.5 3 2.5 6l3 3M3 6h6.5a3.6 3.6 0 0 1 0 7.2H7" {...line} />,
  'ring-clock': (
    <>
      {ring}
      <path d="M8 4.8V8l2 1.4" {...line} />
    </>
  ),
  'ring-cross': (
    <>
      {ring}
      <path d="m6 6 4 4m0-4-4 4" {...line} />
    </>
  ),
  'ring-plus': (
    <>
      {ring}
      <path d="M8 5.4v5.2M5.4 8h5.2" {...line} />
    </>
  ),
  'ring-slash': (
    <>
      {ring}
      <path d="m4 12 8-8" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
};
