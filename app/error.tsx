'use client';

import { ProblemNotice, type ProblemProps } from './_ui/problem-notice';

/** A page outside the desk that failed. */
export default function RootError(problem: ProblemProps) {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface">
      <ProblemNotice {...problem} />
    </main>
  );
}
